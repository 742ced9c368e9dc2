// How well what was sent has been read: per source, device and kind of event, what came, what was wrong with it, and which tokens it filled.
// Counts are of all events of the time; which tokens are filled is looked up in the newest of each kind: reading every column of all of
// them would take twenty times as long.

import type { DictionaryField, Token } from '@gatehouse/model';
import { ABSENT_TIME, eventIdOf, FIELDS } from '@gatehouse/model';
import { columnName } from '@gatehouse/qql';
import type { StoreRow } from '../store/event-store.js';
import { isText } from './event-columns.js';
import type { EventReader, EventSelect } from './event-reader.js';

export interface CoverageRequest {
  /** Milliseconds since 1970, both included. */
  readonly from: number;
  readonly to: number;
  /** FILLED_OF without it. */
  readonly filledOf?: number;
}

/** What one kind of event is told from another by. */
export interface EventKind {
  readonly customerId: string;
  readonly eventSourceId: string;
  readonly deviceName: string;
  readonly category: string;
  readonly eventName: string;
}

export interface KindCoverage extends EventKind {
  /** Combination of defects → events; none is the empty list. */
  readonly parts: readonly KindPart[];
  readonly filled: Readonly<Partial<Record<Token, number>>>;
}

export interface KindPart {
  readonly defects: readonly string[];
  readonly count: number;
  /** Milliseconds since 1970: receipt of the latest. */
  readonly lastSeen: number;
  /** Ids of the latest, newest first. */
  readonly examples: readonly string[];
}

export interface Coverage {
  readonly kinds: readonly KindCoverage[];
  /** `customerId`, `eventSourceId`, `deviceName` as one text → median of event time − time of receipt, seconds. */
  readonly skews: ReadonlyMap<string, number>;
  readonly isTruncated: boolean;
}

/** Newest events in which filled tokens are looked up: of all kinds together, and of those that are rarer than that. */
export const FILLED_OF = 20_000;
const RARE_FILLED_OF = 50;
const MOST_PARTS = 3000;

const KIND = ['customerId', 'eventSourceId', 'deviceName', 'category', 'eventName'] as const;
const KEYS = KIND.map(columnName).join(', ');
const DEVICE_KEYS = KIND.slice(0, 3).map(columnName).join(', ');
const NEWEST = `ORDER BY ${columnName('eventTime')} DESC, block DESC, row DESC`;

export async function readCoverage(
  reader: EventReader,
  { from, to, filledOf: most = FILLED_OF }: CoverageRequest,
): Promise<Coverage> {
  const where = inTime();
  const parameters = { from, to };
  const [parts, newest, skews] = await Promise.all([
    reader.select(partSelect(where, parameters)),
    reader.select(filledSelect(where, parameters, `${NEWEST} LIMIT ${most}`)),
    reader.select(skewSelect(where, parameters)),
  ]);
  const kinds = kindsOf(parts.slice(0, MOST_PARTS));
  const filled = new Map(newest.map((row) => [kindKey(row), filledOf(row)]));
  for (const row of await readRare(
    reader,
    { where, parameters },
    [...kinds.keys()].filter((key) => !filled.has(key)),
  ))
    if (!filled.has(kindKey(row))) filled.set(kindKey(row), filledOf(row));
  return {
    kinds: [...kinds].map(([key, kind]) => ({ ...kind, filled: filled.get(key) ?? {} })),
    skews: new Map(skews.map((row) => [deviceKey(kindOf(row)), Number(row['skew']) / 1000])),
    isTruncated: parts.length > MOST_PARTS,
  };
}

export function deviceKey({
  customerId,
  eventSourceId,
  deviceName,
}: Omit<EventKind, 'category' | 'eventName'>): string {
  return JSON.stringify([customerId, eventSourceId, deviceName]);
}

/** Events without a time count when they were received. */
function inTime(): string {
  const [time, received] = [columnName('eventTime'), columnName('collectorReceivedTime')];
  const between = (column: string): string =>
    `${column} >= fromUnixTimestamp64Milli({from:Int64}) AND ${column} <= fromUnixTimestamp64Milli({to:Int64})`;
  return `((${between(time)}) OR (${time} = fromUnixTimestamp64Milli(${ABSENT_TIME}) AND ${between(received)}))`;
}

type Bound = Readonly<Record<'from' | 'to', number>>;

const POSITION = 'toInt128(block) * 4294967296 + row';

function partSelect(where: string, parameters: Bound): EventSelect {
  const seen = `ifNull(${columnName('collectorReceivedTime')}, ${columnName('eventTime')})`;
  const columns = [
    KEYS,
    `toString(${columnName('defects')}) AS codes`,
    'count() AS seen',
    `toString(toUnixTimestamp64Milli(max(${seen}))) AS last`,
    `arrayMap(p -> toString(-p), groupArraySorted(3)(-(${POSITION}))) AS latest`,
  ];
  const tail = `GROUP BY ${KEYS}, codes ORDER BY seen DESC, ${KEYS}, codes LIMIT ${MOST_PARTS + 1}`;
  return { columns: columns.join(', '), where, tail, parameters };
}

