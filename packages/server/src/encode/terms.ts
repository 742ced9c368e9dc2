// The words of a block, for the search index (ADR 0004): every distinct word of its text columns and raw templates, lower-cased,
// once per block, with the columns that hold it. Distinct values are in the dictionaries already, so a user name that
// occurs ten thousand times in a block is taken apart once. Of words without a letter only the beginning is kept, and of
// IPv4 columns the first two octets, so that counters and addresses do not fill the index:
//
//   3219635502 → 321963550    54210 → 542    203.0.113.7 → 203.0.    0.125 → 0.125    443 → 443
//
// Words follow UAX #29 with one change that syslog needs: a colon always separates (`host:443`, `user:domain`).

import { DIGITS_BIT, digitTerm, fold, LONG_DIGITS, MAX_DIGITS, SHORT_DIGITS } from '@gatehouse/qql';
import type { Batch } from './batch.js';
import type { ByteSink } from './byte-sink.js';
import { DictionaryColumn, NumberColumn, TextColumn } from './columns.js';
import { Dictionary, hashBytes, viewOf } from './dictionary.js';
import { bitOf } from './term-columns.js';

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

/** Words and, beside each, the bits of the columns that hold it. */
export interface BlockTerms {
  readonly words: Dictionary;
  /** Two halves of 32 bits for each id, the lower one first. */
  readonly columns: Uint32Array;
}

export class TermCollector {
  readonly terms = new Dictionary();
  #columns = new Uint32Array(4096);
  /** Of the column that is being collected: which of the two halves, and its bit there. */
  #half = 0;
  #bit = 1;
  #hasMarks = false;
  readonly #networks = new Uint8Array(1 << 16);
  readonly #scratch = new Uint8Array(MAX_TERM_BYTES);
  readonly #slice = {
    bytes: this.#scratch,
    view: viewOf(this.#scratch),
    from: new Int32Array(1),
    to: new Int32Array(1),
    hash: new Int32Array(1),
  };
  readonly #segmenter = new Intl.Segmenter('und', { granularity: 'word' });

  collect(batch: Batch): BlockTerms {
    this.#columns.fill(0, 0, this.terms.size * 2);
    this.terms.reset();
    for (const column of batch.columns.values()) {
      if (!column.used) continue;
      if (column instanceof DictionaryColumn) this.#dictionary(column);
      else if (column instanceof TextColumn) this.#texts(column);
      else if (column instanceof NumberColumn && column.type.includes('IPv4')) this.#addresses(column, batch.rows);
    }
    return { words: this.terms, columns: this.#columns };
  }

  #begin(column: string): void {
    const bit = bitOf(column);
    this.#half = bit >>> 5;
    this.#bit = 1 << (bit & 31);
    this.#hasMarks = column === 'rawTemplate';
  }

