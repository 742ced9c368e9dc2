// A worker thread for what listeners have received: one encoder per event source, each with its own settings and templates.

import { parentPort, workerData } from 'node:worker_threads';
import type { EncodedBlock } from '../store/event-store.js';
import { BlockEncoder } from './encode-block.js';
import type { SegmentReply, SegmentSetup, SegmentTask } from './messages.js';
import { failedReply } from './request-worker.js';
import { BlockWriter } from './write-block.js';

class SegmentEncoders {
  readonly #setup: SegmentSetup;
  readonly #writer: BlockWriter;
  readonly #encoders = new Map<string, BlockEncoder>();

  constructor(setup: SegmentSetup) {
    this.#setup = setup;
    this.#writer = new BlockWriter(setup.incoming);
  }

  encode(task: SegmentTask): SegmentReply {
    const { firstBlock, segments, proofs } = task;
    const blocks: EncodedBlock[] = [];
    const outcome = this.#encoderOf(task).encodeSegments({ segments, proofs }, (batch) => {
      blocks.push(this.#writer.write(batch, firstBlock + blocks.length));
    });
    return { outcome, blocks };
  }

  #encoderOf({ sourceId, settings = this.#setup.sources[sourceId] }: SegmentTask): BlockEncoder {
    const known = this.#encoders.get(sourceId);
    if (known !== undefined) return known;
    if (settings === undefined) throw new RangeError(`no settings for event source ${sourceId}`);
    const made = new BlockEncoder(settings);
    this.#encoders.set(sourceId, made);
    return made;
  }
}

function serve(port: NonNullable<typeof parentPort>, encoders: SegmentEncoders): void {
  port.on('message', (task: SegmentTask) => {
    try {
      port.postMessage(encoders.encode(task));
    } catch (error) {
      port.postMessage(failedReply(error));
    }
  });
}

if (parentPort !== null) serve(parentPort, new SegmentEncoders(workerData as SegmentSetup));
