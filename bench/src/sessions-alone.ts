/**
 * Times the questions about sessions on a store, warm, through the code that answers people. Prints SessionTimings as JSON. In a process of
 * its own, since the engine allows one store per process.
 */
import { performance } from 'node:perf_hooks';
import { SessionQueries } from '../../packages/server/dist/sessions/session-queries.js';
import { openChdbStore } from '../../packages/server/dist/store/chdb-store.js';
import type { SessionTiming, SessionTimings } from './upkeep.js';

const WARM_UP = 3;
const RUNS = 20;
const PAGE = 100;
const LIST_MS = 200;
const ANSWER_MS = 300;

const store = await openChdbStore({ folder: process.argv[2] ?? '', create: false });
const queries = new SessionQueries({ store, tenants: null, reading: () => ({ now: Date.now(), zone: 'UTC' }) });

async function timed(name: string, targetMs: number, work: () => Promise<number>): Promise<SessionTiming> {
  const times: number[] = [];
  let found = 0;
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const begin = performance.now();
    found = await work();
    if (run >= WARM_UP) times.push(performance.now() - begin);
  }
  return { name, targetMs, found, times };
}

async function count(table: string): Promise<number> {
  const [row] = await store.select(`SELECT count() AS rows FROM ${table}`);
  return Number(row?.['rows'] ?? 0);
}

/** Any one, but always the same. */
const [example] = await store.select(`SELECT account, splitByChar('\\n', clientAddress)[1] AS address,
  toString(toUnixTimestamp64Milli(startTime)) AS start FROM sessions FINAL WHERE clientAddress != '' AND vpnSessionId IS NOT NULL
  ORDER BY cityHash64(id) LIMIT 1`);
if (example === undefined) throw new Error('no session that could be asked for');
const { account, address, start } = example;
const list = async (query: string): Promise<number> => (await queries.list({ query, limit: PAGE })).sessions.length;
const timings = [
  await timed('session list: the newest 100', LIST_MS, () => list('')),
  await timed('session list: of a user', LIST_MS, () => list(`account: \`${String(account)}\``)),
  await timed('session list: from an address', LIST_MS, () => list(`clientAddress: ${String(address)}`)),
  await timed('user 360', ANSWER_MS, async () => {
    const person = await queries.person({ name: String(account), to: Date.now() });
    return person?.totals.sessions ?? 0;
  }),
  await timed('who was on an address', ANSWER_MS, async () => {
    const { holders } = await queries.who(String(address), Number(start) + 60_000);
    return holders.length;
  }),
];
const answer: SessionTimings = { events: await count('events'), sessions: await count('sessions FINAL'), timings };
process.stdout.write(JSON.stringify(answer));
await store.close();
