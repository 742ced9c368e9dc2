// Numbers, durations, byte counts, ports, dates and numeric ids: ranges in the type of their column. What the type cannot hold is not
// in the column either.

import { ABSENT_TIME } from '@gatehouse/model';
import type { BetweenTest, EqualsTest, WildcardTest } from '../resolved.js';
import { columnName, FALSE, or } from './condition.js';
import { wildcardPattern } from './patterns.js';
import type { Scope, Strictness } from './scope.js';
import { settled } from './scope.js';

export interface QuantityColumn {
  readonly token: string;
  /** ClickHouse type, with or without Nullable. */
  readonly type: string;
}

interface Place {
  readonly scope: Scope;
  readonly strictness: Strictness;
}

interface Limits {
  readonly low: bigint;
  readonly high: bigint;
}

/** DateTime64(3) ends with the year 2299. Its first instant stands for an absent date where the column is not Nullable. */
const FIRST_TIME = BigInt(ABSENT_TIME);
const LAST_TIME = BigInt(Date.UTC(2300, 0, 1) - 1);

export function isPresent({ token, type }: QuantityColumn, { list }: Scope): string {
  if (type.startsWith('Nullable(')) return `isNotNull(${columnName(token)})`;
  if (type === 'Bool') return columnName(token);
  if (!isTime(type)) return '1';
  return `${columnName(token)} > ${list.bind(printTime(FIRST_TIME), plainType(type))}`;
}

export function isAbsent({ token, type }: QuantityColumn, { list }: Scope): string {
  if (type.startsWith('Nullable(')) return `isNull(${columnName(token)})`;
  if (type === 'Bool') return `NOT ${columnName(token)}`;
  if (!isTime(type)) return '0';
  return `${columnName(token)} = ${list.bind(printTime(FIRST_TIME), plainType(type))}`;
}

export function between({ low, high }: BetweenTest, column: QuantityColumn, { scope, strictness }: Place): string {
  const limits = limitsOf(column.type);
  const from = low === null || low < limits.low ? limits.low : low;
  const to = high === null || high > limits.high ? limits.high : high;
  if (from > to) return FALSE;
  if (from === limits.low && to === limits.high) return isPresent(column, scope);
  return settled(range({ low: from, high: to }, column, scope), strictness);
}

/** `sql`: the column without its marks of absence. */
function range({ low, high }: Limits, column: QuantityColumn & { readonly sql?: string }, { list }: Scope): string {
  const { token, type, sql = columnName(token) } = column;
  const limits = limitsOf(type);
  const value = (bound: bigint): string => list.bind(isTime(type) ? printTime(bound) : bound, plainType(type));
  if (low === high) return `${sql} = ${value(low)}`;
  if (high === limits.high) return `${sql} >= ${value(low)}`;
  const isOpen = low === limits.low && type.startsWith('Nullable(');
  return isOpen ? `${sql} <= ${value(high)}` : `${sql} BETWEEN ${value(low)} AND ${value(high)}`;
}

/** An id that is stored as a number equals a text only when the text is that number as it is printed. */
export function equalsNumber({ value }: EqualsTest, column: QuantityColumn, { scope, strictness }: Place): string {
  if (!/^(?:0|[1-9]\d{0,19})$/.test(value)) return FALSE;
  const number = BigInt(value);
  if (number > limitsOf(column.type).high) return FALSE;
  return settled(range({ low: number, high: number }, column, scope), strictness);
}

export function numberLike({ pattern }: WildcardTest, column: QuantityColumn, { scope, strictness }: Place): string {
  const [first, second, ...rest] = pattern;
  const isPrefix = typeof first === 'object' && second === '*' && rest.length === 0;
  if (isPrefix) return numberPrefix(first.literal, column, { scope, strictness });
  if (pattern.some((part) => typeof part === 'object' && !/^\d+$/.test(part.literal))) return FALSE;
  if (pattern.every((part) => part === '*')) return isPresent(column, scope);
  const text = `toString(${columnName(column.token)})`;
  return settled(`match(${text}, ${scope.list.text(wildcardPattern(pattern, false))})`, strictness);
}

/** Numbers whose decimal form begins with these digits: as many ranges as the column holds numbers of different lengths. */
export function numberPrefix(digits: string, column: QuantityColumn, { scope, strictness }: Place): string {
  const limits = limitsOf(column.type);
  const { low, high, few } = scope.findNumbers?.(column.token) ?? { ...limits, few: null };
  const ranges = prefixRanges(digits, limits.high, high).filter(
    (one) => one.high >= low && few?.some((value) => one.low <= value && value <= one.high) !== false,
  );
  if (strictness === 'nullable') return or(...ranges.map((one) => range(one, column, scope)));
  return or(...ranges.map((one) => presentRange(one, column, scope)));
}

/** Never NULL. An absent number is stored as 0 under its mark, which ranges of other numbers need not look at. */
function presentRange(limits: Limits, column: QuantityColumn, scope: Scope): string {
  const isPlain = !column.type.startsWith('Nullable(');
  if (isPlain || limits.low === 0n) return settled(range(limits, column, scope), 'strict');
  return range(limits, { ...column, sql: `assumeNotNull(${columnName(column.token)})` }, scope);
}

/** `7` up to 1000: 7, 70 to 79, 700 to 799; none that begins above `most`. Printed numbers have no leading zeros, so `0` is only itself. */
function prefixRanges(digits: string, last: bigint, most: bigint): readonly Limits[] {
  if (!/^\d+$/.test(digits) || (digits.startsWith('0') && digits !== '0')) return [];
  const ranges: Limits[] = [];
  let low = BigInt(digits);
  let width = 1n;
  while (low <= last && low <= most) {
    const high = low + width - 1n;
    ranges.push({ low, high: high < last ? high : last });
    if (low === 0n) break;
    low *= 10n;
    width *= 10n;
  }
  return ranges;
}

function limitsOf(type: string): Limits {
  const limits = LIMITS[type];
  if (limits === undefined) throw new RangeError(`no limits are known for a column of type ${type}`);
  return limits;
}

/** By type of column. */
const LIMITS: Readonly<Record<string, Limits>> = Object.fromEntries([
  ...[8, 16, 32, 64].flatMap((bits) => {
    const limits = { low: 0n, high: (1n << BigInt(bits)) - 1n };
    return [`UInt${bits}`, `Nullable(UInt${bits})`].map((type) => [type, limits] as const);
  }),
  ["DateTime64(3, 'UTC')", { low: FIRST_TIME + 1n, high: LAST_TIME }],
  ["Nullable(DateTime64(3, 'UTC'))", { low: FIRST_TIME, high: LAST_TIME }],
]);

function isTime(type: string): boolean {
  return type.includes('DateTime64');
}

function plainType(type: string): string {
  return type.startsWith('Nullable(') ? type.slice('Nullable('.length, -1) : type;
}

/** `2024-09-15 10:30:00.000`, as ClickHouse reads it. */
function printTime(instant: bigint): string {
  return new Date(Number(instant)).toISOString().slice(0, 23).replace('T', ' ');
}
