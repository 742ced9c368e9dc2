/**
 * The same searches at the store and over HTTP on loopback, in turn, warm: milliseconds. Everything of a running server is there: limits of
 * the role, audit on the disk, headers, JSON. The client is in the same process, so that its work counts, too. Prints OverHttpFigures[] as JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createNoAuth } from '../../packages/server/dist/access/no-auth.js';
import { createApp } from '../../packages/server/dist/api/app.js';
import { EventSearch } from '../../packages/server/dist/api/event-search.js';
import { searchRoutes } from '../../packages/server/dist/api/routes/search.js';
import { openLmdbTrail } from '../../packages/server/dist/audit/lmdb-trail.js';
import { EventQueries } from '../../packages/server/dist/query/event-queries.js';
import { openChdbStore } from '../../packages/server/dist/store/chdb-store.js';
import { chooseExample } from './example.js';
import type { OverHttpFigures } from './over-http.js';
import { type SearchCase, searchCases } from './search-cases.js';

const WARM_UP = 5;
const PAIRS = 60;
const PAGE = 100;
const ADDRESS = '127.0.0.1';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const path = '/api/v1/events/search';
    const asked = request({ host: ADDRESS, port, path, method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(text));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function measure(search: SearchCase, queries: EventQueries, port: number): Promise<OverHttpFigures> {
  const { query } = search;
  const body = JSON.stringify({ query, limit: PAGE });
  const direct: number[] = [];
  const http: number[] = [];
  let bytes = 0;
  for (let pair = -WARM_UP; pair < PAIRS; pair++) {
    const atStore = () => timed(() => queries.search({ query, limit: PAGE }));
    const overHttp = () => timed(async () => void (bytes = (await post(port, body)).length));
    // Each goes first every other time.
    const first = pair % 2 === 0 ? await atStore() : 0;
    const there = await overHttp();
    const here = pair % 2 === 0 ? first : await atStore();
    if (pair < 0) continue;
    direct.push(here);
    http.push(there);
  }
  return { ...search, bytes, direct, http };
}

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-http-'));
const store = await openChdbStore({ folder: process.argv[2] ?? '', create: false });
const audit = openLmdbTrail({ folder, now: Date.now });
// Time that jumps: nobody may ask as often as this program.
let now = Date.now();
const clock = (): number => (now += 10_000);
const app = await createApp({
  address: ADDRESS,
  port: 0,
  routes: searchRoutes(new EventSearch({ store, clock })),
  authenticator: createNoAuth(ADDRESS),
  audit,
  clock,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
const { port } = await app.start();
const queries = new EventQueries({ store, tenants: null, reading: () => ({ now: Date.now(), zone: 'UTC' }) });
const figures: OverHttpFigures[] = [];
for (const search of searchCases(await chooseExample(queries))) figures.push(await measure(search, queries, port));
process.stdout.write(JSON.stringify(figures));
agent.destroy();
await app.stop(0);
await audit.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
