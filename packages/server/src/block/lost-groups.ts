// When the file of groups is lost: nobody knows any more under which numbers the store holds what the journal has not released. It
// is taken out of the store and stored again. The group that holds the last released block goes with it: a replay may have begun in
// its middle.

import type { Journal } from '../journal/journal.js';
import type { EventStore } from '../store/event-store.js';
import { removeBlocks } from '../store/interrupted-run.js';
import type { GroupLog } from './group-log.js';

export interface LostGroupsParts {
  readonly journal: Journal;
  readonly store: EventStore;
  readonly groups: GroupLog;
  /** Number of the first stored block of a sequence. */
  readonly numberOf: (sequence: number) => number;
}

/** May be done any number of times. */
export async function storeAgain({ journal, store, groups, numberOf }: LostGroupsParts): Promise<void> {
  const { first, released, last } = journal.facts();
  const sql = 'SELECT max(block) AS latest FROM events WHERE block >= {from:UInt64} AND block < {to:UInt64}';
  const [row] = await store.select(sql, { from: numberOf(first), to: numberOf(released + 1) });
  const found = Number(row?.['latest'] ?? 0);
  const from = found === 0 ? released + 1 : Math.floor((found - numberOf(0)) / (numberOf(1) - numberOf(0)));
  if (from <= released) await journal.rewind(from);
  await removeBlocks(store, { from: numberOf(from), to: numberOf(last + 1) });
  await groups.makeGood(last);
}
