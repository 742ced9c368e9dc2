/**
 * Opens a store, waits until its background merges have nothing to do, and prints what it holds (StoreFigures) as JSON. Runs in
 * a process of its own, so that its CPU time is that of the merges, of opening and of waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openChdbStore } from '../../packages/server/dist/store/chdb-store.js';
import type { EventStore } from '../../packages/server/dist/store/event-store.js';

const POLL_MS = 500;
const QUIET_POLLS = 6;
const PATIENCE_POLLS = 1200;

export interface StoreFigures {
  readonly rows: number;
  readonly eventBytes: number;
  readonly wordBytes: number;
  readonly partsFound: number;
  readonly parts: number;
}

const FIGURES = `
SELECT sumIf(rows, table = 'events') AS rows, sumIf(bytes_on_disk, table = 'events') AS eventBytes,
       sumIf(bytes_on_disk, table = 'terms') AS wordBytes, countIf(table IN ('events', 'terms')) AS parts
FROM system.parts WHERE active AND database = currentDatabase()`;

async function settle(store: EventStore): Promise<StoreFigures> {
  const partsFound = (await figures(store)).parts;
  let parts = -1;
  let quiet = 0;
  for (let polls = 0; quiet < QUIET_POLLS && polls < PATIENCE_POLLS; polls++) {
    await sleep(POLL_MS);
    const [merging] = await store.select('SELECT count() AS merges FROM system.merges');
    const now = (await figures(store)).parts;
    quiet = Number(merging?.['merges']) === 0 && now === parts ? quiet + 1 : 0;
    parts = now;
  }
  return { ...(await figures(store)), partsFound };
}

async function figures(store: EventStore): Promise<Omit<StoreFigures, 'partsFound'>> {
  const [row] = await store.select(FIGURES);
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    rows: number('rows'),
    eventBytes: number('eventBytes'),
    wordBytes: number('wordBytes'),
    parts: number('parts'),
  };
}

const store = await openChdbStore({ folder: process.argv[2] ?? '', create: false });
process.stdout.write(JSON.stringify(await settle(store)));
await store.close();
