// What goes between the main thread and the encoding workers.

import type { EncodedBlock } from '../store/event-store.js';
import type { BlockOutcome, BlockSettings } from './encode-block.js';
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
}

export type BlockReply =
  | {
      readonly unit: number;
      readonly outcome: BlockOutcome;
      readonly blocks: readonly EncodedBlock[];
      readonly bytes: Uint8Array;
    }
  | { readonly unit: number; readonly failure: { readonly message: string; readonly code: string | undefined } };
