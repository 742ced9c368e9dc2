// Set of byte strings with dense ids, built while a block is read and written as the dictionary of a LowCardinality column.
// Keys are kept exactly as the Native format wants them (LEB128 length, bytes, one after the other), so that writing the
// dictionary is one copy. Id 0 is always the empty string: "absent".

import { ByteSink } from './byte-sink.js';

/** 32-bit FNV-1a of `source[from, to)`; the matcher computes the same while it scans, see template/match.ts. */
export function hashBytes(source: Uint8Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ (source[index] as number), FNV_PRIME);
  return hash;
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

  // Id of `source[from, to)`; `hash` must be `hashBytes` of the same bytes. Four plain arguments instead of an object:
  // this is called a dozen times per event.
  internAt(source: Uint8Array, from: number, to: number, hash: number): number {
    const length = to - from;
    if (length === 0) return 0;
    const mask = this.#slots.length - 1;
    let slot = mix(hash) & mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id === 0) return this.#add(slot, source, from, to, hash);
      if (this.#hashes[id] === hash && this.#lengths[id] === length && this.#equals(id, source, from)) return id;
      slot = (slot + 1) & mask;
    }
  }

  internText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.internAt(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
  }

  /** Bytes of key `id`, valid until the next `intern`. */
  key(id: number): Uint8Array {
    const start = this.#starts[id] as number;
    return id === 0 ? this.keys.bytes.subarray(0, 0) : this.keys.bytes.subarray(start, start + (this.#lengths[id] as number));
  }

  #equals(id: number, source: Uint8Array, from: number): boolean {
    const bytes = this.keys.bytes;
    const start = this.#starts[id] as number;
    const length = this.#lengths[id] as number;
    for (let index = 0; index < length; index++) if (bytes[start + index] !== source[from + index]) return false;
    return true;
  }

  #add(slot: number, source: Uint8Array, from: number, to: number, hash: number): number {
    const id = this.size++;
    if (id === this.#starts.length) this.#growEntries();
    this.keys.varint(to - from);
    this.#starts[id] = this.keys.length;
    this.#lengths[id] = to - from;
    this.#hashes[id] = hash;
    this.keys.slice(source, from, to);
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
