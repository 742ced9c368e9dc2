// What the crash test runs in a process of its own: opens the store, says what is in it, and reprocesses it until it kills itself.

import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { Lookups } from '../enrich/lookup.js';
import { contextOf, NO_CONTEXT, NO_DATABASES } from '../enrich/tables.js';
import { internalNetworks } from '../map/direction.js';
import { openChdbStore } from '../store/chdb-store.js';
import type { EventStore } from '../store/event-store.js';
import { replacingFolder } from '../store/replacement.js';
import { reprocess } from './reprocess.js';

/** When: before a statement that changes the store is given, or while it runs. Statements count from 0. */
export interface Death {
  readonly statement: number;
  readonly when: 'before' | 'during';
}

export interface Task {
  readonly folder: string;
  /** What everybody's department is by now. */
  readonly department: string;
  /** Null: never. */
  readonly death: Death | null;
}

export interface Found {
  readonly rows: number;
  readonly ids: number;
  readonly departments: readonly string[];
  readonly doubledWords: number;
}

async function run({ folder, department, death }: Task): Promise<void> {
  const store = await openChdbStore({ folder, create: false });
  process.stdout.write(`${JSON.stringify(await foundIn(store))}\n`);
  const others = contextOf({ ...NO_CONTEXT, people: [[person(department)]] });
  await reprocess(death === null ? store : dying(store, death), {
    from: Date.UTC(2000, 0),
    to: Date.UTC(2100, 0),
    folder: replacingFolder(folder),
    lookups: new Lookups({ version: 1, databases: NO_DATABASES, contexts: {}, others }),
    listeners: () => undefined,
    internalNetworks: internalNetworks([]),
    isDryRun: false,
    signal: new AbortController().signal,
  });
  process.stdout.write(`${JSON.stringify(await foundIn(store))}\n`);
  await store.close();
}

async function foundIn(store: EventStore): Promise<Found> {
  const [row = {}] = await store.select(
    'SELECT count() AS rows, uniqExact(block, row) AS ids, groupUniqArray(userDepartment) AS departments FROM events',
  );
  const doubled = await store.select('SELECT 1 FROM terms GROUP BY term, block HAVING count() > 1');
  return {
    rows: Number(row['rows']),
    ids: Number(row['ids']),
    departments: row['departments'] as readonly string[],
    doubledWords: doubled.length,
  };
}

function person(department: string) {
  const empty = { aliases: [], domain: '', employeeId: '', status: '', manager: '', mail: '', terminationDate: null };
  return { ...empty, user: 'ann', department };
}

function dying(store: EventStore, { statement, when }: Death): EventStore {
  let given = 0;
  const mortal = <Args extends readonly unknown[]>(give: (...args: Args) => Promise<void>) => {
    return (...args: Args): Promise<void> => {
      const isLast = given++ === statement;
      if (isLast && when === 'before') process.kill(process.pid, 'SIGKILL');
      const done = give(...args);
      // Statements are given to a thread; they take some milliseconds.
      if (isLast) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2);
      return done;
    };
  };
  return {
    ...store,
    incoming: store.incoming,
    insert: (...args) => store.insert(...args),
    insertRows: (...args) => store.insertRows(...args),
    query: (...args) => store.query(...args),
    select: (...args) => store.select(...args),
    selectNative: (...args) => store.selectNative(...args),
    close: () => store.close(),
    execute: mortal((...args: Parameters<EventStore['execute']>) => store.execute(...args)),
    insertTogether: mortal((...args: Parameters<EventStore['insertTogether']>) => store.insertTogether(...args)),
  };
}

const [, script, task] = argv;
if (script === fileURLToPath(import.meta.url) && task !== undefined) await run(JSON.parse(task) as Task);
