// Block numbers of what comes through a journal. Each journal (a new one has a new identity) has a range of its own above all
// numbers of files, so that numbers of a journal that was begun anew are never taken for those of the one before.

import type { EventStore } from './event-store.js';
import { IngestLedger } from './ingest-ledger.js';
import type { BlockRange } from './interrupted-run.js';

/** Blocks of files have smaller numbers. */
export const FIRST_JOURNAL_BLOCK = 2 ** 52;
const PER_JOURNAL = 2 ** 40;

/** In place of the settings of a file. */
const JOURNAL = 'journal';

/** Number of the block that sequence 0 of the journal would be. */
export async function journalRange(
  store: EventStore,
  journal: { identity: string; folder: string },
  now: Date,
): Promise<number> {
  const content = {
    fingerprint: `journal ${journal.identity}`,
    path: journal.folder,
    bytes: 0,
    settings: JOURNAL,
    started: now.toISOString(),
  };
  // It is never finished, so that every start finds the same entry.
  const { ingest } = await new IngestLedger(store).claim(content, { dedupe: false });
  return FIRST_JOURNAL_BLOCK + ingest.number * PER_JOURNAL;
}

/** Blocks of all journals that there were. */
export async function journalRanges(store: Pick<EventStore, 'select'>): Promise<readonly BlockRange[]> {
  const sql = 'SELECT number FROM ingests FINAL WHERE settings = {journal:String} ORDER BY number';
  const rows = await store.select(sql, { journal: JOURNAL });
  return rows.map((row) => journalBlocks(FIRST_JOURNAL_BLOCK + Number(row['number']) * PER_JOURNAL));
}

export function journalBlocks(first: number): BlockRange {
  return { from: first, to: first + PER_JOURNAL };
}
