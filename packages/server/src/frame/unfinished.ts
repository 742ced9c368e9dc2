// The beginning of a frame whose end has not come yet. Its bytes are copied, so that a sender who drips single bytes holds no
// chunk alive, and only as many as can be kept at all.

import { endingOf } from './frame.js';

const FIRST_CAPACITY = 512;

export class Unfinished {
  /** Bytes taken, kept or not. */
  length = 0;
  /** The last two bytes taken, kept or not. */
  ending = 0;
  readonly #most: number;
  #bytes = new Uint8Array(0);

  constructor(most: number) {
    this.#most = most;
  }

  /** Bytes of memory that it takes. */
  get capacity(): number {
    return this.#bytes.length;
  }

  append(chunk: Uint8Array, from: number, to: number): void {
    const kept = Math.min(this.length, this.#most);
    const more = Math.min(to - from, this.#most - kept);
    this.length += to - from;
    this.ending = endingOf(chunk.subarray(from, to), to - from, this.ending);
    if (more <= 0) return;
    this.#reserve(kept + more);
    this.#bytes.set(chunk.subarray(from, from + more), kept);
  }

  /** Gives the bytes kept away; empty afterwards. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, Math.min(this.length, this.#most));
    this.#bytes = new Uint8Array(0);
    this.length = 0;
    this.ending = 0;
    return taken;
  }

  #reserve(wanted: number): void {
    if (wanted <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.min(this.#most, Math.max(wanted, FIRST_CAPACITY, this.#bytes.length * 2)));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
