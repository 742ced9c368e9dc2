// The beginning of a frame whose end has not come yet. Its bytes are copied, so that a sender who drips single bytes holds no
// chunk alive, and only as many as can be kept at all.

const FIRST_CAPACITY = 512;

export class Unfinished {
  /** Bytes taken, kept or not. */
  length = 0;
  readonly #most: number;
  #bytes = new Uint8Array(0);

  constructor(most: number) {
    this.#most = most;
  }

  append(chunk: Uint8Array, from: number, to: number): void {
    const kept = Math.min(this.length, this.#most);
    const more = Math.min(to - from, this.#most - kept);
    this.length += to - from;
    if (more <= 0) return;
    this.#reserve(kept + more);
    this.#bytes.set(chunk.subarray(from, from + more), kept);
  }

  /** Gives the bytes kept away; empty afterwards. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, Math.min(this.length, this.#most));
    this.#bytes = new Uint8Array(0);
    this.length = 0;
    return taken;
  }

  #reserve(wanted: number): void {
    if (wanted <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.min(this.#most, Math.max(wanted, FIRST_CAPACITY, this.#bytes.length * 2)));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