function kindsOf(rows: readonly StoreRow[]): ReadonlyMap<string, Omit<KindCoverage, 'filled'>> {
  const kinds = new Map<string, Omit<KindCoverage, 'filled'>>();
  for (const row of rows) {
    const key = kindKey(row);
    const { parts } = kinds.get(key) ?? { parts: [] };
    kinds.set(key, { ...kindOf(row), parts: [...parts, partOf(row)] });
  }
  return kinds;
}

function partOf(row: StoreRow): KindPart {
  return {
    defects: String(row['codes'])
      .split('\n')
      .filter((code) => code !== ''),
    count: Number(row['seen']),
    lastSeen: Number(row['last']),
    examples: (row['latest'] as readonly string[]).map(idOf),
  };
}

function idOf(position: string): string {
  const number = BigInt(position);
  return eventIdOf({ block: number >> 32n, row: Number(number & 0xffff_ffffn) });
}

/** Tokens that say something: what every event has is not looked up. */
const LOOKED_UP = FIELDS.filter(({ column, token }) => column.kind === 'stored' && token !== 'count');

function filledSelect(where: string, parameters: EventSelect['parameters'], newest: string): EventSelect {
  const shares = LOOKED_UP.map((field, index) => `countIf(${isThere(field)}) AS f${index}`);
  return {
    columns: `${KEYS}, ${LOOKED_UP.map(({ token }) => columnName(token)).join(', ')}, attributeNames`,
    where,
    tail: newest,
    outer: [KEYS, 'count() AS seen', ...shares, "countIf(attributeNames != '') AS labelled"].join(', '),
    outerTail: `GROUP BY ${KEYS}`,
    parameters,
  };
}

function isThere(field: DictionaryField): string {
  const name = columnName(field.token);
  if (isText(field)) return `${name} != ''`;
  if (field.type === 'boolean') return name;
  if (field.token === 'eventTime') return `toUnixTimestamp64Milli(${name}) != ${ABSENT_TIME}`;
  return `isNotNull(${name})`;
}

function filledOf(row: StoreRow): KindCoverage['filled'] {
  const seen = Number(row['seen']);
  const counts = LOOKED_UP.map(({ token }, index) => [token, Number(row[`f${index}`])] as const);
  const all = [...counts, ['attributes', Number(row['labelled'])] as const];
  return Object.fromEntries(all.filter(([, count]) => count > 0).map(([token, count]) => [token, count / seen]));
}

/** Kinds that are not among the newest events: by the names that they have, which may be those of others as well. */
async function readRare(
  reader: EventReader,
  { where, parameters }: { readonly where: string; readonly parameters: Bound },
  keys: readonly string[],
): Promise<readonly StoreRow[]> {
  if (keys.length === 0) return [];
  const kinds = keys.map((key) => JSON.parse(key) as readonly string[]);
  const names = [...new Set(kinds.map((kind) => kind[4] ?? ''))];
  const devices = [...new Set(kinds.map((kind) => kind[2] ?? ''))];
  const rare = `${columnName('eventName')} IN {names:Array(String)} AND ${columnName('deviceName')} IN {devices:Array(String)}`;
  const newest = `${NEWEST} LIMIT ${RARE_FILLED_OF} BY ${KEYS} LIMIT ${FILLED_OF}`;
  return reader.select(filledSelect(`${rare} AND ${where}`, { ...parameters, names, devices }, newest));
}

function skewSelect(where: string, parameters: Bound): EventSelect {
  const [time, received] = [columnName('eventTime'), columnName('collectorReceivedTime')];
  return {
    columns: `${DEVICE_KEYS}, ${time}, ${received}`,
    where: `${where} AND toUnixTimestamp64Milli(${time}) != ${ABSENT_TIME} AND isNotNull(${received})`,
    tail: `${NEWEST} LIMIT ${FILLED_OF}`,
    outer: `${DEVICE_KEYS}, quantile(toUnixTimestamp64Milli(${time}) - toUnixTimestamp64Milli(assumeNotNull(${received}))) AS skew`,
    outerTail: `GROUP BY ${DEVICE_KEYS}`,
    parameters,
  };
}

function kindOf(row: StoreRow): EventKind {
  const text = (token: (typeof KIND)[number]): string => String(row[token] ?? '');
  return {
    customerId: text('customerId'),
    eventSourceId: text('eventSourceId'),
    deviceName: text('deviceName'),
    category: text('category'),
    eventName: text('eventName'),
  };
}

function kindKey(row: StoreRow): string {
  return JSON.stringify(KIND.map((token) => String(row[token] ?? '')));
}
