// Removes what is older than it may be: events by day, months that are over as whole partitions, with their words and sessions
// (ADR 0027). Each step looks at what there is, so that a process that dies at any moment has the rest done by the next one.
//
//   words of blocks that go as a whole ─► sessions ─► whole months ─► days of the month in which the border lies

import type { EventStore, SqlParameters } from './event-store.js';
import { instant } from './parameters.js';
import { removeWordsOf } from './words-of-blocks.js';

/** One after the other, in order with inserts: a block that is being stored is not seen in part. */
type RetainingStore = Pick<EventStore, 'select' | 'execute'>;

/** What there is to remove; null: nothing. */
export interface Outdated {
  readonly events: number;
  readonly sessions: number;
  /** Such as 202603; those that go as a whole. */
  readonly months: readonly number[];
}

const INSTANT = instant('before');
/** Events without a time that can be share a partition; they go by when they came. */
const DATED = "eventTime >= '2000-01-01' AND eventTime < '2100-01-01'";
const OLD = `(${DATED} AND eventTime < ${INSTANT} OR NOT (${DATED}) AND collectorReceivedTime < ${INSTANT})`;
const UNDATED_PARTITION = 0;

/**
 * Sessions that ended before. Those of the last round stay until the next: a round without rows would count as one that was cut off, and be
 * done again (sessions/upkeep.ts).
 */
const OLD_SESSIONS = `id IN (SELECT id FROM sessions FINAL WHERE lastTime < ${INSTANT})
  AND id NOT IN (SELECT id FROM sessions WHERE round = (SELECT max(round) FROM stitched))`;

export async function findOutdated(store: RetainingStore, before: number): Promise<Outdated | null> {
  const events = await count(store, `SELECT count() AS found FROM events WHERE ${OLD}`, { before });
  const sessions = await count(store, `SELECT uniqExact(id) AS found FROM sessions WHERE ${OLD_SESSIONS}`, { before });
  if (events === 0 && sessions === 0) return null;
  return { events, sessions, months: await wholeMonths(store, before) };
}

export async function removeOutdated(store: RetainingStore, before: number): Promise<void> {
  await removeWordsOf(store, OLD, { before });
  await store.execute(`DELETE FROM sessions WHERE ${OLD_SESSIONS}`, { before });
  for (const month of await wholeMonths(store, before))
    await store.execute(`ALTER TABLE events DROP PARTITION ${month} SETTINGS max_partition_size_to_drop = 0`);
  await store.execute(`DELETE FROM events WHERE ${OLD}`, { before });
}

/** Months of which every day is older. */
async function wholeMonths(store: RetainingStore, before: number): Promise<readonly number[]> {
  const first = new Date(before);
  const border = first.getUTCFullYear() * 100 + first.getUTCMonth() + 1;
  const rows = await store.select(`SELECT DISTINCT toUInt32(partition) AS month FROM system.parts
    WHERE active AND database = currentDatabase() AND table = 'events' ORDER BY month`);
  return rows.map(({ month }) => Number(month)).filter((month) => month !== UNDATED_PARTITION && month < border);
}

async function count(store: RetainingStore, sql: string, parameters: SqlParameters): Promise<number> {
  const [row] = await store.select(sql, parameters);
  return Number(row?.['found'] ?? 0);
}
