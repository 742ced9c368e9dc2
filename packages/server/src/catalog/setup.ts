// How a product is made to send its log to each listener: the pack's steps with the listener's address, port and transport filled in.

import { isIP } from 'node:net';
import type { SetupGuide, SetupListener, SetupStep, SetupTemplate, SetupWay, SourcePack } from '@gatehouse/model';
import { isLoopback } from '../loopback.js';

export interface CatalogListener {
  readonly id: string;
  readonly kind: SetupWay;
  /** What is bound, or where files are looked for; null: nothing is. */
  readonly place: { readonly address: string; readonly port: number } | { readonly path: string } | null;
}

/** Where nothing listens yet: an address of the documentation (RFC 5737). */
const EXAMPLE = { address: '192.0.2.10', port: 5514 };
const EVERYWHERE = ['0.0.0.0', '::'];

/** `addresses`: of this machine, for listeners that are bound to all of them. */
export function setupOf(
  pack: SourcePack,
  listeners: readonly CatalogListener[],
  addresses: readonly string[],
): readonly SetupGuide[] {
  if (listeners.length === 0) {
    const notes = [
      'Nothing listens yet: add a listener to the configuration. The address here is one of the documentation.',
    ];
    return [{ listener: null, steps: stepsOf(pack, 'tcp', EXAMPLE), notes }];
  }
  return listeners.map((listener) => guideOf(pack, listener, addresses));
}

function guideOf(pack: SourcePack, { id, kind, place }: CatalogListener, addresses: readonly string[]): SetupGuide {
  if (place !== null && 'path' in place)
    return { listener: { id, kind, address: place.path, port: 0 }, steps: stepsOf(pack, kind, place), notes: [] };
  if (place === null) return { listener: null, steps: stepsOf(pack, kind, EXAMPLE), notes: [`${id} does not listen.`] };
  const reached = reachable(place.address, addresses);
  const listener: SetupListener = { id, kind, address: reached, port: place.port };
  return { listener, steps: stepsOf(pack, kind, listener), notes: notesOf({ id, kind }, place.address, addresses) };
}

function reachable(address: string, addresses: readonly string[]): string {
  if (!EVERYWHERE.includes(address)) return address;
  return addresses.find((own) => isIP(own) === 4) ?? addresses[0] ?? EXAMPLE.address;
}

function notesOf(
  { id, kind }: Pick<CatalogListener, 'id' | 'kind'>,
  bound: string,
  addresses: readonly string[],
): readonly string[] {
  const notes: string[] = [];
  if (isLoopback(bound))
    notes.push(`${id} listens on loopback only: nothing from outside reaches it. Set the address of the listener.`);
  if (EVERYWHERE.includes(bound) && addresses.length > 1)
    notes.push(`This machine has the addresses ${addresses.join(', ')}: take the one that the appliance reaches.`);
  if (EVERYWHERE.includes(bound) && addresses.length === 0)
    notes.push('The address here is one of the documentation: put that of this machine in its place.');
  if (kind === 'udp') notes.push('What UDP loses on the way is lost: choose TCP where the appliance can.');
  return notes;
}

interface Filling {
  readonly address?: string;
  readonly port?: number;
  readonly path?: string;
}

function stepsOf({ setup }: SourcePack, kind: SetupWay, filling: Filling): readonly SetupStep[] {
  const holes = { ...filling, transport: kind === 'udp' ? 'UDP' : 'TCP' };
  return setup.filter(({ ways }) => ways.includes(kind)).map((step) => filled(step, holes));
}

function filled({ title, text, commands }: SetupTemplate, holes: object): SetupStep {
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (hole, name: string) => String(Reflect.get(holes, name) ?? hole));
  return { title, text: fill(text), commands: commands.map(fill) };
}
