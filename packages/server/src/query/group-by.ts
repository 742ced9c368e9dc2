// Figures over the events that match: per value of one or more tokens, per interval of time, or over all of them.
//
//   metric   = count | ( sum | avg | min | max | uniq ) "(" token ")"
//   interval = digits ( s | m | h | d | w )

import type { DictionaryField } from '@gatehouse/model';
import { ABSENT_TIME, fieldOf } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import { columnName } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import { isText } from './event-columns.js';
import type { EventReader, EventSelect } from './event-reader.js';

const FUNCTIONS = ['sum', 'avg', 'min', 'max', 'uniq'] as const;
const NUMERIC: readonly DictionaryField['type'][] = ['number', 'bytes', 'duration', 'port'];
const ORDERED: readonly DictionaryField['type'][] = [...NUMERIC, 'date'];

export type Metric =
  | { readonly kind: 'count' }
  | { readonly kind: (typeof FUNCTIONS)[number]; readonly field: DictionaryField };

export interface GroupRequest {
  readonly where: Statement;
  readonly tokens: readonly DictionaryField[];
  readonly metrics: readonly Metric[];
  /** Seconds; null for no buckets of time. */
  readonly intervalSeconds: number | null;
  readonly limit: number;
}

export type GroupValue = string | number | null;
export type GroupRow = Readonly<Record<string, GroupValue>>;

export async function readGroups(reader: EventReader, request: GroupRequest): Promise<readonly GroupRow[]> {
  const columns = columnsOf(request);
  if (request.where.sql === '0') return isTotal(request) ? [emptyTotal(request.metrics)] : [];
  const rows = await reader.select(groupSelect(request));
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ title, print }, index) => [title, print(row[`c${index}`])])),
  );
}

