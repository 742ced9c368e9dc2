// Dates and the stamps of relays; numbers.ts says what scanners have in common.

import { lineEnd, literalAt, pair } from './bytes';
import { DMY, FROM, MDY, YMD } from './layout';
import { keep, keepNumber } from './numbers';
import { Piece } from './records';

const BLANK: u32 = 0x20;
const PLUS: u32 = 0x2b;
const HYPHEN: u32 = 0x2d;
const DOT: u32 = 0x2e;
const SLASH: u32 = 0x2f;
const ZERO: u32 = 0x30;
const COLON: u32 = 0x3a;
const T: u32 = 0x54;
const Z: u32 = 0x5a;
const DAY_MS: f64 = 86_400_000;

const MONTHS = memory.data<u8>([
  0x4a, 0x61, 0x6e, 0x46, 0x65, 0x62, 0x4d, 0x61, 0x72, 0x41, 0x70, 0x72, 0x4d, 0x61, 0x79, 0x4a, 0x75, 0x6e, 0x4a,
  0x75, 0x6c, 0x41, 0x75, 0x67, 0x53, 0x65, 0x70, 0x4f, 0x63, 0x74, 0x4e, 0x6f, 0x76, 0x44, 0x65, 0x63,
]);

// Most dates of a line, and of the lines around it, are of one day: its ten bytes are compared first.
let lastFirst: u64 = 0;
let lastSecond: u32 = 0;
let mdy: f64 = NaN;
let dmy: f64 = NaN;
let ymd: f64 = NaN;

/** A/B/C:hh:mm:ss, year first or last. */
export function date(hole: i32, at: usize): usize {
  if (at + 19 > lineEnd || !readDay(at)) return 0;
  const seconds = clock(at + 10, COLON);
  if (seconds < 0) return 0;
  const index = (<usize>hole) << 3;
  store<usize>(FROM + ((<usize>hole) << 2), at);
  keepNumber(hole, <f64>seconds * 1000);
  store<f64>(MDY + index, mdy);
  store<f64>(DMY + index, dmy);
  store<f64>(YMD + index, ymd);
  return at + 19;
}

function readDay(at: usize): bool {
  const first = load<u64>(at);
  const second = <u32>load<u16>(at, 8);
  if (first === lastFirst && second === lastSecond) return true;
  const code = dateCode(at);
  if (code < 0) return false;
  lastFirst = first;
  lastSecond = second;
  readings(code, load<u8>(at, 4) === SLASH);
  return true;
}

function readings(code: i32, yearFirst: bool): void {
  mdy = dmy = ymd = NaN;
  if (yearFirst) {
    ymd = dayMs(code / 10_000, (code / 100) % 100, code % 100);
    return;
  }
  const a = code / 1_000_000;
  const b = (code / 10_000) % 100;
  mdy = dayMs(code % 10_000, a, b);
  dmy = dayMs(code % 10_000, b, a);
}

/** Eight digits of dd/dd/dddd or dddd/dd/dd; -1 for any other shape. */
function dateCode(at: usize): i32 {
  const yearFirst = load<u8>(at, 4) === SLASH;
  const firstSlash = at + (yearFirst ? 4 : 2);
  const secondSlash = at + (yearFirst ? 7 : 5);
  let code = 0;
  for (let position = at; position < at + 10; position++) {
    const byte = <u32>load<u8>(position);
    if (position === firstSlash || position === secondSlash) {
      if (byte !== SLASH) return -1;
    } else {
      if (byte - ZERO > 9) return -1;
      code = code * 10 + <i32>(byte - ZERO);
    }
  }
  return code;
}

/** Milliseconds of a day; NaN for none, and for years below 1000, which are cut ones or nonsense: the reader's business. */
function dayMs(year: i32, month: i32, day: i32): f64 {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (year < 1000 || !(isDayOf(month, day) || (isLeap && month === 2 && day === 29))) return NaN;
  return <f64>daysSinceEpoch(year, month, day) * DAY_MS;
}

/** Proleptic Gregorian calendar; the year is counted from March, so that the leap day comes last. */
function daysSinceEpoch(year: i32, month: i32, day: i32): i32 {
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const y = month > 2 ? year : year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 + (153 * fromMarch + 2) / 5 + day - 719_469;
}

/** True for the days that the month has in every year. */
function isDayOf(month: i32, day: i32): bool {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 ? 28 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** Seconds since midnight of hh:mm:ss behind the byte `lead`, or -1. */
function clock(at: usize, lead: u32): i32 {
  const hours = pair(at, lead);
  const minutes = pair(at + 3, COLON);
  const seconds = pair(at + 6, COLON);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return -1;
  return (hours * 60 + minutes) * 60 + seconds;
}

/** `Mmm dd hh:mm:ss` of RFC 3164 section 4.1.2, day padded with a blank. 29 February is left to the reader. */
export function bsdStamp(hole: i32, at: usize): usize {
  if (at + 15 > lineEnd || load<u8>(at, 3) !== BLANK || load<u8>(at, 4) === ZERO) return 0;
  const tens = load<u8>(at, 4) === BLANK ? 0 : <u32>load<u8>(at, 4) - ZERO;
  const ones = <u32>load<u8>(at, 5) - ZERO;
  if (tens > 3 || ones > 9 || !isDayOf(monthAt(at), <i32>(tens * 10 + ones)) || clock(at + 6, BLANK) < 0) return 0;
  return keep(hole, at, at + 15);
}

/** Number of the month named at `at`, or 0. */
function monthAt(at: usize): i32 {
  for (let month = 0; month < 12; month++) {
    const name = MONTHS + month * 3;
    if (load<u16>(name) === load<u16>(at) && load<u8>(name, 2) === load<u8>(at, 2)) return month + 1;
  }
  return 0;
}

/** RFC 3339 date-time up to a blank. */
export function isoStamp(hole: i32, at: usize, piece: Piece): usize {
  if (at + 20 > lineEnd || load<u8>(at) !== 0x32 || load<u8>(at, 4) !== HYPHEN || load<u8>(at, 10) !== T) return 0;
  const year = pair(at + 1, load<u8>(at, 1));
  if (year < 0 || !isDayOf(pair(at + 4, HYPHEN), pair(at + 7, HYPHEN)) || clock(at + 10, T) < 0) return 0;
  let position = at + 19;
  while (position < lineEnd && load<u8>(position) !== BLANK) position++;
  if (!isZone(behindFraction(at + 19, position), position)) return 0;
  keep(hole, at, position);
  return literalAt(piece.literal, piece.literalLength, position) === 0 ? 0 : position;
}

/** Behind a dot and one to nine digits, when there are some. */
function behindFraction(at: usize, end: usize): usize {
  if (load<u8>(at) !== DOT) return at;
  let position = at + 1;
  while (position < end && <u32>load<u8>(position) - ZERO <= 9) position++;
  const digits = position - at - 1;
  return digits >= 1 && digits <= 9 ? position : at;
}

/** `Z` or ±hh:mm below 14 hours, and nothing behind it. */
function isZone(at: usize, end: usize): bool {
  const first = <u32>load<u8>(at);
  if (end - at === 1) return first === Z;
  if (end - at !== 6 || (first !== PLUS && first !== HYPHEN)) return false;
  const hours = pair(at, first);
  const minutes = pair(at + 3, COLON);
  return hours >= 0 && hours <= 13 && minutes >= 0 && minutes <= 59;
}
