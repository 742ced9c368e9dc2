// Event sources that the journal may hold lines of: those that are configured, and those that once were. A listener may be removed
// while its lines still wait; they are read as they would have been then, and belong to the same tenant.
//
//   {"vienna": {"customerId": "…", "timezone": "UTC", "dateOrder": "mdy", "severityFrom": "pri", "maxFrameBytes": 65536}}

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Config, ListenerConfig } from '../config/keys.js';
import { isZone } from '../decode/zone.js';
import { DEFAULT_CUSTOMER } from '../store/identity.js';

/** What decides how the lines of a source are read, and whose they are. */
export type KnownSource = Pick<
  ListenerConfig,
  'customerId' | 'timezone' | 'dateOrder' | 'severityFrom' | 'maxFrameBytes'
>;

export type KnownSources = Readonly<Record<string, KnownSource>>;

/**
 * A source whose lines wait in the journal and that no file knows any more. They were cut to length when they came; whose they
 * were cannot be said, so that they belong to the tenant of those who were told nothing.
 */
export const FORGOTTEN_SOURCE: KnownSource = {
  customerId: DEFAULT_CUSTOMER,
  timezone: 'UTC',
  dateOrder: 'mdy',
  severityFrom: 'pri',
  maxFrameBytes: 2 ** 31,
};

/** Made-up lines (demonstration.ts). Known without being configured, so that what waits in the journal is read after a restart. */
export const DEMONSTRATION: { readonly id: string; readonly source: KnownSource } = {
  id: 'demonstration',
  source: {
    customerId: 'demonstration',
    timezone: 'UTC',
    dateOrder: 'mdy',
    severityFrom: 'pri',
    maxFrameBytes: 65_536,
  },
};

/** A file that could not be used and stands elsewhere now. */
export interface SetAside {
  readonly path: string;
  readonly movedTo: string;
  readonly reason: string;
}

/** The sources of the configuration beside those of earlier ones; on disk when it returns. */
export function knownSources(
  { dataFolder, listeners }: Pick<Config, 'dataFolder' | 'listeners'>,
  onSetAside: (file: SetAside) => void,
): KnownSources {
  const path = join(dataFolder, 'sources.json');
  const before = existsSync(path) ? earlierSources(path, onSetAside) : {};
  const sources: KnownSources = {
    ...before,
    ...Object.fromEntries(listeners.map((listener) => [listener.id, asKnown(listener)])),
  };
  if (!isDeepStrictEqual(sources, before)) {
    writeFileSync(`${path}.new`, `${JSON.stringify(sources, null, 2)}\n`, { flush: true });
    renameSync(`${path}.new`, path);
  }
  return sources;
}

/** What was removed from the configuration is known from this file alone: damaged, it is kept for a person to look at. */
function earlierSources(path: string, onSetAside: (file: SetAside) => void): KnownSources {
  try {
    return asSources(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const movedTo = freeName(`${path}.damaged`);
    renameSync(path, movedTo);
    onSetAside({ path, movedTo, reason: error instanceof Error ? error.message : String(error) });
    return {};
  }
}

function asSources(value: unknown): KnownSources {
  const entries = Object.entries(requireObject(value, 'the file'));
  return Object.fromEntries(entries.map(([id, source]) => [id, asSource(requireObject(source, id), id)]));
}

function asSource(source: Readonly<Record<string, unknown>>, id: string): KnownSource {
  const { customerId, timezone, dateOrder, severityFrom, maxFrameBytes } = source;
  if (
    typeof customerId === 'string' &&
    typeof timezone === 'string' &&
    isZone(timezone) &&
    (dateOrder === 'mdy' || dateOrder === 'dmy' || dateOrder === 'ymd') &&
    (severityFrom === 'pri' || severityFrom === 'header') &&
    Number.isInteger(maxFrameBytes)
  )
    return { customerId, timezone, dateOrder, severityFrom, maxFrameBytes: maxFrameBytes as number };
  throw new TypeError(`${id} is not described as a source is`);
}

function requireObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new TypeError(`${what} is no object`);
}

function freeName(path: string): string {
  for (let number = 1; ; number++) if (!existsSync(`${path}-${number}`)) return `${path}-${number}`;
}

function asKnown({ customerId, timezone, dateOrder, severityFrom, maxFrameBytes }: ListenerConfig): KnownSource {
  return { customerId, timezone, dateOrder, severityFrom, maxFrameBytes };
}
