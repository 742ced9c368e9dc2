// Words of digits in times as appliances print them: two digits for month, day, hour, minute and second, four for the year.
//
//   01/24/2025:12:06:37    hh:mm:ss (hours may have more digits)

import { FALSE, or } from './condition.js';
import type { Scope } from './scope.js';

const PARTS = ['toMonth', 'toDayOfMonth', 'toHour', 'toMinute', 'toSecond'];

/** `clock` is SQL of a date and time in the zone in which it is printed. */
export function clockPrefix(digits: string, clock: string, scope: Scope): string {
  const year = paddedRange(digits, 4);
  return or(
    ...PARTS.map((part) => within(`${part}(${clock})`, paddedRange(digits, 2), scope)),
    within(`toYear(${clock})`, year, scope),
  );
}

export function durationPrefix(digits: string, seconds: string, scope: Scope): string {
  const hours = `intDiv(${seconds}, 3600)`;
  const two = paddedRange(digits, 2);
  const longHours = /^[1-9]\d*$/.test(digits) ? [3, 4, 5, 6, 7].map((length) => paddedRange(digits, length)) : [];
  return or(
    ...[hours, `intDiv(${seconds}, 60) % 60`, `${seconds} % 60`].map((part) => within(part, two, scope)),
    ...longHours.map((range) => within(hours, range, scope)),
  );
}

interface Range {
  readonly low: number;
  readonly high: number;
}

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
