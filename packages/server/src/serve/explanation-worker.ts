// The thread of explanations.ts.

import { parentPort } from 'node:worker_threads';
import { failedReply } from '../block/request-worker.js';
import { explain } from '../enrich/explanation.js';
import { LatestLookups } from '../enrich/latest-lookups.js';
import { internalNetworks } from '../map/direction.js';
import type { ExplanationReply, ExplanationTask } from './explanations.js';

function serve(port: NonNullable<typeof parentPort>): void {
  const latest = new LatestLookups();
  port.on('message', (task: ExplanationTask) => {
    try {
      port.postMessage(answer(task, latest));
    } catch (error) {
      port.postMessage(failedReply(error));
    }
  });
}

function answer(task: ExplanationTask, latest: LatestLookups): ExplanationReply {
  const { value, customerId, tables, forwarded } = task;
  const lookup = latest.of(tables).of(customerId);
  return {
    explanation: explain(value, { lookup, internalNetworks: internalNetworks(task.internalNetworks), forwarded }),
  };
}

if (parentPort !== null) serve(parentPort);
