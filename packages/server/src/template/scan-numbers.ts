// Numbers, addresses and durations of a template. Each scanner takes the position where its value begins, stores what it found in the
// registers of hole `index` and returns the position after it, or -1 when the value is not written canonically: then the
// reader decides about the line. They are stricter than the reader, never more lenient (ADR 0003).

import type { Registers } from './registers.js';

const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;

export class NumberScanner {
  readonly #registers: Registers;

  constructor(registers: Registers) {
    this.#registers = registers;
  }

  /** Decimal digits without leading zero, at most `limit` (below 2^53). */
  uint(index: number, at: number, limit: number): number {
    const bytes = this.#registers.bytes;
    let position = at;
    let value = 0;
    while (position < this.#registers.end) {
      const digit = (bytes[position] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      position++;
    }
    const length = position - at;
    if (length === 0 || length > 15 || value > limit || (length > 1 && bytes[at] === ZERO)) return -1;
    this.#registers.number[index] = value;
    this.#registers.from[index] = at;
    this.#registers.to[index] = position;
    return position;
  }

  /** Dotted quad in canonical form; the number has the first octet in its highest byte, as ClickHouse's IPv4 has. */
  ipv4(index: number, at: number): number {
    const bytes = this.#registers.bytes;
    const end = this.#registers.end;
    let position = at;
    let value = 0;
    for (let dots = 0; ; dots++) {
      const start = position;
      let octet = 0;
      while (position < end && position - start < 4) {
        const digit = (bytes[position] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        octet = octet * 10 + digit;
        position++;
      }
      const digits = position - start;
      if (digits === 0 || digits > 3 || octet > 255 || (digits > 1 && bytes[start] === ZERO)) return -1;
      value = value * 256 + octet;
      if (dots === 3) break;
      if (position >= end || bytes[position] !== DOT) return -1;
      position++;
    }
    this.#registers.number[index] = value;
    this.#registers.from[index] = at;
    this.#registers.to[index] = position;
    return position;
  }

  /** hh:mm:ss; hours with two digits, or more without leading zero. */
  duration(index: number, at: number): number {
    const bytes = this.#registers.bytes;
    let position = at;
    let hours = 0;
    for (; position < this.#registers.end; position++) {
      const digit = (bytes[position] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      hours = hours * 10 + digit;
    }
    const digits = position - at;
    if (digits < 2 || digits > 7 || (digits > 2 && bytes[at] === ZERO)) return -1;
    const minutes = this.#registers.pair(position, COLON);
    const seconds = this.#registers.pair(position + 3, COLON);
    if (minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || position + 6 > this.#registers.end) return -1;
    this.#registers.number[index] = hours * 3600 + minutes * 60 + seconds;
    return position + 6;
  }
}
