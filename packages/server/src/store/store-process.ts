// For tests: a store in a process of its own. The engine takes one folder per process and keeps it, and a test that kills it
// must not be killed with it.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openChdbStore } from './chdb-store.js';
import type { EventStore } from './event-store.js';

type Call = {
  readonly [M in
    | 'insert'
    | 'insertTogether'
    | 'insertRows'
    | 'query'
    | 'writeParquet'
    | 'select'
    | 'selectNative'
    | 'execute'
    | 'close']: readonly [M, ...Parameters<EventStore[M]>];
};

type Reply = { readonly value: unknown } | { readonly failure: string };

/** Opens the store of `folder` in another process, which ends when the store is closed. */
export async function openStoreProcess(folder: string): Promise<EventStore> {
  const child = fork(fileURLToPath(import.meta.url), [folder], { serialization: 'advanced' });
  const [incoming] = (await once(child, 'message')) as [string];
  return {
    incoming,
    insert: (...args) => ask(child, ['insert', ...args]),
    insertTogether: (...args) => ask(child, ['insertTogether', ...args]),
    query: (...args) => ask(child, ['query', ...args]),
    insertRows: (...args) => ask(child, ['insertRows', ...args]),
    writeParquet: (...args) => ask(child, ['writeParquet', ...args]),
    select: (...args) => ask(child, ['select', ...args]),
    selectNative: (...args) => ask(child, ['selectNative', ...args]),
    execute: (...args) => ask(child, ['execute', ...args]),
    close: async () => {
      const ended = once(child, 'exit');
      await ask(child, ['close']);
      child.disconnect();
      await ended;
    },
  };
}

/** One call at a time. */
async function ask<Value>(child: ChildProcess, call: Call[keyof Call]): Promise<Value> {
  child.send(call);
  const [reply] = (await once(child, 'message')) as [Reply];
  if ('failure' in reply) throw new Error(reply.failure);
  return reply.value as Value;
}

async function serve(folder: string): Promise<void> {
  const store = await openChdbStore({ folder, create: true });
  process.on('message', ([method, ...args]: Call[keyof Call]) => {
    const done = (store[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    done.then(
      (value) => process.send?.({ value } satisfies Reply),
      (error: unknown) => process.send?.({ failure: String(error) } satisfies Reply),
    );
  });
  process.send?.(store.incoming);
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url) && folder !== undefined) await serve(folder);
