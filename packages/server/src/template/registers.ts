// The line under comparison and what has been found in it, hole by hole: plain arrays that are reused for every line.

/** Days of a date text under each reading, milliseconds since 1970; NaN where that reading is impossible. */
export interface DateReadings {
  readonly mdy: number;
  readonly dmy: number;
  readonly ymd: number;
}

export const MAX_HOLES = 96;

/** A text to compare with, prepared to be compared four bytes at a time: three times as fast as byte by byte. */
export interface Literal {
  readonly bytes: Uint8Array;
  /** The bytes in groups of four, little-endian, as far as they go. */
  readonly words: Int32Array;
}

export function literalOf(text: string): Literal {
  const bytes = Buffer.from(text, 'latin1');
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readInt32LE(index * 4));
  return { bytes, words };
}

export class Registers {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  /** End of the line in `bytes`. */
  end = 0;
  readonly from = new Int32Array(MAX_HOLES);
  readonly to = new Int32Array(MAX_HOLES);
  readonly hash = new Int32Array(MAX_HOLES);
  /** Number, address, seconds of a duration, or for dates the milliseconds since midnight. */
  readonly number = new Float64Array(MAX_HOLES);
  readonly days: (DateReadings | undefined)[] = new Array<DateReadings | undefined>(MAX_HOLES).fill(undefined);

  /** Starts with a line that ends at `end`. */
  open(bytes: Uint8Array, end: number): void {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.end = end;
  }

  /** `literal` at `at`: the position after it, or -1. */
  literal(literal: Literal, at: number): number {
    const { bytes: wanted, words } = literal;
    const length = wanted.length;
    if (at + length > this.end) return -1;
    const view = this.view;
    let index = 0;
    for (; index < words.length; index++) if (view.getInt32(at + index * 4, true) !== words[index]) return -1;
    const bytes = this.bytes;
    for (index *= 4; index < length; index++) if (bytes[at + index] !== wanted[index]) return -1;
    return at + length;
  }

  /** Two digits after the byte `lead` at `at`, or -1. */
  pair(at: number, lead: number): number {
    const bytes = this.bytes;
    const tens = (bytes[at + 1] as number) - 0x30;
    const ones = (bytes[at + 2] as number) - 0x30;
    return bytes[at] === lead && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
  }
}
