// What stands between the listeners and the database.

import type { GroupLog } from '../block/group-log.js';
import type { Processor } from '../block/processor.js';
import type { Enrichment } from '../enrich/enrichment.js';
import type { Journal } from '../journal/journal.js';
import type { JournalWriter } from '../journal/journal-writer.js';
import type { EventStore } from '../store/event-store.js';
import type { Accounting } from './accounting.js';
import type { SessionThread } from './session-thread.js';

export interface FlowParts {
  readonly store: EventStore;
  readonly journal: Journal;
  readonly accounting: Accounting;
  readonly groups: GroupLog;
  readonly firstBlock: number;
  readonly enrichment: Enrichment;
  readonly sessions: SessionThread;
}

export class Flow implements FlowParts {
  readonly store: EventStore;
  readonly journal: Journal;
  readonly accounting: Accounting;
  readonly groups: GroupLog;
  readonly firstBlock: number;
  readonly enrichment: Enrichment;
  readonly sessions: SessionThread;
  readonly writer: JournalWriter;
  processor: Processor;

  constructor(parts: FlowParts & { readonly writer: JournalWriter }, processorOf: (parts: FlowParts) => Processor) {
    ({
      store: this.store,
      journal: this.journal,
      accounting: this.accounting,
      groups: this.groups,
      firstBlock: this.firstBlock,
      enrichment: this.enrichment,
      sessions: this.sessions,
      writer: this.writer,
    } = parts);
    this.processor = processorOf(parts);
  }

  /** The settings of sources have changed: groups that have been begun are finished under the old ones. */
  async replaceProcessor(processor: Processor): Promise<void> {
    await this.processor.stop();
    this.processor = processor;
    processor.start();
  }

  /** Resolves when the journal is empty, or after the time. */
  async drain(milliseconds: number): Promise<void> {
    const deadline = Date.now() + milliseconds;
    while (this.journal.facts().blocks > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
