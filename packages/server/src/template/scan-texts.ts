// Texts of a template. Each scanner takes the position where its value begins, stores what it found in the
// registers of hole `index` and returns the position after it, or -1 when the value is not written canonically: then the
// reader decides about the line. They are stricter than the reader, never more lenient (ADR 0003).
//
// - text is printable ASCII, has no outer blank, is not empty, `N/A` or `***`;
// - text never holds ` - `, ` : ` or a quote before its end, so that nothing typed by a user can pass for a label.

import { FNV_OFFSET, FNV_PRIME } from '../encode/dictionary.js';
import type { Literal, Registers } from './registers.js';

const BLANK = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const STAR = 0x2a;
const COMMA = 0x2c;
const HYPHEN = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const EQUALS = 0x3d;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;

/** 2 for letters and the dot, which a name in the header has at least one of; 1 for what else it may hold; 0 for the rest. */
const NAME_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[0-9_-]/.test(character) ? 1 : /[A-Za-z.]/.test(character) ? 2 : 0;
});

/** Bytes that a text must look at: quote, blank, and all that is not printable ASCII. */
const NOTABLE = Uint8Array.from({ length: 256 }, (_, byte) => (byte <= BLANK || byte > 0x7e || byte === QUOTE ? 1 : 0));

/** Bytes that may begin or end a separator, a hidden name or an escape: a text that begins or ends with one is doubtful. */
const OUTER = Uint8Array.from({ length: 256 }, (_, byte) =>
  [BLANK, STAR, HYPHEN, COLON, BACKSLASH].includes(byte) ? 1 : 0,
);

export class TextScanner {
  readonly #registers: Registers;

  constructor(registers: Registers) {
    this.#registers = registers;
  }

  /** Text up to the first occurrence of `stop` (up to the end of the line when it is empty). */
  text(index: number, at: number, stop: Literal): number {
    const bytes = this.#registers.bytes;
    const end = this.#registers.end;
    const first = stop.bytes.length === 0 ? -1 : (stop.bytes[0] as number);
    let hash = FNV_OFFSET;
    let position = at;
    for (; position < end; position++) {
      const byte = bytes[position] as number;
      if (byte === first && this.#registers.literal(stop, position) >= 0) break;
      if (NOTABLE[byte] === 1 && (byte !== BLANK || this.#separates(position))) return -1;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    this.#registers.hash[index] = hash;
    return this.#endText(index, at, position);
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
    while (position > at && this.#registers.bytes[position] !== stop) position--;
    if (position <= at) return -1;
    let hash = FNV_OFFSET;
    for (let cursor = at; cursor < position; cursor++)
      hash = Math.imul(hash ^ (this.#registers.bytes[cursor] as number), FNV_PRIME);
    this.#registers.hash[index] = hash;
    return this.#endText(index, at, position);
  }

  /** A name in the header up to `stop`: letters, digits, `.`, `_`, `-`, with a letter or a dot, not the word GMT. */
  name(index: number, at: number, stop: Literal): number {
    const bytes = this.#registers.bytes;
    let hash = FNV_OFFSET;
    let position = at;
    let isName = false;
    for (; position < this.#registers.end; position++) {
      const byte = bytes[position] as number;
      const kind = NAME_BYTES[byte] as number;
      if (kind === 0) break;
      if (kind === 2) isName = true;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    const isGmt = position - at === 3 && bytes[at] === 0x47 && bytes[at + 1] === 0x4d && bytes[at + 2] === 0x54;
    if (!isName || isGmt || this.#registers.literal(stop, position) < 0) return -1;
    this.#registers.hash[index] = hash;
    this.#registers.from[index] = at;
    this.#registers.to[index] = position;
    return position;
  }

  /** A word without blanks that is kept as it is. */
  word(index: number, at: number, stop: Literal): number {
    const position = this.text(index, at, stop);
    for (let cursor = at; cursor < position; cursor++) if (this.#registers.bytes[cursor] === BLANK) return -1;
    return position;
  }

  /** Comma-separated list whose elements are not empty, have no outer blanks and are no distinguished names. */
  list(index: number, at: number, stop: Literal): number {
    const position = this.text(index, at, stop);
    if (position < 0) return -1;
    const bytes = this.#registers.bytes;
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
      const byte = this.#registers.bytes[cursor];
      if (byte === SLASH || byte === BLANK || byte === BRACKET) return -1;
    }
    return position;
  }

  #endText(index: number, at: number, to: number): number {
    const bytes = this.#registers.bytes;
    const first = bytes[at] as number;
    const last = bytes[to - 1] as number;
    if (to === at || OUTER[first] === 1 || OUTER[last] === 1) return -1;
    if (to === this.#registers.end && this.#endsSpeltOut(to)) return -1;
    // "N/A" is the appliance's word for nothing.
    if (to - at === 3 && first === 0x4e && bytes[at + 1] === SLASH && bytes[at + 2] === 0x41) return -1;
    this.#registers.from[index] = at;
    this.#registers.to[index] = to;
    return to;
  }

  /** A line end that a relay has spelt out (`#012`, `\\0x0a`, `\\n`) is no part of a value; see decode/unwrap.ts. */
  #endsSpeltOut(to: number): boolean {
    const bytes = this.#registers.bytes;
    return bytes[to - 4] === HASH || bytes[to - 2] === BACKSLASH || bytes[to - 5] === BACKSLASH;
  }

  /** ` - ` or ` : ` at `position`. */
  #separates(position: number): boolean {
    const middle = this.#registers.bytes[position + 1];
    return (middle === HYPHEN || middle === COLON) && this.#registers.bytes[position + 2] === BLANK;
  }
}