export function groupSelect(request: GroupRequest): EventSelect {
  const columns = columnsOf(request);
  const keys = columns.flatMap(({ isKey }, index) => (isKey ? [`c${index}`] : []));
  const [metric] = request.metrics;
  const order =
    request.intervalSeconds === null && metric !== undefined ? [`${amountSql(metric)} DESC`, ...keys] : keys;
  return {
    columns: columns.map(({ sql }, index) => `${sql} AS c${index}`).join(', '),
    where: request.where.sql,
    tail: `${keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')} ORDER BY ${order.join(', ')} `}LIMIT {limit:UInt64}`,
    parameters: { ...request.where.parameters, limit: request.limit },
  };
}

interface GroupColumn {
  readonly title: string;
  readonly sql: string;
  readonly isKey: boolean;
  readonly print: (value: unknown) => GroupValue;
}

function columnsOf({ tokens, metrics, intervalSeconds }: GroupRequest): readonly GroupColumn[] {
  const bucket: readonly GroupColumn[] = intervalSeconds === null ? [] : [bucketColumn(intervalSeconds)];
  return [...bucket, ...tokens.map(keyColumn), ...metrics.map(metricColumn)];
}

/** Where counting begins, in seconds since 1970: weeks on its first Monday. */
export function bucketStart(seconds: number): number {
  return seconds % 604_800 === 0 ? 345_600 : 0;
}

/** Begin of the bucket, in seconds since 1970. */
export function bucketSql(seconds: number): string {
  const start = bucketStart(seconds);
  const since = `toUnixTimestamp64Second(${columnName('eventTime')})`;
  return `intDiv(${since} - ${start}, ${seconds}) * ${seconds} + ${start}`;
}

/** Buckets begin at whole multiples of the interval since 1970, weeks on Monday. */
function bucketColumn(seconds: number): GroupColumn {
  const print = (value: unknown): GroupValue =>
    Number(value) * 1000 <= ABSENT_TIME ? null : new Date(Number(value) * 1000).toISOString();
  return { title: 'eventTime', sql: bucketSql(seconds), isKey: true, print };
}

/** One group per element of a list: an event with three groups of people counts in each. */
function keyColumn(field: DictionaryField): GroupColumn {
  const { token, type } = field;
  const name = columnName(token);
  const base = { title: token, isKey: true };
  if (field.list === true) return { ...base, sql: `arrayJoin(splitByChar('\\n', ${name}))`, print: printGroupText };
  if (isText(field)) return { ...base, sql: name, print: printGroupText };
  if (type === 'date') return { ...base, sql: `toUnixTimestamp64Milli(${name})`, print: printGroupTime };
  return { ...base, sql: `toString(${name})`, print: NUMERIC.includes(type) ? printNumber : printGroupText };
}

function metricColumn(metric: Metric): GroupColumn {
  const print =
    'field' in metric && metric.field.type === 'date' && metric.kind !== 'uniq' ? printGroupTime : printNumber;
  return { title: metricTitle(metric), sql: metricSql(metric), isKey: false, print };
}

/** Sums may be beyond 2^53: they come as text. */
function metricSql(metric: Metric): string {
  const isExact = metric.kind === 'sum' || metric.kind === 'min' || metric.kind === 'max';
  return isExact && metric.field.type !== 'date' ? `toString(${amountSql(metric)})` : amountSql(metric);
}

/** As a number, which is what it is ordered by. */
function amountSql(metric: Metric): string {
  if (metric.kind === 'count') return 'count()';
  const name = columnName(metric.field.token);
  if (metric.kind === 'uniq') return isText(metric.field) ? `uniqIf(${name}, ${name} != '')` : `uniq(${name})`;
  if (metric.field.type === 'date') return `toUnixTimestamp64Milli(${metric.kind}(nullIf(${name}, ${ABSENT})))`;
  return `${metric.kind}(${name})`;
}

const ABSENT = `fromUnixTimestamp64Milli(${ABSENT_TIME}, 'UTC')`;

export function metricTitle(metric: Metric): string {
  return metric.kind === 'count' ? 'count' : `${metric.kind}(${metric.field.token})`;
}

function isTotal({ tokens, intervalSeconds }: GroupRequest): boolean {
  return tokens.length === 0 && intervalSeconds === null;
}

function emptyTotal(metrics: readonly Metric[]): GroupRow {
  return Object.fromEntries(
    metrics.map((metric) => [metricTitle(metric), metric.kind === 'count' || metric.kind === 'uniq' ? 0 : null]),
  );
}

function printGroupText(value: unknown): GroupValue {
  return value === null || value === undefined || value === '' ? null : String(value);
}

function printGroupTime(value: unknown): GroupValue {
  return value === null || value === undefined || Number(value) === ABSENT_TIME
    ? null
    : new Date(Number(value)).toISOString();
}

function printNumber(value: unknown): GroupValue {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isSafeInteger(number) || !Number.isInteger(number) ? number : String(value);
}

export function readMetric(text: string): Metric {
  const match = /^\s*(?:(count)\s*(?:\(\s*\))?|(\w+)\s*\(\s*([\w.]+)\s*\))\s*$/.exec(text);
  if (match?.[1] !== undefined) return { kind: 'count' };
  const kind = FUNCTIONS.find((name) => name === match?.[2]);
  if (kind === undefined)
    throw invalidMetric(text, `it is none of count, ${FUNCTIONS.map((name) => `${name}(token)`).join(', ')}`);
  const field = groupField(match?.[3] ?? '', '--metric');
  const allowed = kind === 'min' || kind === 'max' ? ORDERED : NUMERIC;
  if (kind !== 'uniq' && !allowed.includes(field.type)) throw invalidMetric(text, `${field.token} is no number`);
  return { kind, field };
}

function invalidMetric(value: string, reason: string): AppError {
  return new AppError('option.invalid', { option: '--metric', value, reason });
}

/** A token with a column of its own. */
export function groupField(token: string, option: string): DictionaryField {
  const field = fieldOf(token);
  if (field === undefined)
    throw new AppError('option.invalid', { option, value: token, reason: 'there is no such token' });
  if (field.column.kind !== 'stored')
    throw new AppError('option.invalid', { option, value: token, reason: 'every event has its own' });
  return field;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export function readInterval(text: string): number {
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  const seconds = Number(match?.[1] ?? 0) * (SECONDS[match?.[2] ?? ''] ?? 0);
  if (seconds > 0) return seconds;
  throw new AppError('option.invalid', { option: '--interval', value: text, reason: 'write 30s, 5m, 1h, 1d or 1w' });
}
