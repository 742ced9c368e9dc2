// Reading tables, in this thread or in one of its own: a large directory takes seconds, which a server must not spend where it
// receives, and memory, which it gets back when that thread has ended.

import { Worker } from 'node:worker_threads';
import { type ContextsRequest, type LoadedContexts, loadContexts } from './contexts.js';
import { type LoadedDatabases, loadDatabases } from './databases.js';

export type LoadRequest =
  | { readonly kind: 'contexts'; readonly request: ContextsRequest }
  | { readonly kind: 'databases'; readonly paths: readonly string[] };

export interface Loader {
  contexts(request: ContextsRequest): Promise<LoadedContexts>;
  databases(paths: readonly string[]): Promise<LoadedDatabases>;
}

/** For commands that do nothing else meanwhile. */
export const LOAD_HERE: Loader = {
  contexts: loadContexts,
  databases: async (paths) => loadDatabases(paths),
};

export const LOAD_APART: Loader = {
  contexts: (request) => inThread({ kind: 'contexts', request }),
  databases: (paths) => inThread({ kind: 'databases', paths }),
};

function inThread<Loaded>(request: LoadRequest): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./load-worker.js', import.meta.url), { workerData: request });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread has ended with ${code}`)));
  });
}
