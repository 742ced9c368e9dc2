// A thread that reads tables once and ends.

import { parentPort, workerData } from 'node:worker_threads';
import { LOAD_HERE, type LoadRequest } from './load.js';

async function answer(asked: LoadRequest): Promise<unknown> {
  return asked.kind === 'contexts' ? LOAD_HERE.contexts(asked.request) : LOAD_HERE.databases(asked.paths);
}

if (parentPort !== null) parentPort.postMessage(await answer(workerData as LoadRequest));
