// Words of digits in times as appliances print them: two digits for month, day, hour, minute and second, four for the year.
//
//   01/24/2025:12:06:37    hh:mm:ss (hours may have more digits)

import { columnName, FALSE, or } from './condition.js';
import type { DateOrder, Scope } from './scope.js';

const LAYOUTS: Readonly<Record<DateOrder, readonly string[]>> = {
  mdy: ['toMonth', 'toDayOfMonth', 'toYear', 'toHour', 'toMinute', 'toSecond'],
  dmy: ['toDayOfMonth', 'toMonth', 'toYear', 'toHour', 'toMinute', 'toSecond'],
  ymd: ['toYear', 'toMonth', 'toDayOfMonth', 'toHour', 'toMinute', 'toSecond'],
};

/** Some part begins with these digits. `clock` is SQL of a date and time in the zone in which it is printed. */
export function clockPrefix(digits: string, clock: string, scope: Scope): string {
  return or(...LAYOUTS.mdy.map((part) => within(`${part}(${clock})`, rangeOf(digits, part), scope)));
}

/** Of a column of seconds. */
export function durationPrefix(digits: string, token: string, scope: Scope): string {
  const most = scope.findNumbers?.(token)?.high;
  const hours = most === undefined ? undefined : Number(most / 3600n);
  const part = { sql: columnName(token), isWhole: false, ...(hours === undefined ? {} : { mostHours: hours }) };
  return or(...[0, 1, 2].map((index) => durationPart(digits, { ...part, index }, scope)));
}

interface Part {
  readonly index: number;
  /** False: the word may be the beginning of the part. */
  readonly isWhole: boolean;
}

export function datePart(
  word: string,
  { order, clock, index, isWhole }: Part & { readonly order: DateOrder; readonly clock: string },
  scope: Scope,
): string {
  const part = LAYOUTS[order][index] ?? '';
  return isWhole && word.length !== widthOf(part) ? FALSE : within(`${part}(${clock})`, rangeOf(word, part), scope);
}

/** Hours, minutes or seconds. Hours have two digits or, from 100 on, as many as they need. */
export function durationPart(
  word: string,
  { sql, index, isWhole, mostHours = MOST_HOURS }: Part & { readonly sql: string; readonly mostHours?: number },
  scope: Scope,
): string {
  const part = [`intDiv(${sql}, 3600)`, `intDiv(${sql}, 60) % 60`, `${sql} % 60`][index] ?? '';
  const widths = [2, ...(index === 0 && /^[1-9]\d*$/.test(word) ? LONG_HOURS : [])];
  const ranges = widths.filter((width) => !isWhole || width === word.length).map((width) => paddedRange(word, width));
  return or(
    ...ranges.filter((one) => index > 0 || (one?.low ?? 0) <= mostHours).map((one) => within(part, one, scope)),
  );
}

/** 2^32 seconds are 1,193,046 hours. */
const LONG_HOURS = [3, 4, 5, 6, 7];
const MOST_HOURS = 1_193_046;

function widthOf(part: string): number {
  return part === 'toYear' ? 4 : 2;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** A date needs not be read for digits that no such part begins with. */
function rangeOf(digits: string, part: string): Range | null {
  const range = paddedRange(digits, widthOf(part));
  const bounds = BOUNDS[part];
  if (range === null || bounds === undefined) return range;
  const low = Math.max(range.low, bounds.low);
  const high = Math.min(range.high, bounds.high);
  return low > high ? null : { low, high };
}

/** Years of DateTime64, and one more on either side for wall clocks beside UTC. */
const BOUNDS: Readonly<Record<string, Range>> = {
  toYear: { low: 1899, high: 2300 },
  toMonth: { low: 1, high: 12 },
  toDayOfMonth: { low: 1, high: 31 },
  toHour: { low: 0, high: 23 },
  toMinute: { low: 0, high: 59 },
  toSecond: { low: 0, high: 59 },
};

/** Numbers that begin with these digits when they are written with `length` digits; null when there are none. */
function paddedRange(digits: string, length: number): Range | null {
  if (!/^\d+$/.test(digits) || digits.length > length) return null;
  const width = 10 ** (length - digits.length);
  const low = Number(digits) * width;
  return { low, high: low + width - 1 };
}

function within(sql: string, range: Range | null, { list }: Scope): string {
  if (range === null) return FALSE;
  const { low, high } = range;
  if (low === high) return `${sql} = ${list.bind(low, 'UInt32')}`;
  return `${sql} BETWEEN ${list.bind(low, 'UInt32')} AND ${list.bind(high, 'UInt32')}`;
}
