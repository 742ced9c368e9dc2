// The words of a block, for the search index (ADR 0004): every distinct word of its text columns and raw templates that
// holds a letter, lower-cased, once per block. Distinct values are in the dictionaries already, so a user name that occurs
// ten thousand times in a block is taken apart once.
//
// Words follow UAX #29 with one change that syslog needs: a colon always separates (`host:443`, `user:domain`).

import { fold } from '@gatehouse/qql';
import type { Batch } from './batch.js';
import type { ByteSink } from './byte-sink.js';
import { DictionaryColumn, TextColumn } from './columns.js';
import { Dictionary, FNV_OFFSET, FNV_PRIME } from './dictionary.js';

/** Longer words are cut: a query word is compared up to this length in the index, and whole in the row. */
export const MAX_TERM_BYTES = 64;

const MARK_OPEN = 1;
const MARK_CLOSE = 2;

const LETTER = 1;
const DIGIT = 2;
const EXTEND = 3; // underscore: joins whatever is beside it
const MID_BOTH = 4; // . '  between two letters or two digits
const MID_NUMBER = 5; // , ; between two digits
const BEYOND_ASCII = 6;

const CLASSES = classTable();

export class TermCollector {
  readonly terms = new Dictionary();
  readonly #scratch = new Uint8Array(MAX_TERM_BYTES);
  readonly #slice = { bytes: this.#scratch, from: new Int32Array(1), to: new Int32Array(1), hash: new Int32Array(1) };
  readonly #segmenter = new Intl.Segmenter('und', { granularity: 'word' });

  collect(batch: Batch): Dictionary {
    this.terms.reset();
    for (const column of batch.columns.values()) {
      if (!column.used) continue;
      if (column instanceof DictionaryColumn) this.#dictionary(column);
      else if (column instanceof TextColumn) this.#texts(column.sink);
    }
    return this.terms;
  }

  #dictionary(column: DictionaryColumn): void {
    for (let id = 1; id < column.dictionary.size; id++) {
      const key = column.dictionary.key(id);
      this.words(key, 0, key.length);
    }
  }

  #texts(sink: ByteSink): void {
    const { bytes } = sink;
    let at = 0;
    while (at < sink.length) {
      let length = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] as number;
        length |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
      }
      if (length > 0) this.words(bytes, at, at + length);
      at += length;
    }
  }

  /** Adds the words of `bytes[from, to)`; what stands between the marks of a raw template is not text. */
  words(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at++) if ((bytes[at] as number) >= 0x80) return this.#segment(bytes, from, to);
    let at = from;
    while (at < to) {
      const byte = bytes[at] as number;
      if (byte === MARK_OPEN) at = endOfMark(bytes, at, to);
      const kind = CLASSES[bytes[at] as number] as number;
      if (kind === LETTER || kind === DIGIT || kind === EXTEND) at = this.#word(bytes, at, to);
      else at++;
    }
  }

  #word(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let hash = FNV_OFFSET;
    let letters = false;
    let length = 0;
    for (; at < to; at++) {
      const byte = bytes[at] as number;
      const kind = CLASSES[byte] as number;
      if (kind === 0 || kind === BEYOND_ASCII || (kind >= MID_BOTH && !joins(bytes, at, { from, to, kind }))) break;
      if (kind === LETTER) letters = true;
      if (length === MAX_TERM_BYTES) continue;
      const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
      this.#scratch[length++] = lower;
      hash = Math.imul(hash ^ lower, FNV_PRIME);
    }
    if (letters) this.#keep(length, hash);
    return at;
  }

  #keep(length: number, hash: number): void {
    this.#slice.to[0] = length;
    this.#slice.hash[0] = hash;
    this.terms.intern(this.#slice, 0);
  }

  /** Text with letters beyond ASCII: rare enough for the general way. */
  #segment(bytes: Uint8Array, from: number, to: number): void {
    const text = Buffer.from(bytes.subarray(from, to))
      .toString('utf8')
      .replace(/\x01[^\x02]*\x02|:/g, ' ');
    for (const { segment, isWordLike } of this.#segmenter.segment(text)) {
      if (isWordLike !== true || !/\p{L}/u.test(segment)) continue;
      this.terms.internText(cut(fold(segment)));
    }
  }
}

/** Native block of (term, block). */
export function writeTerms(terms: Dictionary, block: number, sink: ByteSink): number {
  const count = terms.size - 1;
  sink.varint(2);
  sink.varint(count);
  sink.text('term');
  sink.text('String');
  sink.slice(terms.keys.bytes, 1, terms.keys.length); // the first key is the empty one
  sink.text('block');
  sink.text('UInt64');
  for (let index = 0; index < count; index++) sink.uint64(block);
  return count;
}

function cut(term: string): string {
  const bytes = Buffer.from(term, 'utf8');
  return bytes.length <= MAX_TERM_BYTES
    ? term
    : bytes
        .subarray(0, MAX_TERM_BYTES)
        .toString('utf8')
        .replace(/\uFFFD+$/, '');
}

function endOfMark(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== MARK_CLOSE) at++;
  return at;
}

function joins(bytes: Uint8Array, at: number, word: { from: number; to: number; kind: number }): boolean {
  if (at === word.from || at + 1 >= word.to) return false;
  const before = CLASSES[bytes[at - 1] as number];
  const after = CLASSES[bytes[at + 1] as number];
  if (before === DIGIT && after === DIGIT) return true;
  return word.kind === MID_BOTH && before === LETTER && after === LETTER;
}

function classTable(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    const character = String.fromCharCode(code);
    if (code >= 0x80) classes[code] = BEYOND_ASCII;
    else if (/[A-Za-z]/.test(character)) classes[code] = LETTER;
    else if (/[0-9]/.test(character)) classes[code] = DIGIT;
    else if (character === '_') classes[code] = EXTEND;
    else if (character === '.' || character === "'") classes[code] = MID_BOTH;
    else if (character === ',' || character === ';') classes[code] = MID_NUMBER;
  }
  return classes;
}
