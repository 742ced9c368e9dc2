// Rounds of sessions as `stitched` has them (sessions/upkeep.ts). Their numbers only grow, since the tokens of their inserts have been used.

import type { EventStore } from './event-store.js';

/** Numbers begin with the first ingest. */
export const NO_BLOCK = 0;

/** 0 when there was none. */
export async function lastRound(store: Pick<EventStore, 'select'>): Promise<number> {
  const [row] = await store.select('SELECT max(round) AS last FROM stitched');
  return Number(row?.['last'] ?? 0);
}

/** One without blocks counts as done though it has no rows. */
export function addEmptyRound(store: Pick<EventStore, 'execute'>, round: number): Promise<void> {
  const sql = 'INSERT INTO stitched (round, block) SELECT {round:UInt64}, {block:UInt64}';
  return store.execute(sql, { round, block: NO_BLOCK });
}
