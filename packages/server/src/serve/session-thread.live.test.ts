/** The thread beside a real store: sessions follow what is stored, whatever is ended or fails in between. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { generate } from '../generate/generate.js';
import type { EventStore } from '../store/event-store.js';
import { type FilledStore, fillStore } from '../test/stored-events.js';
import { SessionThread } from './session-thread.js';

const TIMING = { leastMs: 5, mostMs: 10, retryMs: 5 };
const lines = [
  ...generate({
    events: 1500,
    seed: 3,
    mix: 'realistic',
    users: 20,
    days: 1,
    start: Date.UTC(2026, 2, 17),
    scenarios: [],
  }),
];

let filled: FilledStore;
let blocks = 0;

describe('the thread that keeps sessions up', () => {
  before(async () => {
    const text = lines.map(({ line }) => line).join('\n');
    filled = await fillStore({ logs: [{ text, zone: 'UTC', blockRows: 250, customer: 'acme' }], events: [] });
    blocks = await count('uniqExact(block)', 'events');
  });
  after(() => filled.close());
  afterEach(async () => {
    for (const table of ['sessions', 'stitched']) await filled.store.execute(`TRUNCATE TABLE ${table}`);
  });

  it('adds what is stored as it grows', async () => {
    let end = 2;
    const thread = started({ end: () => end });
    await until(async () => (await stitched()) === 1);
    end = blocks + 1;
    thread.wake();
    await until(async () => (await stitched()) === blocks);
    await thread.stop();
    assert.equal(await sum(), await inSessions());
  });

  it('adds what has been stored last when it is stopped', async () => {
    const thread = started({ end: () => blocks + 1 });
    await thread.stop();
    assert.equal(await stitched(), blocks);
  });

  it('ended in the middle of a round, does it again, and nothing twice', async () => {
    const never = new Promise<never>(() => undefined);
    const stuck = started({ end: () => blocks + 1, store: { insertRows: () => never } });
    await until(async () => (await stitched()) === blocks);
    await stuck.stop();
    assert.equal(await count('count()', 'sessions'), 0);
    await started({ end: () => blocks + 1 }).stop();
    assert.equal(await sum(), await inSessions());
  });

  it('lets others change sessions between two rounds, and looks at the store anew afterwards', async () => {
    const thread = started({ end: () => blocks + 1 });
    const found = await thread.apart(async () => {
      const before = await stitched();
      for (const table of ['sessions', 'stitched']) await filled.store.execute(`TRUNCATE TABLE ${table}`);
      thread.wake();
      return { before, meanwhile: await stitched() };
    });
    assert.deepEqual(found, { before: blocks, meanwhile: 0 });
    await until(async () => (await stitched()) === blocks);
    await thread.stop();
    assert.equal(await sum(), await inSessions());
  });

  it('tells of a store that fails, and tries again', async () => {
    let failures = 0;
    const failing = async (): Promise<never> => {
      throw new Error('no room');
    };
    const store: Partial<EventStore> = { insertRows: failing };
    const onFailure = (error: Error): void => {
      assert.match(error.message, /no room/);
      failures += 1;
      delete store.insertRows;
    };
    const thread = started({ end: () => blocks + 1, store, onFailure });
    await until(async () => failures > 0 && (await count('count()', 'sessions')) > 0);
    await thread.stop();
    assert.equal(await sum(), await inSessions());
  });
});

interface Started {
  readonly end: () => number;
  /** In place of what the store does. */
  readonly store?: Partial<EventStore>;
  readonly onFailure?: (error: Error) => void;
}

function started({ end, store = {}, onFailure = assert.fail }: Started): SessionThread {
  const { incoming } = filled.store;
  const over: EventStore = new Proxy(filled.store, {
    get: (real, name: keyof EventStore) => {
      if (name === 'incoming') return incoming;
      return store[name] ?? (real[name] as (...args: unknown[]) => unknown).bind(real);
    },
  });
  const thread = new SessionThread({
    store: over,
    journal: () => ({ first: 1, end: end() }),
    onFailure,
    timing: TIMING,
  });
  thread.start();
  return thread;
}

async function count(what: string, table: string): Promise<number> {
  const [row] = await filled.store.select(`SELECT ${what} AS found FROM ${table}`);
  return Number(row?.['found']);
}

function stitched(): Promise<number> {
  return count('count()', 'stitched');
}

/** Events that sessions rest on, and events that belong to some. */
function sum(): Promise<number> {
  return count('sum(events)', 'sessions FINAL');
}

function inSessions(): Promise<number> {
  const names = ['LOGIN', 'LOGOUT', 'TCPCONNSTAT', 'UDPFLOWSTAT', 'HTTPREQUEST', 'ICASTART', 'ICAEND_CONNSTAT'];
  const like =
    "eventName LIKE '%RESOURCEACCESS_DENIED' OR eventName LIKE 'REMOVE_SESSION%' OR eventName = 'TCPCONN_TIMEDOUT'";
  return count('count()', `events WHERE eventName IN ('${names.join("','")}') OR ${like}`);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await isSo()) return;
    await sleep(10);
  }
  assert.fail('it has not come to that');
}
