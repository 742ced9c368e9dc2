// Explains what events are enriched with, in a thread of its own that begins with the first question: whoever is the first to ask for a
// public address has the databases read, which takes seconds that must not be taken from receiving.

import type { EnrichmentExplanation } from '@gatehouse/model';
import type { ExplanationRequest, Explanations } from '../api/routes/enrich.js';
import { RequestWorker } from '../block/request-worker.js';
import type { EnrichTables } from '../enrich/tables.js';

export interface ExplanationTask extends ExplanationRequest {
  readonly tables: EnrichTables;
  readonly internalNetworks: readonly string[];
}

export interface ExplanationParts {
  /** As they are now. */
  readonly tables: () => EnrichTables;
  readonly internalNetworks: () => readonly string[];
  readonly customerId: string;
}

export interface ExplanationReply {
  readonly explanation: EnrichmentExplanation;
}

const LIMIT_MS = 30_000;

export class ExplanationThread implements Explanations {
  readonly #parts: ExplanationParts;
  #worker: RequestWorker<ExplanationTask, ExplanationReply> | null = null;

  constructor(parts: ExplanationParts) {
    this.#parts = parts;
  }

  get customerId(): string {
    return this.#parts.customerId;
  }

  async explain(asked: ExplanationRequest): Promise<EnrichmentExplanation> {
    this.#worker ??= new RequestWorker(new URL('./explanation-worker.js', import.meta.url), null);
    const { tables, internalNetworks } = this.#parts;
    const task = { ...asked, tables: tables(), internalNetworks: internalNetworks() };
    return (await this.#worker.run(task, [], LIMIT_MS)).explanation;
  }

  async stop(): Promise<void> {
    await this.#worker?.stop();
  }
}
