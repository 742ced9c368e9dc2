// What of the events lies in which month, and how much room it takes.

import type { EventStore } from './event-store.js';

export interface StoredMonth {
  /** `2026-03`; null: events without a time that can be. */
  readonly month: string | null;
  readonly events: number;
  /** On the disk, compressed. */
  readonly bytes: number;
}

/** The oldest first. Rows are counted, not taken from the parts: those hold what has been removed until they are merged. */
export async function storedMonths(store: Pick<EventStore, 'query'>): Promise<readonly StoredMonth[]> {
  const rows = await store.query({
    sql: 'SELECT _partition_id AS id, toString(count()) AS events FROM events GROUP BY id',
  });
  const events = new Map(rows.map(({ id, events: found }) => [String(id), Number(found)]));
  const sql = `SELECT partition_id AS id, toString(sum(bytes_on_disk)) AS bytes FROM system.parts
    WHERE active AND database = currentDatabase() AND table = 'events' GROUP BY id ORDER BY id`;
  return (await store.query({ sql })).flatMap(({ id, bytes }) => {
    const found = events.get(String(id)) ?? 0;
    return found === 0 ? [] : [{ month: monthOf(String(id)), events: found, bytes: Number(bytes) }];
  });
}

/** The day of the oldest event that has a time; null: there is none. */
export async function oldestEvent(store: Pick<EventStore, 'query'>): Promise<number | null> {
  const sql = `SELECT toString(toUnixTimestamp64Milli(eventTime)) AS oldest FROM events
    WHERE eventTime >= '2000-01-01' AND eventTime < '2100-01-01' ORDER BY eventTime LIMIT 1`;
  const [row] = await store.query({ sql });
  return row === undefined ? null : Number(row['oldest']);
}

function monthOf(partition: string): string | null {
  return partition === '0' ? null : `${partition.slice(0, 4)}-${partition.slice(4)}`;
}
