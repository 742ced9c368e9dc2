// The column builder of IPv6 addresses; columns.ts has the others and says what they have in common.

import type { ByteSink } from './byte-sink.js';
import type { ColumnBuilder } from './columns.js';

/** IPv6 addresses, 16 bytes each in network order. */
export class AddressColumn implements ColumnBuilder {
  readonly name: string;
  readonly type: string;
  used = false;
  bytes = new Uint8Array(0);
  nulls = new Uint8Array(0);
  readonly #capacity: number;

  constructor(name: string, type: string, capacity: number) {
    this.name = name;
    this.type = type;
    this.#capacity = capacity;
  }

  set(row: number, address: Uint8Array): void {
    if (this.bytes.length === 0) {
      this.bytes = new Uint8Array(this.#capacity * 16);
      this.nulls = new Uint8Array(this.#capacity).fill(1);
    }
    this.bytes.set(address, row * 16);
    this.nulls[row] = 0;
    this.used = true;
  }

  clear(row: number): void {
    if (row >= this.nulls.length) return;
    this.bytes.fill(0, row * 16, row * 16 + 16);
    this.nulls[row] = 1;
  }

  reset(rows: number): void {
    if (!this.used) return;
    this.bytes.fill(0, 0, rows * 16);
    this.nulls.fill(1, 0, rows);
    this.used = false;
  }

  write(sink: ByteSink, rows: number): void {
    sink.raw(this.nulls.subarray(0, rows));
    sink.raw(this.bytes.subarray(0, rows * 16));
  }
}
