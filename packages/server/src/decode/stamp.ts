// Time stamps that a syslog relay or the log daemon of the appliance puts in front of a line:
//
//   Oct  1 06:02:44        RFC 3164 section 4.1.2, also `June 8 00:21:09`, `Oct 1 2026 06:02:44`, followed by ` GMT` or not
//   2023-08-01T00:14:15.285005+00:00       RFC 3339, RFC 5424 section 6.2.3
//   06-26-2010    12:16:05                 Kiwi Syslog
//
// They date a line that has lost its own date, and they tell which reading of an ambiguous date is the nearer one.

import { isPossible, readClock, type WallTime } from './date.js';
import { digitsEnd, isBlank, isDigit, skipBlanks, smallNumber, wordEnd } from './scan.js';

export interface Stamp {
  readonly from: number;
  readonly to: number;
  /** `year` is 0 where the stamp has none. */
  readonly wall: WallTime;
  readonly milliseconds: number;
  /** Minutes east of Greenwich; null where the stamp does not say. */
  readonly offsetMinutes: number | null;
  readonly kind: 'rfc3164' | 'rfc3339' | 'kiwi';
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

export function readStamp(text: string, from: number): Stamp | null {
  const code = text.charCodeAt(from);
  if (code >= 48 && code <= 57) return readIsoStamp(text, from) ?? readKiwiStamp(text, from);
  return code >= 65 && code <= 90 ? readMonthStamp(text, from) : null;
}

/** `Mon[th] [d]d [yyyy ]hh:mm:ss` */
function readMonthStamp(text: string, from: number): Stamp | null {
  const nameEnd = wordEnd(text, from, Math.min(text.length, from + 10));
  if (nameEnd < from + 3 || !isDigit(text.charCodeAt(skipBlanks(text, nameEnd, nameEnd + 3)))) return null;
  const name = text.slice(from, nameEnd).toLowerCase();
  const month = MONTHS.indexOf(name) + 1 || FULL_MONTHS.indexOf(name) + 1;
  if (month === 0) return null;
  const dayFrom = skipBlanks(text, nameEnd, nameEnd + 3);
  const dayTo = digitsEnd(text, dayFrom, dayFrom + 2);
  const day = smallNumber(text, dayFrom, dayTo);
  if (day < 0 || dayFrom === nameEnd) return null;
  let at = skipBlanks(text, dayTo, dayTo + 3);
  const yearTo = digitsEnd(text, at, at + 4);
  const year = yearTo - at === 4 && isBlank(text.charCodeAt(yearTo)) ? smallNumber(text, at, yearTo) : 0;
  if (year > 0) at = skipBlanks(text, yearTo, yearTo + 3);
  const clock = readClock(text, at);
  if (clock === null) return null;
  const wall = { year, month, day, hour: clock.hour, minute: clock.minute, second: clock.second };
  // 29 February is checked against a leap year: without a year it may be one.
  if (!isPossible(year > 0 ? wall : { ...wall, year: 2000 })) return null;
  const gmt = text.startsWith(' GMT ', clock.to);
  return { from, to: clock.to, wall, milliseconds: 0, offsetMinutes: gmt ? 0 : null, kind: 'rfc3164' };
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:(Z)|([+-])(\d\d):?(\d\d))?(?![\d:])/i;
const LONGEST_ISO = 40;

export function readIsoStamp(text: string, from: number): Stamp | null {
  if (text.charCodeAt(from + 4) !== 45) return null;
  const match = ISO.exec(text.slice(from, from + LONGEST_ISO));
  if (match === null) return null;
  const [whole, year, month, day, hour, minute, second, fraction = '', zulu, sign, hours, minutes] = match;
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  };
  if (!isPossible(wall)) return null;
  const east = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  const offsetMinutes = zulu !== undefined ? 0 : sign === undefined ? null : sign === '-' ? -east : east;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return { from, to: from + whole.length, wall, milliseconds, offsetMinutes, kind: 'rfc3339' };
}

/** `MM-dd-yyyy` blanks `hh:mm:ss`; Kiwi can be told to put the day first, which only a day above 12 shows. */
function readKiwiStamp(text: string, from: number): Stamp | null {
  if (text.charCodeAt(from + 2) !== 45 || text.charCodeAt(from + 5) !== 45) return null;
  const first = smallNumber(text, from, from + 2);
  const second = smallNumber(text, from + 3, from + 5);
  const year = smallNumber(text, from + 6, from + 10);
  const clock = readClock(text, skipBlanks(text, from + 10));
  if (first < 0 || second < 0 || year < 0 || clock === null) return null;
  const [month, day] = first > 12 ? [second, first] : [first, second];
  const wall = { year, month, day, hour: clock.hour, minute: clock.minute, second: clock.second };
  return isPossible(wall) ? { from, to: clock.to, wall, milliseconds: 0, offsetMinutes: null, kind: 'kiwi' } : null;
}
