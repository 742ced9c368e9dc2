// The matcher's kernel in WebAssembly, one memory for each matcher. Why, and how it is made: ADR 0029; its source: packages/server/kernel.

import { KERNEL_CODE } from './kernel-code.js';

interface Place {
  readonly value: number;
}

interface Exports {
  setHeaders(at: number, count: number): void;
  match(from: number, to: number): number;
  scan(piece: number, from: number, to: number): number;
  hash(from: number, to: number): number;
  readonly HOLES: Place;
  readonly FROM: Place;
  readonly TO: Place;
  readonly HASH: Place;
  readonly NUMBER: Place;
  readonly MDY: Place;
  readonly DMY: Place;
  readonly YMD: Place;
  readonly WINDOW: Place;
  readonly WINDOW_BYTES: Place;
  readonly ARENA: Place;
  readonly ARENA_BYTES: Place;
  readonly BUCKETS: Place;
  readonly LAST: Place;
  readonly HASHED: Place;
  readonly PIECE_BYTES: Place;
  readonly ROOT_AT: Place;
}

const PAGE_BYTES = 65_536;

const MODULE = new WebAssembly.Module(Buffer.from(KERNEL_CODE, 'base64'));

/** What has been found in a line, hole by hole. */
export interface Registers {
  /** The memory of the kernel: `from` and `to` are places in it. */
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly hash: Int32Array;
  /** Number, address, seconds of a duration, or for dates the milliseconds since midnight. */
  readonly number: Float64Array;
  /** Days of a date text under each reading, milliseconds since 1970; NaN where that reading is impossible. */
  readonly mdy: Float64Array;
  readonly dmy: Float64Array;
  readonly ymd: Float64Array;
}

interface Window {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

const NO_WINDOW: Window = { bytes: new Uint8Array(0), from: 0, to: 0 };

export class Kernel {
  readonly exports: Exports;
  readonly registers: Registers;
  #window = NO_WINDOW;

  constructor() {
    const memory = new WebAssembly.Memory({ initial: 1 });
    // The kernel is checked in with its source, and a test compares them.
    const exports = new WebAssembly.Instance(MODULE, { env: { memory } }).exports as Exports;
    // Pages are taken from the system when they are first written.
    memory.grow((exports.ARENA.value + exports.ARENA_BYTES.value) / PAGE_BYTES - 1);
    const holes = exports.HOLES.value;
    const ints = ({ value }: Place) => new Int32Array(memory.buffer, value, holes);
    const floats = ({ value }: Place) => new Float64Array(memory.buffer, value, holes);
    this.exports = exports;
    this.registers = {
      bytes: new Uint8Array(memory.buffer),
      view: new DataView(memory.buffer),
      from: ints(exports.FROM),
      to: ints(exports.TO),
      hash: ints(exports.HASH),
      number: floats(exports.NUMBER),
      mdy: floats(exports.MDY),
      dmy: floats(exports.DMY),
      ymd: floats(exports.YMD),
    };
  }

  /** Number of the template that fits the line `bytes[from, to)`, -1 for none; lines longer than the window fit none. */
  match(bytes: Uint8Array, from: number, to: number): number {
    const window = this.#window;
    if ((bytes !== window.bytes || from < window.from || to > window.to) && !this.#look(bytes, from, to)) return -1;
    const at = this.exports.WINDOW.value + from - this.#window.from;
    return this.exports.match(at, at + to - from);
  }

  /** The bytes seen before may have changed. */
  forget(): void {
    this.#window = NO_WINDOW;
  }

  /** Brings the line and what follows it into the window. */
  #look(bytes: Uint8Array, from: number, to: number): boolean {
    const { WINDOW, WINDOW_BYTES } = this.exports;
    if (to - from > WINDOW_BYTES.value) return false;
    const end = Math.min(bytes.length, from + WINDOW_BYTES.value);
    this.registers.bytes.set(bytes.subarray(from, end), WINDOW.value);
    this.#window = { bytes, from, to: end };
    return true;
  }
}
