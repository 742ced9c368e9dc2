// What goes between the main thread and the encoding workers.

import type { EnrichTables } from '../enrich/tables.js';
import type { EncodedBlock } from '../store/event-store.js';
import type { BlockOutcome, BlockSettings, SegmentInput, SegmentsOutcome } from './encode-block.js';
import type { Proof } from './history.js';

export interface WorkerSetup {
  readonly settings: BlockSettings;
  /** Folder for the encoded files. */
  readonly incoming: string;
}

export interface BlockTask {
  /** Position of the block of lines in its input, from 0. */
  readonly unit: number;
  /** Number of the first stored block; one unit makes as many as its lines fill. */
  readonly firstBlock: number;
  readonly bytes: Uint8Array;
  readonly originalLength?: number;
  readonly proofs: readonly Proof[];
  /** What the events are enriched with; null for nothing. */
  readonly enrichment: EnrichTables | null;
}

export interface BlockReply {
  readonly unit: number;
  readonly outcome: BlockOutcome;
  readonly blocks: readonly EncodedBlock[];
  /** The lines again: the block may have to be read once more. */
  readonly bytes: Uint8Array;
}

/** Settings of every event source, by its id. */
export interface SegmentSetup {
  readonly sources: Readonly<Record<string, BlockSettings>>;
  readonly incoming: string;
}

/** Lines of one source that are to be encoded. */
export interface SegmentRequest {
  readonly firstBlock: number;
  readonly sourceId: string;
  /** Of a source that is not in the setup. */
  readonly settings?: BlockSettings;
  readonly segments: readonly SegmentInput[];
  readonly proofs: readonly Proof[];
  /** Only to see whether it can be encoded: nothing is handed over. */
  readonly isTrial?: true;
}

export interface SegmentTask extends SegmentRequest {
  readonly enrichment: EnrichTables | null;
}

export interface SegmentReply {
  readonly outcome: SegmentsOutcome;
  readonly blocks: readonly EncodedBlock[];
}
