// Column builders: one row slot per event of the block, typed arrays that are reused from block to block, and the
// serialisation of ClickHouse's Native format for the column types the model uses.
//
//   Nullable(T)             rows × UInt8 null map (1 = NULL), then rows × T
//   LowCardinality(String)  UInt64 version 1, UInt64 flags | index type, UInt64 keys, keys, UInt64 rows, rows × index
//   String                  rows × (LEB128 length, bytes)

import { AddressColumn } from './address-column.js';
import { ByteSink } from './byte-sink.js';
import { Dictionary } from './dictionary.js';

export interface ColumnBuilder {
  readonly name: string;
  readonly type: string;
  /** False while every row of the block is absent: such a column is left out of the insert. */
  used: boolean;
  /** Takes back what the last row has, all of it or a part: its line could not be encoded. */
  clear(row: number): void;
  /** Forgets the first `rows` rows, which are all that have been set. */
  reset(rows: number): void;
  write(sink: ByteSink, rows: number): void;
}

/** Numbers of up to 32 bits, with or without null map: ports, ids, IPv4 addresses, durations. */
export class NumberColumn implements ColumnBuilder {
  readonly name: string;
  readonly type: string;
  used = false;
  values: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(0);
  nulls: Uint8Array | null = null;
  readonly #capacity: number;

  constructor(name: string, type: string, capacity: number) {
    this.name = name;
    this.type = type;
    this.#capacity = capacity;
  }

  /** Largest value the column holds; what is larger is a defect of the line, not of the block. */
  get limit(): number {
    return 2 ** (8 * this.width) - 1;
  }

  /** Bytes per value. */
  get width(): 1 | 2 | 4 {
    return numberBytes(this.type);
  }

  set(row: number, value: number): void {
    if (this.values.length === 0) this.#open();
    this.values[row] = value;
    if (this.nulls !== null) this.nulls[row] = 0;
    this.used = true;
  }

  // The same for one width each: a store that sees one type of array is three times as fast.
  set8(row: number, value: number): void {
    if (this.values.length === 0) this.#open();
    (this.values as Uint8Array)[row] = value;
    if (this.nulls !== null) this.nulls[row] = 0;
    this.used = true;
  }

  set16(row: number, value: number): void {
    if (this.values.length === 0) this.#open();
    (this.values as Uint16Array)[row] = value;
    if (this.nulls !== null) this.nulls[row] = 0;
    this.used = true;
  }

  set32(row: number, value: number): void {
    if (this.values.length === 0) this.#open();
    (this.values as Uint32Array)[row] = value;
    if (this.nulls !== null) this.nulls[row] = 0;
    this.used = true;
  }

  clear(row: number): void {
    if (row >= this.values.length) return;
    this.values[row] = 0;
    if (this.nulls !== null) this.nulls[row] = 1;
  }

  // Many columns are never used on a site: their memory is taken when the first value comes.
  #open(): void {
    this.values = numberStorage(this.type, this.#capacity);
    this.nulls = isNullable(this.type) ? new Uint8Array(this.#capacity).fill(1) : null;
  }

  reset(rows: number): void {
    if (!this.used) return;
    this.values.fill(0, 0, rows);
    this.nulls?.fill(1, 0, rows);
    this.used = false;
  }

  write(sink: ByteSink, rows: number): void {
    if (this.nulls !== null) sink.raw(this.nulls.subarray(0, rows));
    sink.raw(bytesOf(this.values.subarray(0, rows)));
  }
}

/** 64-bit numbers as two halves: counters, message numbers, instants (milliseconds, also before 1970). */
export class Number64Column implements ColumnBuilder {
  readonly name: string;
  readonly type: string;
  used = false;
  halves = new Uint32Array(0);
  nulls: Uint8Array | null = null;
  readonly #capacity: number;

  constructor(name: string, type: string, capacity: number) {
    this.name = name;
    this.type = type;
    this.#capacity = capacity;
  }

  set(row: number, value: number): void {
    if (this.halves.length === 0) this.#open();
    this.halves[row * 2] = value; // ToUint32 keeps the low 32 bits, also of negative integers
    this.halves[row * 2 + 1] = Math.floor(value / 0x1_0000_0000);
    if (this.nulls !== null) this.nulls[row] = 0;
    this.used = true;
  }

  /** Value of a row as a signed number; exact within 2^53. */
  at(row: number): number {
    return ((this.halves[row * 2 + 1] ?? 0) | 0) * 0x1_0000_0000 + (this.halves[row * 2] ?? 0);
  }

  setBig(row: number, value: bigint): void {
    if (this.halves.length === 0) this.#open();
    this.halves[row * 2] = Number(value & 0xffff_ffffn);
    this.halves[row * 2 + 1] = Number((value >> 32n) & 0xffff_ffffn);
    if (this.nulls !== null) this.nulls[row] = 0;
    this.used = true;
  }

  clear(row: number): void {
    if (row * 2 >= this.halves.length) return;
    this.halves.fill(0, row * 2, row * 2 + 2);
    if (this.nulls !== null) this.nulls[row] = 1;
  }

  #open(): void {
    this.halves = new Uint32Array(this.#capacity * 2);
    this.nulls = isNullable(this.type) ? new Uint8Array(this.#capacity).fill(1) : null;
  }

  reset(rows: number): void {
    if (!this.used) return;
    this.halves.fill(0, 0, rows * 2);
    this.nulls?.fill(1, 0, rows);
    this.used = false;
  }

  write(sink: ByteSink, rows: number): void {
    if (this.nulls !== null) sink.raw(this.nulls.subarray(0, rows));
    sink.raw(bytesOf(this.halves.subarray(0, rows * 2)));
  }
}

export class DictionaryColumn implements ColumnBuilder {
  readonly name: string;
  readonly type: string;
  used = false;
  readonly dictionary = new Dictionary();
  ids = new Uint32Array(0);
  /** Ids of the companion's texts in this column, see copyId. */
  #copies = new Uint32Array(0);
  #companion: DictionaryColumn | null = null;
  readonly #capacity: number;

