// The rows of one block while they are built: a column builder per stored token, plus the bookkeeping columns that make
// an event traceable (block, row) and its raw line recoverable (rawTemplate, rawRest; ADR 0003).

import { FIELDS, type Token } from '@gatehouse/model';
import type { ByteSink } from './byte-sink.js';
import {
  type ColumnBuilder,
  createColumn,
  DictionaryColumn,
  Number64Column,
  NumberColumn,
  TextColumn,
} from './columns.js';

/** Bookkeeping columns that are no tokens. The DDL in store/ takes them from here. */
export const BOOKKEEPING = [
  { name: 'block', type: 'UInt64', codec: 'ZSTD(1)' },
  { name: 'row', type: 'UInt32', codec: 'Delta(4), ZSTD(1)' },
  { name: 'rawTemplate', type: 'LowCardinality(String)', codec: 'ZSTD(1)' },
  { name: 'rawRest', type: 'String', codec: 'ZSTD(1)' },
  { name: 'attributeNames', type: 'LowCardinality(String)', codec: 'ZSTD(1)' },
  { name: 'attributeValues', type: 'String', codec: 'ZSTD(1)' },
] as const;

/** Rows per block unless told otherwise: what 32 MiB of ordinary lines fill half. */
export const BLOCK_ROWS = 131_072;

export class Batch {
  rows = 0;
  readonly capacity: number;
  readonly columns: ReadonlyMap<string, ColumnBuilder>;
  readonly eventTime: Number64Column;
  readonly rawTemplate: DictionaryColumn;
  readonly rawRest: TextColumn;
  readonly attributeNames: DictionaryColumn;
  readonly attributeValues: TextColumn;
  readonly eventContext: DictionaryColumn;
  readonly deviceName: DictionaryColumn;
  readonly duration: NumberColumn;
  readonly count: Number64Column;
  readonly #receivedTime: Number64Column;
  #received = 0;
  /** Increases with every reset: ids of dictionary columns are valid within one generation only. */
  generation = 0;

  constructor(capacity: number = BLOCK_ROWS) {
    this.capacity = capacity;
    const columns = new Map<string, ColumnBuilder>();
    for (const { name, type } of storedColumns()) columns.set(name, createColumn(name, type, capacity));
    this.columns = columns;
    this.eventTime = this.#expect('eventTime', Number64Column);
    this.#receivedTime = this.#expect('collectorReceivedTime', Number64Column);
    this.rawTemplate = this.#expect('rawTemplate', DictionaryColumn);
    this.rawRest = this.#expect('rawRest', TextColumn);
    this.attributeNames = this.#expect('attributeNames', DictionaryColumn);
    this.attributeValues = this.#expect('attributeValues', TextColumn);
    this.eventContext = this.#expect('eventContext', DictionaryColumn);
    this.deviceName = this.#expect('deviceName', DictionaryColumn);
    this.count = this.#expect('count', Number64Column);
    this.duration = this.#expect('duration', NumberColumn);
  }

  column(token: Token): ColumnBuilder | undefined {
    return this.columns.get(token);
  }

  /** Sets tokens that are the same in every row, once the rows are there. */
  fillConstants(constants: Readonly<Record<string, string>>): void {
    for (const [token, text] of Object.entries(constants)) {
      const column = this.#expect(token, DictionaryColumn);
      const id = column.dictionary.internText(text);
      for (let row = 0; row < this.rows; row++) column.set(row, id);
    }
  }

  /** Sets the time of receipt of the rows that have been appended since the last call. */
  fillReceived(time: number | null): void {
    if (time !== null) for (let row = this.#received; row < this.rows; row++) this.#receivedTime.set(row, time);
    this.#received = this.rows;
  }

  /** Takes back what has been written of row `row` and counts it no more; rows before it stay. */
  clearLast(row: number): void {
    for (const column of this.columns.values()) column.clear(row);
    this.rows = row;
  }

  reset(): void {
    for (const column of this.columns.values()) column.reset(this.rows);
    this.rows = 0;
    this.#received = 0;
    this.generation++;
  }

  /** Names of the columns that have a value in some row, in table order; `block` and `row` always. */
  usedColumns(): string[] {
    const used = [...this.columns.values()].filter((column) => column.used).map((column) => column.name);
    return ['block', 'row', ...used];
  }

  /**
   * Appends the block in ClickHouse's Native format:
   * columns and rows as LEB128, then per column its name, its type and its data.
   */
  writeNative(sink: ByteSink, block: number): void {
    const used = [...this.columns.values()].filter((column) => column.used);
    sink.varint(used.length + 2);
    sink.varint(this.rows);
    writeBlockNumber(sink, block, this.rows);
    for (const column of used) {
      sink.text(column.name);
      sink.text(column.type);
      column.write(sink, this.rows);
    }
  }

  #expect<T extends ColumnBuilder>(name: string, kind: abstract new (...args: never[]) => T): T {
    const column = this.columns.get(name);
    if (column instanceof kind) return column;
    throw new TypeError(`column ${name} is not what the model says`);
  }
}

export function storedColumns(): { name: string; type: string; codec: string }[] {
  const stored: { name: string; type: string; codec: string }[] = [];
  for (const field of FIELDS) {
    const column = field.column;
    if (column.kind === 'stored') stored.push({ name: field.token, type: column.type, codec: column.codec });
  }
  return [...stored, ...BOOKKEEPING.filter(({ name }) => name !== 'block' && name !== 'row')];
}

function writeBlockNumber(sink: ByteSink, block: number, rows: number): void {
  sink.text('block');
  sink.text('UInt64');
  sink.raw(new Uint8Array(new BigUint64Array(rows).fill(BigInt(block)).buffer));
  sink.text('row');
  sink.text('UInt32');
  const numbers = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = row;
  sink.raw(new Uint8Array(numbers.buffer));
}
