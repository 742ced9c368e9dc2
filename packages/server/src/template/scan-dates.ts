// Dates and stamps of a template. Each scanner takes the position where its value begins, stores what it found in the
// registers of hole `index` and returns the position after it, or -1 when the value is not written canonically: then the
// reader decides about the line. They are stricter than the reader, never more lenient (ADR 0003).

import type { DateReadings, Literal, Registers } from './registers.js';

const BLANK = 0x20;
const HYPHEN = 0x2d;
const SLASH = 0x2f;
const ZERO = 0x30;
const COLON = 0x3a;
const T = 0x54;

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const MONTHS: ReadonlyMap<number, number> = new Map(
  MONTH_NAMES.map((name, index) => [
    (name.charCodeAt(0) << 16) | (name.charCodeAt(1) << 8) | name.charCodeAt(2),
    index + 1,
  ]),
);

const ISO_ENDING = /^(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$/;

/** True for the days that the month has in every year. */
function isDayOf(month: number, day: number): boolean {
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= (month === 2 ? 28 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
  );
}

export class DateScanner {
  readonly #registers: Registers;
  readonly #dayCache = new Map<number, DateReadings>();
  #lastDay = { first: 0, second: 0, third: 0, readings: { mdy: Number.NaN, dmy: Number.NaN, ymd: Number.NaN } };

  constructor(registers: Registers) {
    this.#registers = registers;
  }

  /** A/B/C:hh:mm:ss, year first or last. */
  date(index: number, at: number): number {
    if (at + 19 > this.#registers.end) return -1;
    const readings = this.#dayAt(at);
    const hours = this.#registers.pair(at + 10, COLON);
    const minutes = this.#registers.pair(at + 13, COLON);
    const seconds = this.#registers.pair(at + 16, COLON);
    if (readings === null || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
      return -1;
    this.#registers.from[index] = at;
    this.#registers.number[index] = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    this.#registers.days[index] = readings;
    return at + 19;
  }

  /** Most dates of a line, and of the lines around it, are of one day: its ten bytes are compared first. */
  #dayAt(at: number): DateReadings | null {
    const view = this.#registers.view;
    const first = view.getInt32(at, true);
    const second = view.getInt32(at + 4, true);
    const third = view.getInt16(at + 8, true);
    const last = this.#lastDay;
    if (first === last.first && second === last.second && third === last.third) return last.readings;
    const code = this.#dateCode(at);
    if (code < 0) return null;
    const readings = this.#readings(code);
    this.#lastDay = { first, second, third, readings };
    return readings;
  }

  /** `Mmm dd hh:mm:ss` of RFC 3164 section 4.1.2, day padded with a blank. 29 February is left to the reader. */
  bsdStamp(index: number, at: number): number {
    const bytes = this.#registers.bytes;
    if (at + 15 > this.#registers.end || bytes[at + 3] !== BLANK) return -1;
    const month = MONTHS.get(
      ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number),
    );
    const tens = bytes[at + 4] === BLANK ? 0 : (bytes[at + 4] as number) - ZERO;
    const ones = (bytes[at + 5] as number) - ZERO;
    if (month === undefined || tens < 0 || tens > 3 || ones < 0 || ones > 9 || (tens === 0 && bytes[at + 4] === ZERO))
      return -1;
    if (!isDayOf(month, tens * 10 + ones) || !this.#clock(at + 6, BLANK)) return -1;
    this.#registers.from[index] = at;
    this.#registers.to[index] = at + 15;
    return at + 15;
  }

  /** RFC 3339 date-time up to a blank. */
  isoStamp(index: number, at: number, stop: Literal): number {
    const bytes = this.#registers.bytes;
    if (at + 20 > this.#registers.end || bytes[at + 4] !== HYPHEN || bytes[at + 10] !== T) return -1;
    const year = this.#registers.pair(at + 1, bytes[at + 1] as number);
    const month = this.#registers.pair(at + 4, HYPHEN);
    const day = this.#registers.pair(at + 7, HYPHEN);
    if (year < 0 || bytes[at] !== 0x32 || !isDayOf(month, day) || !this.#clock(at + 10, T)) return -1;
    let position = at + 19;
    while (position < this.#registers.end && bytes[position] !== BLANK) position++;
    if (!ISO_ENDING.test(String.fromCharCode(...bytes.subarray(at + 19, Math.min(position, at + 40))))) return -1;
    this.#registers.from[index] = at;
    this.#registers.to[index] = position;
    return this.#registers.literal(stop, position) < 0 ? -1 : position;
  }

  /** hh:mm:ss after the byte `lead`. */
  #clock(at: number, lead: number): boolean {
    const hours = this.#registers.pair(at, lead);
    const minutes = this.#registers.pair(at + 3, COLON);
    const seconds = this.#registers.pair(at + 6, COLON);
    return hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 && seconds >= 0 && seconds <= 59;
  }

  /** Eight digits of dd/dd/dddd, or of dddd/dd/dd plus 10^8; -1 for any other shape. */
  #dateCode(at: number): number {
    const bytes = this.#registers.bytes;
    const yearFirst = bytes[at + 4] === SLASH;
    const firstSlash = at + (yearFirst ? 4 : 2);
    const secondSlash = at + (yearFirst ? 7 : 5);
    let code = 0;
    for (let position = at; position < at + 10; position++) {
      if (position === firstSlash || position === secondSlash) {
        if (bytes[position] !== SLASH) return -1;
      } else {
        if (!isDigit(bytes[position])) return -1;
        code = code * 10 + (bytes[position] as number) - ZERO;
      }
    }
    return yearFirst ? code + 100_000_000 : code;
  }

  #readings(code: number): DateReadings {
    const known = this.#dayCache.get(code);
    if (known !== undefined) return known;
    if (this.#dayCache.size > 4096) this.#dayCache.clear();
    const readings = readDay(code);
    this.#dayCache.set(code, readings);
    return readings;
  }
}

function readDay(code: number): DateReadings {
  if (code >= 100_000_000) {
    const year = Math.floor(code / 10_000) - 10_000;
    return { mdy: NaN, dmy: NaN, ymd: dayMs(year, Math.floor(code / 100) % 100, code % 100) };
  }
  const a = Math.floor(code / 1_000_000);
  const b = Math.floor(code / 10_000) % 100;
  return { mdy: dayMs(code % 10_000, a, b), dmy: dayMs(code % 10_000, b, a), ymd: NaN };
}

/** Years below 1000 are cut ones or nonsense: the reader's business. */
function dayMs(year: number, month: number, day: number): number {
  if (year < 1000) return Number.NaN;
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return month >= 1 && month <= 12 && day >= 1 && date.getUTCDate() === day ? date.getTime() : NaN;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
