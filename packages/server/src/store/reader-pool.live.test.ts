/** Queries of people on a real engine: several at a time, each with its own values, with limits and an end that can be ordered. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FilledStore, fillStore } from '../test/stored-events.js';

const ENDLESS = 'SELECT count() AS n FROM numbers(1000000000000) WHERE sipHash64(number) = {wanted:UInt64}';
const parameters = { wanted: 1 };
const plenty = { maxMs: 60_000, maxBytes: 1e9 };

let filled: FilledStore;

describe('queries beside each other', () => {
  before(async () => {
    filled = await fillStore({ logs: [], events: [] });
  });
  after(() => filled.close());

  describe('at the same time', runTogether);
  describe('cancelled', areCancelled);
  describe('limited', areLimited);
  // The last one.
  it('are ended by closing the store', async () => {
    const long = filled.store.query({ sql: ENDLESS, parameters, limits: plenty });
    const ended = assert.rejects(long, { code: 'query.cancelled' });
    await sleep(100);
    await filled.store.close();
    await ended;
    await assert.rejects(filled.store.query({ sql: 'SELECT 1' }), { code: 'store.failed' });
  });
});

function runTogether(): void {
  it('each have their own values', async () => {
    const sql =
      'SELECT {text:String} AS text, {list:Array(String)} AS list, {n:UInt64} AS n, count() AS c FROM numbers({n:UInt64})';
    const ask = async (n: number): Promise<void> => {
      const values = { text: `'${n}\\`, list: [`${n}'`, '\\'], n };
      const [row] = await filled.store.query({ sql, parameters: values });
      assert.deepEqual(row, { ...values, c: n });
    };
    await Promise.all(Array.from({ length: 60 }, (_, n) => ask(n)));
  });

  it('do not hold up one another, nor what the store does for itself', async () => {
    const ending = new AbortController();
    const long = filled.store.query({ sql: ENDLESS, parameters, limits: plenty, signal: ending.signal });
    const short = await filled.store.query({ sql: 'SELECT 1 AS one' });
    const own = await filled.store.select('SELECT {n:UInt8} AS two', { n: 2 });
    assert.deepEqual([...short, ...own], [{ one: 1 }, { two: 2 }]);
    ending.abort();
    await assert.rejects(long, { code: 'query.cancelled' });
  });

  it('that yield leave a connection to those that do not, and take their turn behind them', async () => {
    const ending = new AbortController();
    const figures = Array.from({ length: 6 }, () =>
      filled.store.query({ sql: ENDLESS, parameters, limits: plenty, signal: ending.signal, yields: true }),
    );
    const codes = codesOf(figures);
    const priority = "SELECT toUInt8(getSetting('priority')) AS priority";
    assert.deepEqual(await filled.store.query({ sql: priority }), [{ priority: 1 }]);
    const late = filled.store.query({ sql: priority, yields: true });
    ending.abort();
    assert.deepEqual([await codes, await late], [['query.cancelled'], [{ priority: 2 }]]);
  });
}

function areCancelled(): void {
  it('end in the engine when they are cancelled', async () => {
    const ending = new AbortController();
    const long = filled.store.query({ sql: ENDLESS, parameters, limits: plenty, signal: ending.signal });
    const running =
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(number)%' AND query NOT LIKE '%processes%'";
    await sleep(200);
    assert.deepEqual(await filled.store.select(running), [{ n: 1 }]);
    const began = Date.now();
    ending.abort();
    await assert.rejects(long, { code: 'query.cancelled' });
    assert.ok(Date.now() - began < 2000, 'soon');
    // The connection lets go of it a moment later.
    while ((await filled.store.select(running))[0]?.['n'] !== 0) assert.ok(Date.now() - began < 2000, 'soon');
    assert.deepEqual(await filled.store.query({ sql: 'SELECT 3 AS three' }), [{ three: 3 }]);
  });

  it('are not begun when nobody waits for them any more', async () => {
    const sql = 'INSERT INTO migrations (number) SELECT 99';
    await assert.rejects(filled.store.query({ sql, signal: AbortSignal.abort() }), { code: 'query.cancelled' });
    const busy = new AbortController();
    const long = Array.from({ length: 20 }, () =>
      filled.store.query({ sql: ENDLESS, parameters, limits: plenty, signal: busy.signal }),
    );
    const codes = codesOf(long);
    busy.abort();
    assert.deepEqual(await codes, ['query.cancelled']);
    assert.equal((await filled.store.query({ sql: 'SELECT 1 AS one' })).length, 1);
  });

  it('are refused when too many wait', async () => {
    const ending = new AbortController();
    const long = Array.from({ length: 130 }, () =>
      filled.store.query({ sql: ENDLESS, parameters, limits: plenty, signal: ending.signal }),
    );
    const codes = codesOf(long);
    await sleep(20);
    ending.abort();
    assert.deepEqual(await codes, ['query.cancelled', 'store.busy']);
  });
}

function areLimited(): void {
  const limits = [
    ['time', ENDLESS, { maxMs: 300, maxBytes: 1e9 }, 'query.time-limit'],
    [
      'memory',
      'SELECT groupArray(number) AS n FROM numbers(100000000) WHERE number > {wanted:UInt64}',
      { maxMs: 60_000, maxBytes: 5e7 },
      'query.memory-limit',
    ],
    [
      'size of the answer',
      "SELECT repeat('x', 1000) AS n FROM numbers(80000) WHERE number > {wanted:UInt64}",
      plenty,
      'query.answer-limit',
    ],
  ] as const;
  for (const [what, sql, limit, code] of limits) {
    it(`end at the limit of ${what}`, async () => {
      await assert.rejects(filled.store.query({ sql, parameters, limits: limit }), { code });
    });
  }

  it('change nothing', async () => {
    for (const sql of ['DROP TABLE events', 'INSERT INTO migrations (number) SELECT 99', 'SET readonly = 0'])
      await assert.rejects(filled.store.query({ sql }), { code: 'store.failed' });
  });
}

/** The codes that queries end with, each once, sorted. */
async function codesOf(queries: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const ends = await Promise.allSettled(queries);
  return [
    ...new Set(ends.map((end) => (end.status === 'rejected' ? (end.reason as { code: string }).code : ''))),
  ].sort();
}