  #dictionary(column: DictionaryColumn): void {
    this.#begin(column.name);
    for (let id = 1; id < column.dictionary.size; id++) {
      const key = column.dictionary.key(id);
      this.words(key, 0, key.length);
    }
  }

  #texts({ name, sink }: TextColumn): void {
    this.#begin(name);
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

  #addresses({ name, values, nulls }: NumberColumn, rows: number): void {
    this.#begin(name);
    this.#networks.fill(0);
    for (let row = 0; row < rows; row++) {
      if (nulls?.[row] === 1) continue;
      const network = (values[row] as number) >>> 16;
      if (this.#networks[network] === 1) continue;
      this.#networks[network] = 1;
      this.#mark(this.terms.internText(`${network >>> 8}.${network & 0xff}.`));
    }
  }

  /** Adds the words of `bytes[from, to)`; what stands between the marks of a raw template is not text. */
  words(bytes: Uint8Array, from: number, to: number): void {
    if (isAscii(bytes, from, to)) this.#ascii(bytes, from, to);
    else this.#mixed(bytes, from, to);
  }

  #ascii(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) {
      const byte = bytes[at] as number;
      if (byte === MARK_OPEN && this.#hasMarks) at = endOfMark(bytes, at, to);
      const kind = CLASSES[bytes[at] as number] as number;
      if (kind === LETTER || kind === DIGIT || kind === EXTEND) at = this.#word(bytes, at, to);
      else at++;
    }
  }

  /** Only pieces that hold something beyond ASCII go the general way, which costs a hundred times as much; all of them at once. */
  #mixed(bytes: Uint8Array, from: number, to: number): void {
    let beyond = '';
    let at = from;
    while (at < to) {
      if (bytes[at] === MARK_OPEN && this.#hasMarks) at = endOfMark(bytes, at, to);
      const end = endOfPiece(bytes, at, to);
      if (isAscii(bytes, at, end)) this.#ascii(bytes, at, end);
      else beyond += `${Buffer.from(bytes.subarray(at, end)).toString('utf8')} `;
      at = Math.max(end, at + 1);
    }
    if (CUT_BY_DICTIONARY.test(beyond)) this.#segment(this.#text(bytes.subarray(from, to)));
    else this.#beyond(beyond);
  }

  #text(bytes: Uint8Array): string {
    const text = Buffer.from(bytes).toString('utf8');
    return (this.#hasMarks ? text.replace(/\x01[^\x02]*\x02/g, ' ') : text).replaceAll(':', ' ');
  }

  /** Bytes that are no UTF-8 are boundaries as blanks are: in a line of garbage little is left beyond ASCII. */
  #beyond(text: string): void {
    let rest = '';
    for (const part of text.split(/[\ufffd ]+/)) {
      if (/^\p{ASCII}*$/u.test(part)) this.#ascii(Buffer.from(part, 'latin1'), 0, part.length);
      else if (ALPHABETIC.test(part)) for (const word of part.match(ALPHABETIC_WORD) ?? []) this.#term(word);
      else rest += `${part} `;
    }
    if (rest !== '') this.#segment(rest);
  }

  #word(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let letters = false;
    let length = 0;
    for (; at < to; at++) {
      const byte = bytes[at] as number;
      const kind = CLASSES[byte] as number;
      if (kind === 0 || kind === BEYOND_ASCII || (kind >= MID_BOTH && !joins(bytes, at, { from, to, kind }))) break;
      if (kind === LETTER) letters = true;
      if (length === MAX_TERM_BYTES) continue;
      this.#scratch[length++] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    }
    if (letters) this.#keep(length);
    else this.#keepDigits(length);
    return at;
  }

  #keepDigits(length: number): void {
    if (CLASSES[this.#scratch[0] as number] !== DIGIT) return;
    this.#markDigits(this.#keep(digitTermLength(this.#scratch, length)));
  }

  #keep(length: number): number {
    this.#slice.to[0] = length;
    this.#slice.hash[0] = hashBytes(this.#scratch, 0, length);
    const id = this.terms.intern(this.#slice, 0);
    this.#mark(id);
    return id;
  }

  /** Of a word that is marked. */
  #markDigits(id: number): void {
    this.#columns[id * 2 + 1] = (this.#columns[id * 2 + 1] as number) | DIGITS_MARK;
  }

  /** The word was met in the column that is being collected. */
  #mark(id: number): void {
    const at = id * 2 + this.#half;
    if (at >= this.#columns.length) {
      const grown = new Uint32Array(this.#columns.length * 2);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    this.#columns[at] = (this.#columns[at] as number) | this.#bit;
  }

  #segment(text: string): void {
    for (const { segment, isWordLike } of this.#segmenter.segment(text)) {
      if (isWordLike === true) this.#term(segment);
    }
  }

  #term(word: string): void {
    const hasLetter = /\p{L}/u.test(word);
    const term = hasLetter ? fold(word) : digitTerm(word);
    if (term === '') return;
    const id = this.terms.internText(cut(term));
    this.#mark(id);
    if (!hasLetter) this.#markDigits(id);
  }
}

/** Native block of (term, block, columns). */
export function writeTerms({ words, columns }: BlockTerms, block: number, sink: ByteSink): number {
  const count = words.size - 1;
  sink.varint(3);
  sink.varint(count);
  sink.text('term');
  sink.text('String');
  sink.slice(words.keys.bytes, 1, words.keys.length); // the first key is the empty one
  sink.text('block');
  sink.text('UInt64');
  for (let index = 0; index < count; index++) sink.uint64(block);
  sink.text('columns');
  sink.text('UInt64');
  sink.raw(new Uint8Array(columns.buffer, 8, count * 8));
  return count;
}

/** `digitTerm` over bytes. */
function digitTermLength(bytes: Uint8Array, length: number): number {
  const digits = endOfDigits(bytes, 0, Math.min(length, MAX_DIGITS));
  if (digits >= LONG_DIGITS) return digits;
  const first = Math.min(digits, SHORT_DIGITS);
  if (first === length || bytes[first] !== POINT) return first;
  const second = endOfDigits(bytes, first + 1, Math.min(length, first + 1 + SHORT_DIGITS));
  if (second === first + 1) return first;
  return second < length && bytes[second] === POINT ? second + 1 : second;
}

const POINT = 0x2e;

/** DIGITS_BIT in the upper half. */
const DIGITS_MARK = 1 << (DIGITS_BIT - 32);

function endOfDigits(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && CLASSES[bytes[at] as number] === DIGIT) at++;
  return at;
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

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) >= 0x80) return false;
  return true;
}

/** Where the segmenter cuts these also depends on what is far from them. */
const CUT_BY_DICTIONARY = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

/** All letters of these scripts are ALetter: the part of UAX #29 that concerns ASCII suits them, without the segmenter. */
const ALPHABETIC = /^(?:\p{ASCII}|(?=\p{L})[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}])*$/u;
const ALPHABETIC_WORD = /[\p{L}\w]+(?:(?:(?<=\p{L})[.'](?=\p{L})|(?<=[0-9])[.',;](?=[0-9]))[\p{L}\w]+)*/gu;

const QUOTE = 0x22;

/** Behind what no word of any script goes over; a double quote may join two Hebrew letters (WB7b). */
function endOfPiece(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (CLASSES[bytes[at] as number] !== 0 || bytes[at] === QUOTE)) at++;
  return at;
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
