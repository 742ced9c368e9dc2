// The two passes over the events that a histogram takes: what there is to count, then how much of it per interval and value. Finding the
// events is what a pass costs; so values are counted beside the events, in columns of their own.

import type { DictionaryField, HistogramBucket } from '@gatehouse/model';
import { ABSENT_TIME } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import { columnName } from '@gatehouse/qql';
import type { StoreRow } from '../store/event-store.js';
import type { EventReader } from './event-reader.js';
import { readFacets, valueSql } from './facets.js';
import { bucketSql } from './group-by.js';

export interface SpanRequest {
  readonly where: Statement;
  readonly by: DictionaryField | null;
  /** Values of `by` that are told apart. */
  readonly limit: number;
}

export interface Span {
  readonly total: number;
  readonly withTime: number;
  /** Seconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The most frequent values of `by`. */
  readonly values: readonly string[];
}

/** Events of the sample from which values are chosen where there may be any number of them. */
const SAMPLE = 200_000;

const TIME = columnName('eventTime');
const HAS_TIME = `${TIME} != fromUnixTimestamp64Milli(${ABSENT_TIME}, 'UTC')`;
/** Events without a time have one before all others. */
const SPAN = `count() AS events, countIf(${HAS_TIME}) AS timed, minIf(${TIME}, ${HAS_TIME}) AS first, max(${TIME}) AS last`;

const NOTHING: Span = { total: 0, withTime: 0, first: 0, last: 0, values: [] };

export async function readSpan(reader: EventReader, request: SpanRequest): Promise<Span> {
  const { where, by, limit } = request;
  if (where.sql === '0') return NOTHING;
  const isCounted = by !== null && isDictionary(by);
  const [row = {}] = await reader.select({
    outer: `sum(events) AS total, sum(timed) AS withTime, toString(${secondsOf('minIf(first, timed > 0)')}) AS since, toString(${secondsOf('max(last)')}) AS until${isCounted ? `, ${FREQUENT}` : ''}`,
    columns: isCounted ? `toString(any(${columnName(by.token)})) AS value, ${SPAN}` : SPAN,
    where: where.sql,
    tail: isCounted ? `GROUP BY ${columnName(by.token)}` : '',
    parameters: { ...where.parameters, ...(isCounted ? { limit } : {}) },
  });
  const [total, withTime, first, last] = ['total', 'withTime', 'since', 'until'].map((name) => Number(row[name] ?? 0));
  const span = { total: total ?? 0, withTime: withTime ?? 0, first: first ?? 0, last: last ?? 0 };
  if (isCounted) return { ...span, values: (row['values'] ?? []) as readonly string[] };
  return { ...span, values: by === null || total === 0 ? [] : await readFrequent(reader, { where, by, limit }) };
}

const FREQUENT =
  "arrayMap(pair -> pair.2, arraySlice(arrayReverseSort(groupArrayIf((events, value), value != '')), 1, {limit:UInt64})) AS values";

function secondsOf(instant: string): string {
  return `toUnixTimestamp64Second(${instant})`;
}

/** The engine keeps such a column as numbers, and groups by these. */
function isDictionary({ column, list }: DictionaryField): boolean {
  return list !== true && column.kind === 'stored' && column.type.startsWith('LowCardinality(');
}

async function readFrequent(
  reader: EventReader,
  { where, by, limit }: SpanRequest & { readonly by: DictionaryField },
): Promise<readonly string[]> {
  const { facets } = await readFacets(reader, { where, fields: [by], limit, sample: SAMPLE });
  return (facets[0]?.values ?? []).map(({ value }) => value);
}

export interface BucketRequest {
  readonly where: Statement;
  readonly intervalSeconds: number;
  readonly by: DictionaryField | null;
  readonly values: readonly string[];
  /** Numbers to be added up per interval. */
  readonly sums: readonly DictionaryField[];
}

export type Bucket = Omit<HistogramBucket, 'from'>;

/** By the begin of their interval, in seconds since 1970; intervals without events are left out. */
export async function readBuckets(reader: EventReader, request: BucketRequest): Promise<ReadonlyMap<number, Bucket>> {
  const { where, intervalSeconds, sums, values } = request;
  const columns = [
    `${bucketSql(intervalSeconds)} AS c0`,
    'count() AS c1',
    ...sums.map(({ token }, index) => `toString(sum(${columnName(token)})) AS s${index}`),
    ...values.map((_, index) => `countIf(${testSql(request, `{v${index}:String}`)}) AS n${index}`),
  ];
  const bound = Object.fromEntries(values.map((value, index) => [`v${index}`, value]));
  const rows = await reader.select({
    columns: columns.join(', '),
    where: `${where.sql} AND ${HAS_TIME}`,
    tail: 'GROUP BY c0',
    parameters: { ...where.parameters, ...bound },
  });
  return new Map(rows.map((row) => [Number(row['c0']), bucketOf(row, request)]));
}

function testSql({ by }: BucketRequest, value: string): string {
  if (by === null) return '1';
  if (isDictionary(by)) return `${columnName(by.token)} = ${value}`;
  return by.list === true ? `has(${valueSql(by)}, ${value})` : `${valueSql(by)} = ${value}`;
}

/** A value that an interval lacks is left out of it. */
export function bucketOf(row: StoreRow, { by, values, sums }: Omit<BucketRequest, 'where'>): Bucket {
  const sumOf = ({ token }: DictionaryField, index: number) => [token, Number(row[`s${index}`] ?? 0)] as const;
  const counts = values.map((value, index) => [value, Number(row[`n${index}`] ?? 0)] as const);
  return {
    count: Number(row['c1'] ?? 0),
    ...(sums.length === 0 ? {} : { sums: Object.fromEntries(sums.map(sumOf)) }),
    ...(by === null ? {} : { values: Object.fromEntries(counts.filter(([, count]) => count > 0)) }),
  };
}
