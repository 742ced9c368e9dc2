// Set of byte strings with dense ids, built while a block is read and written as the dictionary of a LowCardinality column.
// Keys are kept exactly as the Native format wants them (LEB128 length, bytes, one after the other), so that writing the
// dictionary is one copy. Id 0 is always the empty string: "absent".

import { ByteSink } from './byte-sink.js';

/**
 * 32 bits of `source[from, to)`: the length, then word after word of four bytes, little-endian, the last one filled up with zeros;
 * each is multiplied, mixed in and turned round, as MurmurHash3 does. The kernel of the matcher computes the same for the texts of a
 * line (packages/server/kernel/bytes.ts).
 */
export function hashBytes(source: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const low = (source[at] as number) | ((source[at + 1] as number) << 8);
    hash = hashStep(hash, low | ((source[at + 2] as number) << 16) | ((source[at + 3] as number) << 24));
  }
  let rest = 0;
  for (let shift = 0; at < to; at++, shift += 8) rest |= (source[at] as number) << shift;
  return hashStep(hash, rest);
}

function hashStep(hash: number, word: number): number {
  const mixed = hash ^ Math.imul(word, 0xcc9e2d51);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** Pieces of `bytes`, each with its hash: what the scanners leave behind. */
export interface Slices {
  readonly bytes: Uint8Array;
  /** Over the same bytes. */
  readonly view: DataView;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly hash: ArrayLike<number>;
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function wholeOf(bytes: Uint8Array): Slices {
  return { bytes, view: viewOf(bytes), from: [0], to: [bytes.length], hash: [hashBytes(bytes, 0, bytes.length)] };
}

const FIRST_SLOTS = 1024;

export class Dictionary {
  readonly keys = new ByteSink(1024);
  size = 1;
  // What is looked at together lies together: a table of this size is in no near cache, and each look elsewhere waits for memory.
  /** Pairs of hash and id; id 0 where nothing is. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  /** By id: where its key begins, and its length. */
  #places = new Uint32Array(1024);
  #view = viewOf(this.keys.bytes);

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
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (mix(hash) << 1) & mask;
    for (;;) {
      const id = slots[slot + 1] as number;
      if (id === 0) return this.#add({ slot, hash }, slices.bytes.subarray(from, from + length));
      if (slots[slot] === hash && this.#places[id * 2 + 1] === length && this.#equals(id, slices.view, from)) return id;
      slot = (slot + 2) & mask;
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
    const start = this.#places[id * 2] as number;
    return id === 0
      ? this.keys.bytes.subarray(0, 0)
      : this.keys.bytes.subarray(start, start + (this.#places[id * 2 + 1] as number));
  }

  #equals(id: number, source: DataView, from: number): boolean {
    const view = this.#view;
    const start = this.#places[id * 2] as number;
    const length = this.#places[id * 2 + 1] as number;
    let at = 0;
    for (; at + 4 <= length; at += 4) if (view.getInt32(start + at) !== source.getInt32(from + at)) return false;
    for (; at < length; at++) if (view.getUint8(start + at) !== source.getUint8(from + at)) return false;
    return true;
  }

  #add({ slot, hash }: { slot: number; hash: number }, text: Uint8Array): number {
    const id = this.size++;
    if (id * 2 === this.#places.length) this.#places = widen(this.#places);
    this.keys.varint(text.length);
    this.#places[id * 2] = this.keys.length;
    this.#places[id * 2 + 1] = text.length;
    this.keys.raw(text);
    if (this.keys.bytes.buffer !== this.#view.buffer) this.#view = viewOf(this.keys.bytes);
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = id;
    if (this.size * 4 > this.#slots.length) this.#growSlots();
    return id;
  }

  #growSlots(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let slot = (mix(old[at] as number) << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[at] as number;
      slots[slot + 1] = old[at + 1] as number;
    }
    this.#slots = slots;
  }
}

// The low bits of the hash depend on few bits of a short key; one multiply-shift spreads them over the table.
function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function widen(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(old.length * 2);
  grown.set(old);
  return grown;
}
