// The thread of session-thread.ts: reads, adds up and writes sessions, over the store of the main thread.

import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { SessionStore } from '../sessions/session-store.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import type { StoreRow } from '../store/event-store.js';
import type { FromUpkeep, StoreCall, StoreReply, ToUpkeep, UpkeepTask } from './session-messages.js';

type Port = NonNullable<typeof parentPort>;

/** Calls that wait for the main thread. */
class StoreCalls {
  readonly #port: Port;
  readonly #waiting = new Map<number, (reply: StoreReply) => void>();
  #last = 0;

  constructor(port: Port) {
    this.#port = port;
  }

  ask(call: StoreCall): Promise<StoreReply['value']> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ value, failure }) =>
        failure === undefined ? resolve(value) : reject(new Error(failure)),
      );
      this.#port.postMessage({ call, id } satisfies FromUpkeep);
    });
  }

  answer(reply: StoreReply): void {
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }
}

function storeOver(calls: StoreCalls, incoming: string): SessionStore {
  return {
    incoming,
    select: async (sql, parameters = {}) => (await calls.ask({ method: 'select', sql, parameters })) as StoreRow[],
    selectNative: async (sql, parameters = {}) =>
      (await calls.ask({ method: 'selectNative', sql, parameters })) as Uint8Array<ArrayBuffer>,
    execute: async (sql, parameters = {}) => void (await calls.ask({ method: 'execute', sql, parameters })),
    insertRows: async (rows) => void (await calls.ask({ method: 'insertRows', rows })),
  };
}

function serve(port: Port): void {
  const calls = new StoreCalls(port);
  const upkeep = new SessionUpkeep(storeOver(calls, workerData as string));
  let isFirst = true;
  const run = async ({ journal }: UpkeepTask): Promise<void> => {
    if (isFirst) {
      await upkeep.addIngests();
      await upkeep.addEarlierJournals(journal.first);
    }
    await upkeep.addJournal(journal.first, journal.end);
    isFirst = false;
  };
  port.on('message', (message: ToUpkeep) => {
    if ('reply' in message) return calls.answer(message.reply);
    const { events, written } = upkeep.totals;
    run(message.task).then(
      () => {
        const done = { events: upkeep.totals.events - events, written: upkeep.totals.written - written };
        port.postMessage({ done } satisfies FromUpkeep);
      },
      (error: unknown) =>
        port.postMessage({ failure: error instanceof Error ? error.message : String(error) } satisfies FromUpkeep),
    );
  });
}

/** Linux keeps a priority per thread (setpriority(2), C library/kernel differences); elsewhere it would be that of the whole process. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  const [, , thread = ''] = readlinkSync('/proc/thread-self').split('/');
  setPriority(Number(thread), constants.priority.PRIORITY_LOW);
}

if (parentPort !== null) {
  stepBack();
  serve(parentPort);
}
