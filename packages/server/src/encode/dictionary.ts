// Set of byte strings with dense ids, built while a block is read and written as the dictionary of a LowCardinality column.
// Keys are kept exactly as the Native format wants them (LEB128 length, bytes, one after the other), so that writing the
// dictionary is one copy. Id 0 is always the empty string: "absent".

import { ByteSink } from './byte-sink.js';

/** 32-bit FNV-1a of `source[from, to)`; the scanners compute the same while they scan, see template/scan-texts.ts. */
export function hashBytes(source: Uint8Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ (source[index] as number), FNV_PRIME);
  return hash;
}

/** Pieces of `bytes`, each with its hash: what the scanners leave behind. */
export interface Slices {
  readonly bytes: Uint8Array;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly hash: ArrayLike<number>;
}

function wholeOf(bytes: Uint8Array): Slices {
  return { bytes, from: [0], to: [bytes.length], hash: [hashBytes(bytes, 0, bytes.length)] };
}

export const FNV_OFFSET = 0x811c9dc5 | 0;
export const FNV_PRIME = 0x01000193;

const FIRST_SLOTS = 1024;

export class Dictionary {
  readonly keys = new ByteSink(1024);
  size = 1;
  #starts = new Uint32Array(512);
  #lengths = new Uint32Array(512);
  #hashes = new Int32Array(512);
  #slots = new Int32Array(FIRST_SLOTS);

  constructor() {
    this.keys.varint(0);
  }

  reset(): void {
    if (this.size === 1) return;
    this.#slots.fill(0);
    this.size = 1;
    this.keys.reset();
    this.keys.varint(0);
  }

  /** Id of the text in slice `index`, whose `hash` must be `hashBytes` of its bytes. Called a dozen times per event. */
  intern(slices: Slices, index: number): number {
    const from = slices.from[index] as number;
    const hash = slices.hash[index] as number;
    const length = (slices.to[index] as number) - from;
    if (length === 0) return 0;
    const mask = this.#slots.length - 1;
    let slot = mix(hash) & mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id === 0) return this.#add({ slot, hash }, slices.bytes.subarray(from, from + length));
      if (this.#hashes[id] === hash && this.#lengths[id] === length && this.#equals(id, slices.bytes, from)) return id;
      slot = (slot + 1) & mask;
    }
  }

  internBytes(bytes: Uint8Array): number {
    return this.intern(wholeOf(bytes), 0);
  }

  internText(text: string): number {
    return this.internBytes(Buffer.from(text, 'utf8'));
  }

  /** Bytes of key `id`, valid until the next `intern`. */
  key(id: number): Uint8Array {
    const start = this.#starts[id] as number;
    return id === 0
      ? this.keys.bytes.subarray(0, 0)
      : this.keys.bytes.subarray(start, start + (this.#lengths[id] as number));
  }

  #equals(id: number, source: Uint8Array, from: number): boolean {
    const bytes = this.keys.bytes;
    const start = this.#starts[id] as number;
    const length = this.#lengths[id] as number;
    for (let index = 0; index < length; index++) if (bytes[start + index] !== source[from + index]) return false;
    return true;
  }

  #add({ slot, hash }: { slot: number; hash: number }, text: Uint8Array): number {
    const id = this.size++;
    if (id === this.#starts.length) this.#growEntries();
    this.keys.varint(text.length);
    this.#starts[id] = this.keys.length;
    this.#lengths[id] = text.length;
    this.#hashes[id] = hash;
    this.keys.raw(text);
    this.#slots[slot] = id;
    if (this.size * 2 > this.#slots.length) this.#growSlots();
    return id;
  }

  #growEntries(): void {
    this.#starts = widen(this.#starts);
    this.#lengths = widen(this.#lengths);
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #growSlots(): void {
    const mask = this.#slots.length * 2 - 1;
    const slots = new Int32Array(mask + 1);
    for (let id = 1; id < this.size; id++) {
      let slot = mix(this.#hashes[id] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

// FNV's low bits are weak for short keys; one multiply-shift spreads them over the table.
function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function widen(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(old.length * 2);
  grown.set(old);
  return grown;
}
