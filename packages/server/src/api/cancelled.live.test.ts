/** A client that goes away ends its query in the engine: seen there, from the request to the statement that does not run any more. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EventStore, StoreQuery } from '../store/event-store.js';
import { type Application, runApp } from '../test/served-app.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { EventSearch } from './event-search.js';
import { searchRoutes } from './routes/search.js';

/** What every statement over events has to compute first; it takes days. */
const ENDLESS = '(SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1) >= 0';
const RUNNING =
  "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(number)%' AND query NOT LIKE '%processes%'";

let filled: FilledStore;
let app: Application;

function slow(store: EventStore): EventStore {
  const long = `FROM (SELECT * FROM events WHERE ${ENDLESS}) AS events`;
  const sql = (text: string): string => (text.includes('_part') ? text : text.replace('FROM events', long));
  // What the store is asked about itself is shared by all callers, and ends with none.
  const patient = <Asked extends StoreQuery>(asked: Asked): Asked => ({
    ...asked,
    sql: sql(asked.sql),
    limits: { maxMs: 60_000, maxBytes: 1 << 30 },
  });
  const query = (asked: StoreQuery) => store.query(patient(asked));
  const writeParquet = (asked: Parameters<EventStore['writeParquet']>[0]) => store.writeParquet(patient(asked));
  return Object.assign(Object.create(store) as EventStore, { query, writeParquet });
}

async function running(): Promise<number> {
  return Number((await filled.store.select(RUNNING))[0]?.['n']);
}

async function until(count: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await running()) !== count)
    assert.ok(Date.now() < deadline, `not ${count} after a minute: ${await running()}`);
}

describe('a query whose client goes away', () => {
  before(async () => {
    const log = { text: exampleLines(50).join('\n'), zone: 'UTC', blockRows: 50, customer: 'acme' };
    filled = await fillStore({ logs: [log], events: [] });
    app = await runApp({ routes: searchRoutes(new EventSearch({ store: slow(filled.store), clock: Date.now })) });
  });
  after(async () => {
    await app.stop(0);
    await filled.close();
  });

  for (const [path, body] of [
    ['search', { query: '' }],
    ['count', { query: '' }],
    ['histogram', { query: '' }],
    ['facets', { query: '' }],
    ['export', { query: '' }],
    ['export', { query: '', format: 'parquet' }],
  ] as const) {
    it(`ends in the engine: ${path} ${JSON.stringify(body)}`, async () => {
      const leaving = new AbortController();
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body), signal: leaving.signal };
      const answer = fetch(`${app.url}/api/v1/events/${path}`, init);
      const left = assert.rejects(answer, { name: 'AbortError' });
      await until(1);
      leaving.abort();
      await left;
      await until(0);
      assert.deepEqual(app.errors, []);
    });
  }
});
