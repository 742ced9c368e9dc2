// Sessions as rows of their table, in one block of ClickHouse's Native format.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ByteSink } from '../encode/byte-sink.js';
import {
  type ColumnBuilder,
  createColumn,
  DictionaryColumn,
  Number64Column,
  NumberColumn,
  TextColumn,
} from '../encode/columns.js';
import type { EncodedRows } from '../store/event-store.js';
import { sessionColumns } from '../store/session-table.js';
import type { Changes, RowKey } from './restitch.js';
import type { VpnSession } from './session.js';
import type { FieldValue } from './session-values.js';
import { sessionValues } from './session-values.js';
import { writeState } from './state.js';

/** Rows per block of the file: they become one part all the same. */
const BLOCK_ROWS = 2048;

/** The rows of one round. */
export class RowWriter implements Changes {
  readonly #round: number;
  readonly #builders: readonly ColumnBuilder[];
  readonly #setters: ReadonlyMap<string, Setter>;
  readonly #sink = new ByteSink(1 << 20);
  #rows = 0;
  written = 0;
  removed = 0;

  constructor(round: number) {
    this.#round = round;
    this.#builders = sessionColumns().map(({ name, type }) => createColumn(name, type, BLOCK_ROWS));
    this.#setters = new Map(this.#builders.map((builder) => [builder.name, setterOf(builder)]));
  }

  write(session: VpnSession): void {
    const { firstTime, lastTime, assembly } = session;
    this.#fill(sessionValues(session));
    this.#fill({ firstTime, lastTime, parts: writeState(assembly) });
    this.#endRow();
    this.written += 1;
  }

  remove({ startTime, id }: RowKey): void {
    this.#fill({ startTime, id, endTime: startTime, firstTime: startTime, lastTime: startTime, isRemoved: 1 });
    this.#endRow();
    this.removed += 1;
  }

  /** Null when nothing has changed. */
  finish(folder: string): EncodedRows | null {
    if (this.written + this.removed === 0) return null;
    this.#endBlock();
    const file = join(folder, `sessions-${this.#round}.native`);
    writeFileSync(file, this.#sink.view());
    return { table: 'sessions', columns: sessionColumns(), file, token: `round ${this.#round}` };
  }

  #fill(values: Readonly<Record<string, FieldValue>>): void {
    for (const name in values) {
      const value = values[name];
      if (value !== null && value !== undefined) this.#set(name, value);
    }
  }

  #endRow(): void {
    this.#set('round', this.#round);
    this.#rows += 1;
    if (this.#rows === BLOCK_ROWS) this.#endBlock();
  }

  #set(name: string, value: string | number | readonly string[]): void {
    const setter = this.#setters.get(name);
    if (setter === undefined) throw new TypeError(`the table has no column ${name}`);
    setter.set(this.#rows, value);
  }

  /** Columns that no row has are left out: they are what their type begins with. */
  #endBlock(): void {
    if (this.#rows === 0) return;
    const used = this.#builders.filter((builder) => builder.used);
    this.#sink.varint(used.length);
    this.#sink.varint(this.#rows);
    for (const builder of used) {
      this.#sink.text(builder.name);
      this.#sink.text(builder.type);
      builder.write(this.#sink, this.#rows);
      builder.reset(this.#rows);
    }
    for (const setter of this.#setters.values()) setter.forget?.();
    this.#rows = 0;
  }
}

interface Setter {
  set(row: number, value: string | number | readonly string[]): void;
  /** The block is written: what was known of its dictionary is not true of the next one. */
  forget?(): void;
}

const WIDEST = Number.MAX_SAFE_INTEGER;

/** Found once per column, not once per value. */
function setterOf(builder: ColumnBuilder): Setter {
  if (builder instanceof Number64Column)
    return { set: (row, value) => builder.set(row, Math.min(Number(value), WIDEST)) };
  if (builder instanceof NumberColumn) {
    const { limit } = builder;
    return { set: (row, value) => builder.set(row, Math.min(Number(value), limit)) };
  }
  if (builder instanceof DictionaryColumn) return dictionarySetter(builder);
  if (builder instanceof TextColumn)
    return {
      set: (row, value) => {
        const text = textOf(value);
        if (text !== '') builder.setText(row, text);
      },
    };
  throw new TypeError(`columns of type ${builder.type} are not written`);
}

/** Most texts of a dictionary come again: they are encoded once. */
function dictionarySetter(builder: DictionaryColumn): Setter {
  const ids = new Map<string, number>();
  return {
    set: (row, value) => {
      const text = textOf(value);
      if (text === '') return;
      let id = ids.get(text);
      if (id === undefined) {
        id = builder.dictionary.internText(text);
        ids.set(text, id);
      }
      builder.set(row, id);
    },
    forget: () => ids.clear(),
  };
}

function textOf(value: string | number | readonly string[]): string {
  return typeof value === 'object' ? joined(value) : String(value);
}

function joined(list: readonly string[]): string {
  if (list.length < 2) return plain(list[0] ?? '');
  return list.map(plain).join('\n');
}

/** LF is what stands between the elements. */
function plain(element: string): string {
  return element.includes('\n') ? element.replaceAll('\n', ' ') : element;
}
