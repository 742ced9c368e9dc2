// Frames of a connection whose sender may use either framing of RFC 6587, found out anew for every message: relays mix both.
//
//              digit ┌───────┐ blank ┌───────────┐ "<"  ┌─────────┐
//        ┌──────────►│ count ├──────►│ announced ├─────►│ counted ├── all bytes there ──► frame
//        │           └───┬───┘       └─────┬───┬─┘      └─────────┘
//   ┌────┴────┐ no count │                 │   │ text   ┌──────────┐ all bytes there ──► frame
//   │ between │          │  count too small│   └───────►│ doubtful ├─┤
//   └────┬────┘          ▼    ┌───────────┐│            └──────────┘ trailer before ───► frame with its digits
//        └───────────────────►│ delimited │◄────┘
//           any other byte    └───────────┴── trailer ──► frame
//
//   52 <134>text…             counted: the count is believed, whatever follows, line feeds included
//   93 01/24/2025:12:06:37 …  doubtful: a count before a message without PRI, or a message that begins with a number
//   133<134>text LF           delimited: these digits are no count and stay, for the decoder to judge
//
// A message without PRI is taken as counted when it has no trailer before its announced end. Counts below 40 are not believed
// there: a message may begin with the day of the month ("24 Jan 2025"), and none from an appliance is that short.

import { TrailerSearch } from './delimited.js';
import { endingOf, type Frame, type Framer, type FrameText, frameOf, LINE_FEED, NUL } from './frame.js';
import { MessageLength } from './octet-counting.js';
import { Unfinished } from './unfinished.js';

type State = 'between' | 'count' | 'announced' | 'counted' | 'doubtful' | 'delimited';

const LESS_THAN = 0x3c;
const LEAST_DOUBTFUL_COUNT = 40;

export class DetectingFramer implements Framer {
  readonly #limit: number;
  readonly #search = new TrailerSearch('lf-or-nul');
  readonly #count = new MessageLength();
  /** The message so far, without its count. */
  readonly #unfinished: Unfinished;
  #state: State = 'between';
  /** Digits, and the blank behind them, that may be part of the message. */
  #prefix = '';
  #announced = 0;
  #frames: Frame[] = [];

  constructor(maxFrameBytes: number) {
    this.#limit = maxFrameBytes;
    this.#unfinished = new Unfinished(maxFrameBytes);
  }

  get unfinishedBytes(): number {
    return this.#state === 'between' ? 0 : Math.max(1, this.#prefix.length + this.#unfinished.length);
  }

  /** Bytes of memory that the beginning of a frame takes. */
  get heldBytes(): number {
    return this.#unfinished.capacity;
  }

  push(chunk: Uint8Array): readonly Frame[] {
    this.#frames = [];
    this.#search.open(chunk);
    for (let at = 0; at < chunk.length; ) at = this.#step(chunk, at);
    return this.#frames;
  }

  end(): readonly Frame[] {
    this.#frames = [];
    if (this.#state === 'count') this.#prefix = this.#count.take();
    if (this.#state === 'counted') this.#breakOff();
    else if (this.#state !== 'between') this.#endLine();
    return this.#frames;
  }

  /** Takes some bytes from `at` on and returns the position behind them. */
  #step(chunk: Uint8Array, at: number): number {
    switch (this.#state) {
      case 'between':
        return this.#begin(chunk[at] ?? 0, at);
      case 'count':
        return this.#readCount(chunk[at] ?? 0, at);
      case 'announced':
        return this.#weighCount(chunk[at] ?? 0, at);
      case 'counted':
        return this.#readCounted(chunk, at);
      case 'doubtful':
        return this.#readDoubtful(chunk, at);
      case 'delimited':
        return this.#readDelimited(chunk, at);
    }
  }

  #begin(byte: number, at: number): number {
    if (byte === LINE_FEED || byte === NUL) return at + 1;
    this.#state = 'count';
    return at;
  }

  #readCount(byte: number, at: number): number {
    const step = this.#count.step(byte);
    if (step === 'more') return at + 1;
    this.#announced = this.#count.value;
    this.#prefix = this.#count.take();
    if (step === 'no-count') {
      this.#state = 'delimited';
      return at;
    }
    this.#prefix += ' ';
    this.#state = 'announced';
    return at + 1;
  }

  #weighCount(byte: number, at: number): number {
    if (byte === LESS_THAN) {
      this.#prefix = '';
      this.#state = 'counted';
    } else this.#state = this.#announced < LEAST_DOUBTFUL_COUNT ? 'delimited' : 'doubtful';
    return at;
  }

  #readCounted(chunk: Uint8Array, at: number): number {
    const missing = this.#announced - this.#unfinished.length;
    const end = Math.min(chunk.length, at + missing);
    if (this.#unfinished.length === 0 && end - at === missing) this.#emitWhole(chunk.subarray(at, end), 'block');
    else {
      this.#unfinished.append(chunk, at, end);
      if (end - at === missing) this.#endBlock();
    }
    return end;
  }

  #readDoubtful(chunk: Uint8Array, at: number): number {
    const trailer = this.#search.next(at);
    const lastCounted = at + this.#announced - this.#unfinished.length - 1;
    const end = Math.min(trailer, lastCounted + 1);
    this.#unfinished.append(chunk, at, end);
    if (end > lastCounted) this.#endBlock();
    else if (end === chunk.length) return end;
    else {
      if (end === lastCounted) this.#prefix = '';
      this.#endLine();
      return end + 1;
    }
    return end;
  }

  #readDelimited(chunk: Uint8Array, at: number): number {
    const end = this.#search.next(at);
    if (end < chunk.length && this.#prefix === '' && this.#unfinished.length === 0) {
      this.#emitWhole(chunk.subarray(at, end), 'line');
      return end + 1;
    }
    this.#unfinished.append(chunk, at, end);
    if (end === chunk.length) return end;
    this.#endLine();
    return end + 1;
  }

  #endBlock(): void {
    const { length, ending } = this.#unfinished;
    this.#emit({ bytes: this.#unfinished.take(), length, ending, kind: 'block' });
  }

  #endLine(): void {
    const prefix = Buffer.from(this.#prefix, 'latin1');
    const ending = this.#unfinished.length === 0 ? endingOf(prefix, prefix.length) : this.#unfinished.ending;
    const length = prefix.length + this.#unfinished.length;
    const text = this.#unfinished.take();
    this.#emit({ bytes: prefix.length === 0 ? text : Buffer.concat([prefix, text]), length, ending, kind: 'line' });
  }

  #emitWhole(bytes: Uint8Array, kind: FrameText['kind']): void {
    this.#emit({ bytes, length: bytes.length, ending: endingOf(bytes, bytes.length), kind });
  }

  #breakOff(): void {
    const originalLength = this.#announced;
    const bytes = this.#unfinished.take().subarray(0, this.#limit);
    if (bytes.length > 0) this.#frames.push({ bytes, originalLength });
    this.#state = 'between';
  }

  #emit(text: FrameText): void {
    const frame = frameOf(text, this.#limit);
    if (frame !== undefined) this.#frames.push(frame);
    this.#prefix = '';
    this.#state = 'between';
  }
}
