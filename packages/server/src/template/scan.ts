// Scanners for the values of a template. Each takes the position where its value begins, stores what it found in the
// registers of hole `index` and returns the position after it, or -1 when the value is not written canonically: then the
// reader decides about the line. They are stricter than the reader, never more lenient (ADR 0003):
//
// - text is printable ASCII, has no outer blank, is not empty, `N/A` or `***`;
// - text never holds ` - `, ` : ` or a quote before its end, so that nothing typed by a user can pass for a label.

import { FNV_OFFSET, FNV_PRIME } from '../encode/dictionary.js';

const BLANK = 0x20;
const QUOTE = 0x22;
const STAR = 0x2a;
const COMMA = 0x2c;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const COLON = 0x3a;
const EQUALS = 0x3d;
const BRACKET = 0x5b;

/** Days of a date text under each reading, milliseconds since 1970; NaN where that reading is impossible. */
export interface DateReadings {
  readonly mdy: number;
  readonly dmy: number;
  readonly ymd: number;
}

export const MAX_HOLES = 96;

/** A text to compare with, prepared to be compared four bytes at a time: three times as fast as byte by byte. */
export interface Literal {
  readonly bytes: Uint8Array;
  /** The bytes in groups of four, little-endian, as far as they go. */
  readonly words: Int32Array;
}

export function literalOf(text: string): Literal {
  const bytes = Buffer.from(text, 'latin1');
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readInt32LE(index * 4));
  return { bytes, words };
}

/** 2 for letters and the dot, which a name in the header has at least one of; 1 for what else it may hold; 0 for the rest. */
const NAME_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[0-9_-]/.test(character) ? 1 : /[A-Za-z.]/.test(character) ? 2 : 0;
});

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const MONTHS: ReadonlyMap<number, number> = new Map(
  MONTH_NAMES.map((name, index) => [(name.charCodeAt(0) << 16) | (name.charCodeAt(1) << 8) | name.charCodeAt(2), index + 1]),
);

