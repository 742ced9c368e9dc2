// Autonomous systems by address, from a sorted CSV of ranges as @ip-location-db/asn has them:
//
//   198.51.100.0,198.51.100.255,64500,"Example Telecom, Inc."        2001:db8::,2001:db8:ffff:…,64501,Example Hosting
//
// The file is read when the first public address is asked for, into shared memory (shared-bytes.ts): the beginning of each range as
// one number, beside it the number of its text. 21 MB of text become 7.

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Dictionary, hashBytes, viewOf } from '../encode/dictionary.js';
import { ipv4Number, ipv6Groups } from '../map/address.js';
import { cleanText, isAsn, type Network } from './place.js';
import { fillOnce } from './shared-bytes.js';
import { sharedWords } from './string-table.js';

export interface AsRanges {
  readonly name: string;
  readonly path: string;
  readonly state: Int32Array;
  /** Number of ranges and of texts. */
  readonly counts: Uint32Array;
  /** First address of each range as a number, see `addressNumber`; a gap is a range as well. */
  readonly starts: Float64Array;
  /** Text of each range; 0 for a gap. */
  readonly texts: Uint32Array;
  /** Where the texts end, the first being empty. */
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array;
}

/** The shortest line that makes sense has more bytes. */
const SHORTEST_LINE = 10;

/** Memory for whatever the file may hold; what stays unused is never given out by the operating system. */
export function asRanges(path: string): AsRanges {
  const { size } = statSync(path);
  const lines = Math.ceil(size / SHORTEST_LINE);
  return {
    name: basename(path),
    path,
    state: new Int32Array(new SharedArrayBuffer(4)),
    counts: sharedWords(2),
    starts: new Float64Array(new SharedArrayBuffer(2 * lines * 8)),
    texts: sharedWords(2 * lines),
    ends: sharedWords(lines + 1),
    bytes: new Uint8Array(new SharedArrayBuffer(size)),
  };
}

/** Null for an address in no range, and where the file cannot be read. */
export function systemOf(ranges: AsRanges, address: string): Network | null {
  if (!isThere(ranges)) return null;
  const { starts, texts } = ranges;
  const wanted = addressNumber(address);
  let [low, high] = [0, (ranges.counts[0] as number) - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) <= wanted) low = middle + 1;
    else high = middle - 1;
  }
  return high < 0 ? null : networkAt(ranges, texts[high] as number);
}

function isThere(ranges: AsRanges): boolean {
  try {
    return fillOnce(ranges.state, () => new RangeFile(ranges).read());
  } catch {
    return false; // hasFailed tells it to whoever looks after the tables
  }
}

function networkAt({ ends, bytes }: AsRanges, text: number): Network | null {
  if (text === 0) return null;
  const line = Buffer.from(bytes.subarray(ends[text - 1], ends[text])).toString('utf8');
  const [, asn = '', quoted, plain] = /^(\d+),(?:"((?:[^"]|"")*)"|(.*))$/.exec(line) ?? [];
  if (!isAsn(Number(asn))) return null;
  return { asn: Number(asn), organisation: cleanText(quoted?.replaceAll('""', '"') ?? plain ?? '') };
}

/** IPv4 as its number; of IPv6 the first 52 bits, since nobody announces less than a /48. NaN for no address. */
function addressNumber(text: string): number {
  const ipv4 = ipv4Number(text);
  if (ipv4 >= 0) return ipv4;
  const [a, b, c, d] = ipv6Groups(text) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return Number.NaN;
  return ((a * 65_536 + b) * 65_536 + c) * 16 + (d >>> 12);
}

const LINE_FEED = 10;
const COMMA = 0x2c;
const READ_BYTES = 1 << 20;
/** No line is longer. */
const MAX_LINE = 1 << 12;

class RangeFile {
  readonly #ranges: AsRanges;
  readonly #texts = new Dictionary();
  #next = 0;
  /** First number of the line before, and the number behind its last one. */
  #last = 0;
  #after = 0;

  constructor(ranges: AsRanges) {
    this.#ranges = ranges;
  }

  read(): void {
    const file = openSync(this.#ranges.path, 'r');
    try {
      this.#readAll(file);
    } finally {
      closeSync(file);
    }
    this.#start(this.#after, 0);
    this.#keepTexts();
    this.#ranges.counts[0] = this.#next;
  }

  #readAll(file: number): void {
    const buffer = Buffer.alloc(READ_BYTES + MAX_LINE);
    let kept = 0;
    for (;;) {
      const read = readSync(file, buffer, kept, READ_BYTES, null);
      if (read === 0) break;
      const end = kept + read;
      const used = this.#lines(buffer, end);
      if (end - used > MAX_LINE) throw new Error('it is no list of ranges');
      buffer.copyWithin(0, used, end);
      kept = end - used;
    }
    if (kept > 0) this.#line(buffer, 0, kept);
  }

  /** Reads whole lines; where the first one begins that is not whole. */
  #lines(buffer: Buffer, end: number): number {
    let from = 0;
    for (let to = buffer.indexOf(LINE_FEED); to >= 0 && to < end; to = buffer.indexOf(LINE_FEED, from)) {
      this.#line(buffer, from, to);
      from = to + 1;
    }
    return from;
  }

  #line(buffer: Buffer, from: number, lineEnd: number): void {
    const to = buffer[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
    const first = buffer.indexOf(COMMA, from);
    const second = buffer.indexOf(COMMA, first + 1);
    if (first < 0 || second < 0 || second >= to) return;
    const start = addressNumber(buffer.toString('latin1', from, first));
    const last = addressNumber(buffer.toString('latin1', first + 1, second));
    // Lines out of order would hide each other: such a file is not what it says.
    if (!(start <= last && start >= this.#last)) throw new Error('its ranges are not in order');
    this.#last = start;
    if (last < this.#after) return; // less than a /52 behind another
    if (start > this.#after) this.#start(this.#after, 0);
    const hash = hashBytes(buffer, second + 1, to);
    const text = this.#texts.intern(
      { bytes: buffer, view: viewOf(buffer), from: [second + 1], to: [to], hash: [hash] },
      0,
    );
    this.#start(Math.max(start, this.#after), text);
    this.#after = last + 1;
  }

  #start(start: number, text: number): void {
    this.#ranges.starts[this.#next] = start;
    this.#ranges.texts[this.#next] = text;
    this.#next++;
  }

  #keepTexts(): void {
    const { ends, bytes, counts } = this.#ranges;
    let at = 0;
    for (let id = 1; id < this.#texts.size; id++) {
      const text = this.#texts.key(id);
      bytes.set(text, at);
      at += text.length;
      ends[id] = at;
    }
    counts[1] = this.#texts.size;
  }
}
