// What a worker thread does for listeners: one encoder per event source, each with its own settings and templates.

import type { MessagePort } from 'node:worker_threads';
import { LatestLookups } from '../enrich/latest-lookups.js';
import type { readLine } from '../map/reader.js';
import type { EncodedBlock } from '../store/event-store.js';
import { BlockEncoder } from './encode-block.js';
import type { SegmentReply, SegmentSetup, SegmentTask } from './messages.js';
import { failedReply } from './request-worker.js';
import { BlockWriter } from './write-block.js';

export interface SegmentEncoderParts {
  readonly setup: SegmentSetup;
  readonly writer?: Pick<BlockWriter, 'write' | 'tryOut'>;
  readonly read?: typeof readLine;
}

/** Answers every task. */
export function serveSegments(port: MessagePort, parts: SegmentEncoderParts): void {
  const encoders = new SegmentEncoders(parts);
  port.on('message', (task: SegmentTask) => {
    try {
      port.postMessage(encoders.encode(task));
    } catch (error) {
      port.postMessage(failedReply(error));
    }
  });
}

class SegmentEncoders {
  readonly #parts: SegmentEncoderParts;
  readonly #writer: Pick<BlockWriter, 'write' | 'tryOut'>;
  readonly #encoders = new Map<string, BlockEncoder>();
  readonly #enrichments = new LatestLookups();

  constructor(parts: SegmentEncoderParts) {
    this.#parts = parts;
    this.#writer = parts.writer ?? new BlockWriter(parts.setup.incoming);
  }

  encode(task: SegmentTask): SegmentReply {
    const { firstBlock, segments, proofs, enrichment, isTrial = false } = task;
    const blocks: EncodedBlock[] = [];
    const encoder = this.#encoderOf(task);
    encoder.enrichWith(this.#enrichments.of(enrichment));
    const outcome = encoder.encodeSegments({ segments, proofs }, (batch) => {
      if (isTrial) this.#writer.tryOut(batch);
      else blocks.push(this.#writer.write(batch, firstBlock + blocks.length));
    });
    return { outcome, blocks };
  }

  #encoderOf({ sourceId, settings = this.#parts.setup.sources[sourceId] }: SegmentTask): BlockEncoder {
    const known = this.#encoders.get(sourceId);
    if (known !== undefined) return known;
    if (settings === undefined) throw new RangeError(`no settings for event source ${sourceId}`);
    const { read } = this.#parts;
    const made = new BlockEncoder(settings, read === undefined ? {} : { read });
    this.#encoders.set(sourceId, made);
    return made;
  }
}