  constructor(name: string, type: string, capacity: number) {
    this.name = name;
    this.type = type;
    this.#capacity = capacity;
  }

  set(row: number, id: number): void {
    if (this.ids.length === 0) this.ids = new Uint32Array(this.#capacity);
    this.ids[row] = id;
    this.used = true;
  }

  /** Id of the text that `other` has in `row`; each distinct text is looked up once. */
  copyId(other: DictionaryColumn, row: number): number {
    const otherId = other.ids[row] as number;
    if (otherId === 0) return 0;
    if (this.#companion !== other) {
      this.#companion = other;
      this.#copies.fill(0);
    }
    if (otherId >= this.#copies.length) this.#growCopies(otherId);
    let id = this.#copies[otherId] as number;
    if (id === 0) {
      id = this.dictionary.internBytes(other.dictionary.key(otherId));
      this.#copies[otherId] = id;
    }
    return id;
  }

  #growCopies(id: number): void {
    const copies = new Uint32Array(Math.max(256, id * 2));
    copies.set(this.#copies);
    this.#copies = copies;
  }

  /** A text that only this row had stays in the dictionary, and finds the block though no row has it. */
  clear(row: number): void {
    if (row < this.ids.length) this.ids[row] = 0;
  }

  reset(rows: number): void {
    if (!this.used) return;
    this.dictionary.reset();
    this.ids.fill(0, 0, rows);
    this.#copies.fill(0);
    this.used = false;
  }

  write(sink: ByteSink, rows: number): void {
    const size = this.dictionary.size;
    const width = size <= 0x100 ? 0 : size <= 0x10000 ? 1 : 2;
    sink.uint64(1);
    sink.uint64(ADDITIONAL_KEYS | width);
    sink.uint64(size);
    sink.raw(this.dictionary.keys.view());
    sink.uint64(rows);
    const ids = this.ids.subarray(0, rows);
    sink.raw(bytesOf(width === 0 ? new Uint8Array(ids) : width === 1 ? new Uint16Array(ids) : ids));
  }
}

// SerializationLowCardinality: HasAdditionalKeysBit (1 << 9), no global dictionary in the Native format.
const ADDITIONAL_KEYS = 1 << 9;

/** Strings without dictionary. Rows must be set in order, each at most once; rows that are not set are empty. */
export class TextColumn implements ColumnBuilder {
  readonly name: string;
  readonly type: string;
  used = false;
  readonly sink = new ByteSink(1 << 16);
  #rows = 0;
  /** Where the value of the last row begins in the sink. */
  #lastAt = 0;

  constructor(name: string, type: string) {
    this.name = name;
    this.type = type;
  }

  /** Starts the value of `row`, `length` bytes long, which the caller then writes to `sink`. */
  start(row: number, length: number): ByteSink {
    this.#begin(row).varint(length);
    return this.sink;
  }

  setText(row: number, text: string): void {
    this.#begin(row).text(text);
  }

  clear(row: number): void {
    if (this.#rows <= row) return;
    this.sink.length = this.#lastAt;
    this.#rows = row;
  }

  reset(): void {
    this.sink.reset();
    this.#rows = 0;
    this.used = false;
  }

  write(sink: ByteSink, rows: number): void {
    this.#fillTo(rows);
    sink.raw(this.sink.view());
  }

  #begin(row: number): ByteSink {
    this.#fillTo(row);
    this.#lastAt = this.sink.length;
    this.#rows = row + 1;
    this.used = true;
    return this.sink;
  }

  #fillTo(row: number): void {
    const missing = row - this.#rows;
    this.sink.reserve(missing);
    this.sink.bytes.fill(0, this.sink.length, this.sink.length + missing);
    this.sink.length += missing;
    this.#rows = row;
  }
}

export function createColumn(name: string, type: string, capacity: number): ColumnBuilder {
  const inner = type.replace(/^Nullable\((.*)\)$/, '$1');
  if (inner === 'LowCardinality(String)') return new DictionaryColumn(name, type, capacity);
  if (inner === 'String') return new TextColumn(name, type);
  if (inner === 'IPv6') return new AddressColumn(name, type, capacity);
  if (inner === 'UInt64' || inner.startsWith('DateTime64(')) return new Number64Column(name, type, capacity);
  numberBytes(inner);
  return new NumberColumn(name, type, capacity);
}

const NUMBER_BYTES: Readonly<Record<string, 1 | 2 | 4>> = { Bool: 1, UInt8: 1, UInt16: 2, UInt32: 4, IPv4: 4 };

function isNullable(type: string): boolean {
  return type.startsWith('Nullable(');
}

function numberBytes(type: string): 1 | 2 | 4 {
  const bytes = NUMBER_BYTES[type.replace(/^Nullable\((.*)\)$/, '$1')];
  if (bytes === undefined) throw new TypeError(`no column builder for ClickHouse type ${type}`);
  return bytes;
}

function numberStorage(type: string, capacity: number): Uint8Array | Uint16Array | Uint32Array {
  const bytes = numberBytes(type);
  if (bytes === 1) return new Uint8Array(capacity);
  return bytes === 2 ? new Uint16Array(capacity) : new Uint32Array(capacity);
}

function bytesOf(values: Uint8Array | Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