const ISO_ENDING = /^(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$/;

/** True for the days that the month has in every year. */
function isDayOf(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 28 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** Bytes that a text must look at: quote, blank, and all that is not printable ASCII. */
const NOTABLE = Uint8Array.from({ length: 256 }, (_, byte) => (byte <= BLANK || byte > 0x7e || byte === QUOTE ? 1 : 0));

export class Scanner {
  bytes: Uint8Array = new Uint8Array(0);
  end = 0;
  #view: DataView = new DataView(new ArrayBuffer(0));
  readonly from = new Int32Array(MAX_HOLES);
  readonly to = new Int32Array(MAX_HOLES);
  readonly hash = new Int32Array(MAX_HOLES);
  /** Number, address, seconds of a duration, or for dates the milliseconds since midnight. */
  readonly number = new Float64Array(MAX_HOLES);
  readonly days: (DateReadings | undefined)[] = new Array<DateReadings | undefined>(MAX_HOLES).fill(undefined);
  readonly #dayCache = new Map<number, DateReadings>();
  #lastDay = { first: 0, second: 0, third: 0, readings: { mdy: Number.NaN, dmy: Number.NaN, ymd: Number.NaN } };

  /** Starts with the line `bytes[from, end)`. */
  open(bytes: Uint8Array, end: number): void {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.end = end;
  }

  /** `literal` at `at`: the position after it, or -1. */
  literal(literal: Literal, at: number): number {
    const { bytes: wanted, words } = literal;
    const length = wanted.length;
    if (at + length > this.end) return -1;
    const view = this.#view;
    let index = 0;
    for (; index < words.length; index++) if (view.getInt32(at + index * 4, true) !== words[index]) return -1;
    const bytes = this.bytes;
    for (index *= 4; index < length; index++) if (bytes[at + index] !== wanted[index]) return -1;
    return at + length;
  }

  /** Decimal digits without leading zero, at most `limit` (below 2^53). */
  uint(index: number, at: number, limit: number): number {
    const bytes = this.bytes;
    let position = at;
    let value = 0;
    while (position < this.end) {
      const digit = (bytes[position] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      position++;
    }
    const length = position - at;
    if (length === 0 || length > 15 || value > limit || (length > 1 && bytes[at] === ZERO)) return -1;
    this.number[index] = value;
    this.from[index] = at;
    this.to[index] = position;
    return position;
  }

  /** Dotted quad in canonical form; the number has the first octet in its highest byte, as ClickHouse's IPv4 has. */
  ipv4(index: number, at: number): number {
    const bytes = this.bytes;
    const end = this.end;
    let position = at;
    let value = 0;
    for (let dots = 0; ; dots++) {
      const start = position;
      let octet = 0;
      while (position < end && position - start < 4) {
        const digit = (bytes[position] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        octet = octet * 10 + digit;
        position++;
      }
      const digits = position - start;
      if (digits === 0 || digits > 3 || octet > 255 || (digits > 1 && bytes[start] === ZERO)) return -1;
      value = value * 256 + octet;
      if (dots === 3) break;
      if (position >= end || bytes[position] !== DOT) return -1;
      position++;
    }
    this.number[index] = value;
    this.from[index] = at;
    this.to[index] = position;
    return position;
  }

  /** hh:mm:ss; hours with two digits, or more without leading zero. */
  duration(index: number, at: number): number {
    const bytes = this.bytes;
    let position = at;
    let hours = 0;
    while (position < this.end && isDigit(bytes[position])) hours = hours * 10 + (bytes[position++] as number) - ZERO;
    const digits = position - at;
    if (digits < 2 || digits > 7 || (digits > 2 && bytes[at] === ZERO)) return -1;
    const minutes = this.#pair(position, COLON);
    const seconds = this.#pair(position + 3, COLON);
    if (minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || position + 6 > this.end) return -1;
    this.number[index] = hours * 3600 + minutes * 60 + seconds;
    return position + 6;
  }

  /** A/B/C:hh:mm:ss, year first or last. */
  date(index: number, at: number): number {
    if (at + 19 > this.end) return -1;
    const readings = this.#dayAt(at);
    const hours = this.#pair(at + 10, COLON);
    const minutes = this.#pair(at + 13, COLON);
    const seconds = this.#pair(at + 16, COLON);
    if (readings === null || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return -1;
    this.from[index] = at;
    this.number[index] = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    this.days[index] = readings;
    return at + 19;
  }

  /** Most dates of a line, and of the lines around it, are of one day: its ten bytes are compared first. */
  #dayAt(at: number): DateReadings | null {
    const view = this.#view;
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

  /** Text up to the first occurrence of `stop` (up to the end of the line when it is empty). */
  text(index: number, at: number, stop: Literal): number {
    const bytes = this.bytes;
    const end = this.end;
    const first = stop.bytes.length === 0 ? -1 : (stop.bytes[0] as number);
    let hash = FNV_OFFSET;
    let position = at;
    for (; position < end; position++) {
      const byte = bytes[position] as number;
      if (byte === first && this.literal(stop, position) >= 0) break;
      if (NOTABLE[byte] === 1 && (byte !== BLANK || this.#separates(position))) return -1;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    this.hash[index] = hash;
    return this.#endText(index, at, position);
  }

  /** A name in the header up to `stop`: letters, digits, `.`, `_`, `-`, with a letter or a dot, not the word GMT. */
  name(index: number, at: number, stop: Literal): number {
    const bytes = this.bytes;
    let hash = FNV_OFFSET;
    let position = at;
    let isName = false;
    for (; position < this.end; position++) {
      const byte = bytes[position] as number;
      const kind = NAME_BYTES[byte] as number;
      if (kind === 0) break;
      if (kind === 2) isName = true;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    const isGmt = position - at === 3 && bytes[at] === 0x47 && bytes[at + 1] === 0x4d && bytes[at + 2] === 0x54;
    if (!isName || isGmt || this.literal(stop, position) < 0) return -1;
    this.hash[index] = hash;
    this.from[index] = at;
    this.to[index] = position;
    return position;
  }

  /** A word without blanks that is kept as it is. */
  word(index: number, at: number, stop: Literal): number {
    const position = this.text(index, at, stop);
    for (let cursor = at; cursor < position; cursor++) if (this.bytes[cursor] === BLANK) return -1;
    return position;
  }

  /** `Mmm dd hh:mm:ss` of RFC 3164 section 4.1.2, day padded with a blank. 29 February is left to the reader. */
  bsdStamp(index: number, at: number): number {
    const bytes = this.bytes;
    if (at + 15 > this.end || bytes[at + 3] !== BLANK) return -1;
    const month = MONTHS.get(((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number));
    const tens = bytes[at + 4] === BLANK ? 0 : (bytes[at + 4] as number) - ZERO;
    const ones = (bytes[at + 5] as number) - ZERO;
    if (month === undefined || tens < 0 || tens > 3 || ones < 0 || ones > 9 || (tens === 0 && bytes[at + 4] === ZERO)) return -1;
    if (!isDayOf(month, tens * 10 + ones) || !this.#clock(at + 6, BLANK)) return -1;
    this.from[index] = at;
    this.to[index] = at + 15;
    return at + 15;
  }

  /** RFC 3339 date-time up to a blank. */
  isoStamp(index: number, at: number, stop: Literal): number {
    const bytes = this.bytes;
    if (at + 20 > this.end || bytes[at + 4] !== HYPHEN || bytes[at + 10] !== 0x54) return -1;
    const year = this.#pair(at + 1, bytes[at + 1] as number);
    const month = this.#pair(at + 4, HYPHEN);
    const day = this.#pair(at + 7, HYPHEN);
    if (year < 0 || bytes[at] !== 0x32 || !isDayOf(month, day) || !this.#clock(at + 10, 0x54)) return -1;
    let position = at + 19;
    while (position < this.end && bytes[position] !== BLANK) position++;
    if (!ISO_ENDING.test(String.fromCharCode(...bytes.subarray(at + 19, Math.min(position, at + 40))))) return -1;
    this.from[index] = at;
    this.to[index] = position;
    return this.literal(stop, position) < 0 ? -1 : position;
  }

  /** hh:mm:ss after the byte `lead`. */
  #clock(at: number, lead: number): boolean {
    const hours = this.#pair(at, lead);
    const minutes = this.#pair(at + 3, COLON);
    const seconds = this.#pair(at + 6, COLON);
    return hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 && seconds >= 0 && seconds <= 59;
  }

  /**
   * Text up to the LAST occurrence of the one-byte `literal` before `after` begins: the user of `user@address` may hold `@`
   * itself, that of `user:domain` a colon.
   */
  textToLast(index: number, at: number, stops: { readonly literal: Literal; readonly after: Literal }): number {
    const limit = this.text(index, at, stops.after);
    if (limit < 0) return -1;
    const stop = stops.literal.bytes[0];
    let position = limit - 1;
    while (position > at && this.bytes[position] !== stop) position--;
    if (position <= at) return -1;
    let hash = FNV_OFFSET;
    for (let cursor = at; cursor < position; cursor++) hash = Math.imul(hash ^ (this.bytes[cursor] as number), FNV_PRIME);
    this.hash[index] = hash;
    return this.#endText(index, at, position);
  }

  /** Comma-separated list whose elements are not empty, have no outer blanks and are no distinguished names. */
  list(index: number, at: number, stop: Literal): number {
    const position = this.text(index, at, stop);
    if (position < 0) return -1;
    const bytes = this.bytes;
    if (bytes[at] === COMMA || bytes[position - 1] === COMMA) return -1;
    for (let cursor = at; cursor < position; cursor++) {
      const byte = bytes[cursor];
      if (byte === EQUALS) return -1;
      if (byte !== COMMA) continue;
      const next = bytes[cursor + 1];
      if (next === COMMA || next === BLANK || bytes[cursor - 1] === BLANK) return -1;
    }
    return position;
  }

  /** First part of a two-part token: a word without slash. */
  head(index: number, at: number, stop: Literal): number {
    const position = this.text(index, at, stop);
    for (let cursor = at; cursor < position; cursor++) {
      const byte = this.bytes[cursor];
      if (byte === SLASH || byte === BLANK || byte === BRACKET) return -1;
    }
    return position;
  }

  #endText(index: number, at: number, to: number): number {
    const bytes = this.bytes;
    const first = bytes[at];
    if (to === at || first === BLANK || bytes[to - 1] === BLANK || first === STAR) return -1;
    // "N/A" is the appliance's word for nothing.
    if (to - at === 3 && first === 0x4e && bytes[at + 1] === SLASH && bytes[at + 2] === 0x41) return -1;
    this.from[index] = at;
    this.to[index] = to;
    return to;
  }

  /** ` - ` or ` : ` at `position`. */
  #separates(position: number): boolean {
    const middle = this.bytes[position + 1];
    return (middle === HYPHEN || middle === COLON) && this.bytes[position + 2] === BLANK;
  }

  /** Two digits after the byte `lead` at `at`, or -1. */
  #pair(at: number, lead: number): number {
    const bytes = this.bytes;
    const tens = (bytes[at + 1] as number) - ZERO;
    const ones = (bytes[at + 2] as number) - ZERO;
    return bytes[at] === lead && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
  }

  /** Eight digits of dd/dd/dddd, or of dddd/dd/dd plus 10^8; -1 for any other shape. */
  #dateCode(at: number): number {
    const bytes = this.bytes;
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

function dayMs(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return month >= 1 && month <= 12 && day >= 1 && date.getUTCDate() === day ? date.getTime() : NaN;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
