// Removes all events of one source of one customer, with their words and that customer's sessions. Each step looks at what there is, so that
// whoever asks again has the rest done that a process has left that died.
//
//   words of blocks that go as a whole ─► a round of sessions without blocks ─► the customer's sessions ─► its events
//
// The round, because one without rows that has blocks counts as cut off, and would be done again
// (sessions/upkeep.ts): the last one may have nothing but these sessions.

import type { EventStore } from './event-store.js';
import { addEmptyRound, lastRound } from './rounds.js';
import { removeWordsOf } from './words-of-blocks.js';

/** One after the other, in order with inserts: a block that is being stored is not seen in part. */
type RemovingStore = Pick<EventStore, 'select' | 'execute'>;

/** As the events carry it. */
export interface StoredSource {
  readonly customerId: string;
  readonly eventSourceId: string;
}

export interface OfSource {
  readonly events: number;
  /** Of the customer. */
  readonly sessions: number;
  /** Events of the customer that came from elsewhere; while there are some, its sessions are not only of this source. */
  readonly others: number;
}

/** Both: another source may belong to the customer, another customer's source may have the name. */
const ITS_OWN = 'customerId = {customerId:String} AND eventSourceId = {eventSourceId:String}';

export async function findSource(store: RemovingStore, source: StoredSource): Promise<OfSource> {
  const [events] = await store.select(
    `SELECT toString(countIf(${ITS_OWN})) AS own, toString(countIf(NOT (${ITS_OWN}))) AS others FROM events
     WHERE customerId = {customerId:String}`,
    { ...source },
  );
  const [sessions] = await store.select(
    'SELECT toString(uniqExact(id)) AS found FROM sessions FINAL WHERE customerId = {customerId:String}',
    { ...source },
  );
  return { events: Number(events?.['own']), sessions: Number(sessions?.['found']), others: Number(events?.['others']) };
}

/** While nothing changes sessions, and all its events are stored. */
export async function removeSource(store: RemovingStore, source: StoredSource): Promise<void> {
  await removeWordsOf(store, ITS_OWN, { ...source });
  await addEmptyRound(store, (await lastRound(store)) + 1);
  await store.execute('DELETE FROM sessions WHERE customerId = {customerId:String}', { ...source });
  await store.execute(`DELETE FROM events WHERE ${ITS_OWN}`, { ...source });
}
