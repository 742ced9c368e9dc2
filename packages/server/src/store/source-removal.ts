// Removes all events of one source of one customer, with their words and that customer's sessions. Each step looks at what there is, so that
// whoever asks again has the rest done that a process has left that died.
//
//   words of blocks that go as a whole ─► a round of sessions without blocks ─► the customer's sessions ─► its events
//
// Words first, as in retention.ts. The round, because one without rows that has blocks counts as cut off, and would be done again
// (sessions/upkeep.ts): the last one may have nothing but these sessions.

import type { EventStore } from './event-store.js';

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
/** Numbers begin with the first ingest. */
const NO_BLOCK = 0;
const NAMED_AT_ONCE = 10_000;

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
  await removeWords(store, source);
  const [row] = await store.select('SELECT max(round) AS last FROM stitched');
  const round = Number(row?.['last'] ?? 0) + 1;
  await store.execute('INSERT INTO stitched (round, block) SELECT {round:UInt64}, {block:UInt64}', {
    round,
    block: NO_BLOCK,
  });
  await store.execute('DELETE FROM sessions WHERE customerId = {customerId:String}', { ...source });
  await store.execute(`DELETE FROM events WHERE ${ITS_OWN}`, { ...source });
}

/** Of the blocks that hold nothing else. */
async function removeWords(store: RemovingStore, source: StoredSource): Promise<void> {
  const sql = `SELECT toString(block) AS number FROM events WHERE block IN (SELECT block FROM events WHERE ${ITS_OWN})
    GROUP BY block HAVING countIf(NOT (${ITS_OWN})) = 0`;
  const blocks = (await store.select(sql, { ...source })).map(({ number }) => Number(number));
  for (let at = 0; at < blocks.length; at += NAMED_AT_ONCE)
    await store.execute('DELETE FROM terms WHERE block IN {blocks:Array(UInt64)}', {
      blocks: blocks.slice(at, at + NAMED_AT_ONCE),
    });
}
