// The events of sessions out of the store, in the Native format: this is read for every event that is stored.

import { ABSENT_TIME } from '@gatehouse/model';
import type { SqlParameters } from '../store/event-store.js';
import { type ColumnBlock, readNative } from '../store/native-reader.js';
import { AddressTexts, EVENT_COLUMNS, EventColumns } from './event-columns.js';
import type { EventTable } from './event-table.js';
import { EVENT_KINDS, type SessionEvent } from './session-event.js';
import type { SessionStore } from './session-store.js';
import { StoredEvent } from './stored-event.js';

const NAMES = Object.keys(EVENT_KINDS);
const ABSENT = `fromUnixTimestamp64Milli(${ABSENT_TIME}, 'UTC')`;

/** What has to be true of the events beside being of sessions, and the values in it. */
export interface EventCondition {
  readonly sql: string;
  readonly parameters: SqlParameters;
}

export async function readSessionEvents(
  store: Pick<SessionStore, 'selectNative'>,
  { sql, parameters }: EventCondition,
): Promise<EventTable> {
  const statement = `SELECT ${EVENT_COLUMNS} FROM events WHERE ${sql} AND eventName IN {names:Array(String)} AND eventTime > ${ABSENT}
    SETTINGS max_threads = 1`;
  return new StoredEvents(readNative(await store.selectNative(statement, { ...parameters, names: NAMES })));
}

class StoredEvents implements EventTable {
  readonly size: number;
  readonly #blocks: readonly EventColumns[];
  /** Index of the first row of each block. */
  readonly #starts: readonly number[];
  readonly #cursor = new StoredEvent();
  #current = 0;

  constructor(blocks: readonly ColumnBlock[]) {
    const addresses = new AddressTexts();
    this.#blocks = blocks.map((block) => new EventColumns(block, addresses));
    let size = 0;
    this.#starts = blocks.map(({ rows }) => (size += rows) - rows);
    this.size = size;
  }

  peek(index: number): SessionEvent {
    return this.#read(this.#cursor, index);
  }

  at(index: number): SessionEvent {
    return this.#read(new StoredEvent(), index);
  }

  #read(event: StoredEvent, index: number): SessionEvent {
    if (index < this.#startOf(this.#current) || index >= this.#startOf(this.#current + 1))
      this.#current = this.#find(index);
    event.move(this.#blocks[this.#current] as EventColumns, index - this.#startOf(this.#current));
    return event;
  }

  #startOf(block: number): number {
    return this.#starts[block] ?? this.size;
  }

  #find(index: number): number {
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#startOf(middle) <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
