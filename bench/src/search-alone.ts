/**
 * Times the searches on a store, warm, through the code that serves them to people. Prints SearchFigures[] as JSON. In a process
 * of its own, since the engine allows one store per process.
 */
import { performance } from 'node:perf_hooks';
import { EventQueries } from '../../packages/server/dist/query/event-queries.js';
import { TABLE_TOKENS } from '../../packages/server/dist/query/table-tokens.js';
import { openChdbStore } from '../../packages/server/dist/store/chdb-store.js';
import { chooseExample } from './example.js';
import { readGranules } from './granules.js';
import { type SearchCase, searchCases } from './search-cases.js';
import type { SearchFigures } from './searches.js';

const WARM_UP = 3;
const RUNS = 20;
const PAGE = 100;

async function measure(queries: EventQueries, search: SearchCase): Promise<SearchFigures> {
  const { query } = search;
  let found = 0;
  const count = await timed(async () => {
    found = await queries.count({ query });
  });
  const page = await timed(async () => {
    await queries.search({ query, limit: PAGE, fields: TABLE_TOKENS });
  });
  const whole = await timed(async () => {
    await queries.search({ query, limit: PAGE });
  });
  const { plan } = await queries.explain({ query, limit: PAGE });
  return { ...search, found, count, page, whole, granules: readGranules(plan) };
}

async function timed(work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const begin = performance.now();
    await work();
    if (run >= WARM_UP) times.push(performance.now() - begin);
  }
  return times;
}

const store = await openChdbStore({ folder: process.argv[2] ?? '', create: false });
const queries = new EventQueries({ store, tenants: null, reading: () => ({ now: Date.now(), zone: 'UTC' }) });
const figures: SearchFigures[] = [];
for (const search of searchCases(await chooseExample(queries))) figures.push(await measure(queries, search));
process.stdout.write(JSON.stringify(figures));
await store.close();
