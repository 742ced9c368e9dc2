// Growable byte buffer with the primitives of ClickHouse's Native format (little-endian, LEB128 lengths).

const UTF8 = new TextEncoder();

/** Shorter texts have a length of one byte. */
const SHORT = 0x80;

export class ByteSink {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
  }

  reset(): void {
    this.length = 0;
  }

  /** Makes room for `count` more bytes. The buffer only grows: its memory is reused from block to block. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Unsigned LEB128, for lengths and counts below 2^32. */
  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** 64-bit little-endian unsigned number below 2^53. */
  uint64(value: number): void {
    this.reserve(8);
    let low = value >>> 0;
    let high = Math.floor(value / 0x1_0000_0000);
    for (let index = 0; index < 4; index++) {
      this.bytes[this.length + index] = low & 0xff;
      this.bytes[this.length + 4 + index] = high & 0xff;
      low >>>= 8;
      high >>>= 8;
    }
    this.length += 8;
  }

  raw(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** Copies `source[from, to)`; short pieces byte by byte, which is cheaper than a view. */
  slice(source: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    if (to - from > 48) {
      this.bytes.set(source.subarray(from, to), this.length);
      this.length += to - from;
      return;
    }
    for (let index = from; index < to; index++) this.bytes[this.length++] = source[index] as number;
  }

  /** LEB128 length, bytes. */
  text(value: string): void {
    if (value.length < SHORT && this.#ascii(value)) return;
    const encoded = UTF8.encode(value);
    this.varint(encoded.length);
    this.raw(encoded);
  }

  /** A short text is mostly ASCII, and then written quickest character by character; false, and nothing written, when it is not. */
  #ascii(value: string): boolean {
    this.reserve(value.length + 1);
    const { bytes, length } = this;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) return false;
      bytes[length + 1 + index] = code;
    }
    bytes[length] = value.length;
    this.length = length + 1 + value.length;
    return true;
  }

  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
