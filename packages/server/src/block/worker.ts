// A worker thread: encodes the blocks that the main thread hands it, one after the other.

import { parentPort, workerData } from 'node:worker_threads';
import { LatestLookups } from '../enrich/latest-lookups.js';
import type { EncodedBlock } from '../store/event-store.js';
import { BlockEncoder } from './encode-block.js';
import type { BlockReply, BlockTask, WorkerSetup } from './messages.js';
import { failedReply } from './request-worker.js';
import { BlockWriter } from './write-block.js';

function serve(port: NonNullable<typeof parentPort>, setup: WorkerSetup): void {
  const encoder = new BlockEncoder(setup.settings);
  const writer = new BlockWriter(setup.incoming);
  const enrichments = new LatestLookups();
  port.on('message', (task: BlockTask) => {
    try {
      encoder.enrichWith(enrichments.of(task.enrichment));
      const reply = encode(task, encoder, writer);
      port.postMessage(reply, [reply.bytes.buffer as ArrayBuffer]);
    } catch (error) {
      port.postMessage(failedReply(error));
    }
  });
}

function encode(task: BlockTask, encoder: BlockEncoder, writer: BlockWriter): BlockReply {
  const blocks: EncodedBlock[] = [];
  const outcome = encoder.encode(task, (batch) => {
    blocks.push(writer.write(batch, task.firstBlock + blocks.length));
  });
  return { unit: task.unit, outcome, blocks, bytes: task.bytes };
}

if (parentPort !== null) serve(parentPort, workerData as WorkerSetup);
