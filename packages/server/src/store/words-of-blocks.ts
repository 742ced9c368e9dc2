// Removes words from the search index, always before the events: a block without words is not found and goes with the next attempt; words
// without their block would stay for ever.

import type { EventStore, SqlParameters } from './event-store.js';

const NAMED_AT_ONCE = 10_000;

/** Of the blocks that have events of this condition, those that have no other. */
export async function removeWordsOf(
  store: Pick<EventStore, 'select' | 'execute'>,
  condition: string,
  parameters: SqlParameters,
): Promise<void> {
  const sql = `SELECT toString(block) AS number FROM events WHERE block IN (SELECT block FROM events WHERE ${condition})
    GROUP BY block HAVING countIf(NOT (${condition})) = 0`;
  const blocks = (await store.select(sql, parameters)).map(({ number }) => Number(number));
  for (let at = 0; at < blocks.length; at += NAMED_AT_ONCE)
    await store.execute('DELETE FROM terms WHERE block IN {blocks:Array(UInt64)}', {
      blocks: blocks.slice(at, at + NAMED_AT_ONCE),
    });
}
