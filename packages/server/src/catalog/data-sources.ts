// The catalog: what each source pack says of its product, its events and how the product is set up.

import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import type {
  CatalogEvent,
  CatalogLabel,
  DataSource,
  DataSourceDetail,
  EventGrammar,
  LabelRow,
  SourcePack,
  Token,
} from '@gatehouse/model';
import { FIELDS } from '@gatehouse/model';
import { tokensOfRole } from '../map/endpoints.js';
import { type CatalogListener, setupOf } from './setup.js';

/** One for each source that there is. */
const PACKS: readonly SourcePack[] = [CITRIX_VPN];

export function packOf(id: string): SourcePack | undefined {
  return PACKS.find((pack) => pack.id === id);
}

/** `listeners`: those that the caller may see. Every listener receives every source: the reader tells them apart. */
export function dataSources(listeners: readonly CatalogListener[]): readonly DataSource[] {
  return PACKS.map((pack) => dataSource(pack, listeners));
}

export function dataSourceDetail(
  pack: SourcePack,
  listeners: readonly CatalogListener[],
  addresses: readonly string[],
): DataSourceDetail {
  const events = pack.events.flatMap((grammar) => grammar.events.map((event) => catalogEvent(event, grammar)));
  return { ...dataSource(pack, listeners), events, setup: setupOf(pack, listeners, addresses) };
}

function dataSource({ id, constants, product, events }: SourcePack, listeners: readonly CatalogListener[]): DataSource {
  return {
    id,
    vendor: constants.deviceVendor,
    product: product.name,
    deviceType: constants.deviceType,
    versions: product.versions,
    formats: product.formats,
    summary: product.summary,
    eventTypes: new Set(events.flatMap((grammar) => grammar.events)).size,
    tokens: FIELDS.length,
    eventSources: listeners.length,
  };
}

function catalogEvent(event: string, { modules, body, outcome }: EventGrammar): CatalogEvent {
  const labels = typeof body === 'string' ? [] : body.labels.map(catalogLabel);
  return { event, modules, labels, outcome: outcome ?? null };
}

function catalogLabel(row: LabelRow): CatalogLabel {
  return { label: row.label, tokens: tokensOf(row), isFree: row.free ?? false, isOptional: row.optional ?? false };
}

/** Kinds of values that say how something went, whatever token takes the text. */
const PROVING = ['access', 'status', 'verdict'];

function tokensOf(row: LabelRow): readonly Token[] {
  if ('role' in row) return tokensOfRole(row.role, row.kind);
  const own: readonly Token[] = row.kind === 'access' ? ['access'] : row.token === undefined ? [] : [row.token];
  return PROVING.includes(row.kind) ? [...new Set<Token>([...own, 'outcome'])] : own;
}
