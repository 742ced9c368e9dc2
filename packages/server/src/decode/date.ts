// The appliance's own date, whose order of day, month and year is a setting of the appliance:
//
//   A/B/C:hh:mm:ss      07/08/2024:01:31:08   2022/06/14:16:05:04   02/12/2012: 17:16:28
//
// In: text and position. Out: its three parts, uninterpreted. Which part is the month is decided in date-order.ts.

import type { DateOrder } from '../map/reading.js';
import { digitsEnd, isDigit, smallNumber } from './scan.js';

export interface DateParts {
  readonly from: number;
  readonly to: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly yearFirst: boolean;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Two digits everywhere, four for the year, no blank: printing it again gives the same characters. */
  readonly canonical: boolean;
}

/** A time of day without a date. */
export interface ClockTime {
  readonly from: number;
  readonly to: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A date and time on the wall clock of some zone. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const SLASH = 47;
const COLON = 58;

export function readDate(text: string, from: number): DateParts | null {
  const aTo = digitsEnd(text, from, from + 4);
  if (aTo === from || text.charCodeAt(aTo) !== SLASH) return null;
  const bTo = digitsEnd(text, aTo + 1, aTo + 3);
  if (bTo === aTo + 1 || text.charCodeAt(bTo) !== SLASH) return null;
  const cTo = digitsEnd(text, bTo + 1, bTo + 5);
  if (cTo === bTo + 1 || text.charCodeAt(cTo) !== COLON) return null;
  const clockFrom = text.charCodeAt(cTo + 1) === 32 ? cTo + 2 : cTo + 1;
  const clock = readClock(text, clockFrom);
  if (clock === null) return null;
  const yearFirst = aTo - from === 4;
  const canonical =
    bTo - aTo === 3 && clockFrom === cTo + 1 && (yearFirst ? cTo - bTo === 3 : aTo - from === 2 && cTo - bTo === 5);
  return {
    from,
    to: clock.to,
    a: smallNumber(text, from, aTo),
    b: smallNumber(text, aTo + 1, bTo),
    c: smallNumber(text, bTo + 1, cTo),
    yearFirst,
    hour: clock.hour,
    minute: clock.minute,
    second: clock.second,
    canonical: canonical && clock.second < 60,
  };
}

/** `hh:mm:ss`, two digits each, not followed by another digit. */
export function readClock(text: string, from: number): ClockTime | null {
  const hour = twoDigits(text, from);
  const minute = twoDigits(text, from + 3);
  const second = twoDigits(text, from + 6);
  if (hour < 0 || minute < 0 || second < 0) return null;
  if (text.charCodeAt(from + 2) !== COLON || text.charCodeAt(from + 5) !== COLON) return null;
  return isDigit(text.charCodeAt(from + 8)) ? null : { from, to: from + 8, hour, minute, second };
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** The date read in one order; null where that order makes it impossible (month 13, 31 April, hour 24). */
export function inOrder(parts: DateParts, order: DateOrder): WallTime | null {
  if (!isPossibleIn(parts, order)) return null;
  const { a, b, c, hour, minute, second } = parts;
  if (order === 'ymd') return { year: a, month: b, day: c, hour, minute, second };
  const year = fullYear(c);
  return order === 'mdy'
    ? { year, month: a, day: b, hour, minute, second }
    : { year, month: b, day: a, hour, minute, second };
}

/** The same question without making an object of the answer. */
export function isPossibleIn(parts: DateParts, order: DateOrder): boolean {
  if (parts.yearFirst !== (order === 'ymd')) return false;
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 60) return false;
  if (order === 'ymd') return isDay(parts.a, parts.b, parts.c);
  const year = fullYear(parts.c);
  return order === 'mdy' ? isDay(year, parts.a, parts.b) : isDay(year, parts.b, parts.a);
}

/** Some daemons cut the century off; the appliance did not exist before 2000. */
function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

/** 60 is a leap second; it is read as the first second of the next minute. */
export function isPossible(wall: WallTime): boolean {
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 60) return false;
  return isDay(wall.year, wall.month, wall.day);
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Milliseconds as if the wall clock stood in Greenwich. `Date.UTC` alone would read years below 100 as 19xx. */
export function asIfUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}
