// Block numbers of what comes through a journal. Each journal (a new one has a new identity) has a range of its own above all
// numbers of files, so that numbers of a journal that was begun anew are never taken for those of the one before.

import type { EventStore } from './event-store.js';
import { IngestLedger } from './ingest-ledger.js';

const FIRST = 2 ** 52;
const PER_JOURNAL = 2 ** 40;

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
    settings: 'journal',
    started: now.toISOString(),
  };
  // It is never finished, so that every start finds the same entry.
  const { ingest } = await new IngestLedger(store).claim(content, { dedupe: false });
  return FIRST + ingest.number * PER_JOURNAL;
}
