// How many events there are per interval of time, also by the most frequent values of a token.

import type { DictionaryField, EventHistogram, HistogramBucket } from '@gatehouse/model';
import { ABSENT_TIME } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import { columnName } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import type { EventReader } from './event-reader.js';
import { readFacets, valueSql } from './facets.js';
import { bucketSql, bucketStart } from './group-by.js';

export interface HistogramRequest {
  readonly where: Statement;
  /** Null: so that there are about sixty buckets. */
  readonly intervalSeconds: number | null;
  readonly by: DictionaryField | null;
  /** Values of `by` that are told apart. */
  readonly limit: number;
  /** Numbers to be added up per interval. */
  readonly sums?: readonly DictionaryField[];
}

/** Without what only the API knows of. */
export type Histogram = Omit<EventHistogram, 'tookMs'>;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const WEEK = 604_800;
const STEPS = [
  ...[1, 2, 5, 10, 30],
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 3, 6, 12].map((hours) => hours * HOUR),
  ...[DAY, WEEK, 4 * WEEK, 13 * WEEK, 52 * WEEK, 520 * WEEK],
];
const WANTED_BUCKETS = 60;
const MOST_BUCKETS = 2000;

/** Events of the sample from which the values of `by` are chosen. */
const SAMPLE = 200_000;

export async function readHistogram(reader: EventReader, request: HistogramRequest): Promise<Histogram> {
  const span = await readSpan(reader, request.where);
  const intervalSeconds = intervalOf(span, request.intervalSeconds);
  if (span.total === 0) return { intervalSeconds, buckets: [], total: 0, withoutTime: 0 };
  const [counts, values] = await Promise.all([
    readCounts(reader, request, intervalSeconds),
    request.by === null ? null : readValues(reader, { ...request, by: request.by, intervalSeconds }),
  ]);
  const buckets =
    span.withTime === 0 ? [] : fill(span, intervalSeconds, { counts, none: figuresOf({}, request.sums ?? []) });
  return {
    intervalSeconds,
    buckets:
      values === null
        ? buckets
        : buckets.map((bucket) => ({ ...bucket, values: Object.fromEntries(values.get(bucket.from) ?? []) })),
    total: span.total,
    withoutTime: span.total - span.withTime,
  };
}

interface Span {
  readonly total: number;
  readonly withTime: number;
  /** Seconds since 1970. */
  readonly first: number;
  readonly last: number;
}

const SINCE = `toUnixTimestamp64Milli(${columnName('eventTime')})`;
const HAS_TIME = `${SINCE} != ${ABSENT_TIME}`;

async function readSpan(reader: EventReader, where: Statement): Promise<Span> {
  if (where.sql === '0') return { total: 0, withTime: 0, first: 0, last: 0 };
  const columns = `count() AS total, countIf(${HAS_TIME}) AS timed, toString(minIf(${SINCE}, ${HAS_TIME})) AS first, toString(maxIf(${SINCE}, ${HAS_TIME})) AS last`;
  const [row = {}] = await reader.select({ columns, where: where.sql, parameters: where.parameters });
  const seconds = (name: string): number => Math.floor(Number(row[name] ?? 0) / 1000);
  return {
    total: Number(row['total']),
    withTime: Number(row['timed']),
    first: seconds('first'),
    last: seconds('last'),
  };
}

function intervalOf({ first, last }: Span, wanted: number | null): number {
  const length = last - first;
  const fitting = (most: number): number => STEPS.find((step) => length / step <= most) ?? 520 * WEEK;
  if (wanted === null) return fitting(WANTED_BUCKETS);
  if (length / wanted <= MOST_BUCKETS) return wanted;
  const problem = `interval: these would be more than ${MOST_BUCKETS} buckets; choose ${fitting(MOST_BUCKETS)} s or more`;
  throw new AppError('request.invalid', { problem });
}

async function readCounts(
  reader: EventReader,
  { where, sums = [] }: HistogramRequest,
  intervalSeconds: number,
): Promise<ReadonlyMap<string, Figures>> {
  const sumColumns = sums.map(({ token }, index) => `, toString(sum(${columnName(token)})) AS s${index}`);
  const rows = await reader.select({
    columns: `${bucketSql(intervalSeconds)} AS c0, count() AS c1${sumColumns.join('')}`,
    where: `${HAS_TIME} AND ${where.sql}`,
    tail: 'GROUP BY c0',
    parameters: where.parameters,
  });
  return new Map(rows.map((row) => [beginOf(row['c0']), figuresOf(row, sums)]));
}

type Figures = Pick<HistogramBucket, 'count' | 'sums'>;

function figuresOf(row: Readonly<Record<string, unknown>>, sums: readonly DictionaryField[]): Figures {
  const count = Number(row['c1'] ?? 0);
  if (sums.length === 0) return { count };
  return { count, sums: Object.fromEntries(sums.map(({ token }, index) => [token, Number(row[`s${index}`] ?? 0)])) };
}

type ValueCount = readonly [value: string, count: number];

async function readValues(
  reader: EventReader,
  {
    where,
    by,
    limit,
    intervalSeconds,
  }: HistogramRequest & { readonly by: DictionaryField; readonly intervalSeconds: number },
): Promise<ReadonlyMap<string, readonly ValueCount[]>> {
  const { facets } = await readFacets(reader, { where, fields: [by], limit, sample: SAMPLE });
  const top = (facets[0]?.values ?? []).map(({ value }) => value);
  const found = new Map<string, ValueCount[]>();
  if (top.length === 0) return found;
  const value = by.list === true ? `arrayJoin(arrayDistinct(${valueSql(by)}))` : valueSql(by);
  const rows = await reader.select({
    columns: `${bucketSql(intervalSeconds)} AS c0, ${value} AS c1, count() AS c2`,
    where: `${HAS_TIME} AND ${where.sql}`,
    tail: 'GROUP BY c0, c1 HAVING has({top:Array(String)}, c1)',
    parameters: { ...where.parameters, top },
  });
  for (const row of rows) {
    const from = beginOf(row['c0']);
    const values = found.get(from) ?? [];
    found.set(from, [...values, [String(row['c1']), Number(row['c2'])]]);
  }
  return found;
}

interface Counted {
  readonly counts: ReadonlyMap<string, Figures>;
  readonly none: Figures;
}

function fill({ first, last }: Span, seconds: number, { counts, none }: Counted): readonly HistogramBucket[] {
  const start = bucketStart(seconds);
  const buckets: HistogramBucket[] = [];
  for (let at = Math.floor((first - start) / seconds) * seconds + start; at <= last; at += seconds) {
    const from = beginOf(at);
    buckets.push({ from, ...(counts.get(from) ?? none) });
  }
  return buckets;
}

function beginOf(seconds: unknown): string {
  return new Date(Number(seconds) * 1000).toISOString();
}
