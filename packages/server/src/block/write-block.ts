// Hands an encoded batch over as files in ClickHouse's Native format.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Batch } from '../encode/batch.js';
import { ByteSink } from '../encode/byte-sink.js';
import { TermCollector, writeTerms } from '../encode/terms.js';
import type { EncodedBlock } from '../store/event-store.js';

export class BlockWriter {
  readonly #folder: string;
  readonly #events = new ByteSink(1 << 20);
  readonly #words = new ByteSink(1 << 20);
  readonly #collector = new TermCollector();

  constructor(folder: string) {
    this.#folder = folder;
  }

  write(batch: Batch, block: number): EncodedBlock {
    const eventsFile = join(this.#folder, `${block}.events.native`);
    const termsFile = join(this.#folder, `${block}.terms.native`);
    this.#events.reset();
    batch.writeNative(this.#events, block);
    writeFileSync(eventsFile, this.#events.view());
    const terms = this.#writeTerms(batch, block);
    writeFileSync(termsFile, this.#words.view());
    return { block, rows: batch.rows, terms, columns: batch.usedColumns(), eventsFile, termsFile };
  }

  /** All of it but the files. */
  tryOut(batch: Batch): void {
    this.#events.reset();
    batch.writeNative(this.#events, 0);
    this.#writeTerms(batch, 0);
  }

  #writeTerms(batch: Batch, block: number): number {
    this.#words.reset();
    return writeTerms(this.#collector.collect(batch), block, this.#words);
  }
}
