import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openDocuments } from '../test/kept-searches.js';
import { MOST_HISTORY, type RunResult, SearchHistories } from './search-history.js';

function opened(t: TestContext) {
  const clock = { time: Date.UTC(2026, 2, 1) };
  const errors: unknown[] = [];
  const documents = openDocuments(t);
  const onError = (error: unknown) => void errors.push(error);
  return { histories: new SearchHistories({ documents, clock: () => clock.time, onError }), clock, errors, documents };
}

function run(query: string, result: Partial<RunResult> = {}): RunResult {
  return { query, from: 'now-24h', to: null, timeToken: 'eventTime', timezone: null, ...result };
}

test('the latest is first, and each query is there once', async (t) => {
  const { histories } = opened(t);
  for (const query of ['one', 'two', 'three', 'one']) histories.record('ann', run(query, { tookMs: 5 }));
  assert.deepEqual(
    (await histories.list('ann')).map(({ query }) => query),
    ['one', 'three', 'two'],
  );
});

const orders: readonly [what: string, first: Partial<RunResult>, second: Partial<RunResult>][] = [
  ['page before number', { tookMs: 5 }, { total: 7 }],
  ['number before page', { total: 7 }, { tookMs: 5 }],
];

for (const [what, first, second] of orders) {
  test(`${what} make one run`, async (t) => {
    const { histories, clock } = opened(t);
    histories.record('ann', run('one', first));
    clock.time += 500;
    histories.record('ann', run('one', second));
    const at = '2026-03-01T00:00:00.500Z';
    assert.deepEqual(await histories.list('ann'), [{ ...run('one'), at, total: 7, tookMs: 5 }]);
  });
}

test('the number of an earlier or another run is not taken for that of this one', async (t) => {
  const { histories, clock } = opened(t);
  histories.record('ann', run('one', { total: 7, tookMs: 1 }));
  clock.time += 3_600_000;
  histories.record('ann', run('one', { tookMs: 2 }));
  assert.equal((await histories.list('ann'))[0]?.total, null);
  histories.record('ann', run('one', { total: 9 }));
  histories.record('ann', run('one', { from: 'now-7d', tookMs: 3 }));
  assert.deepEqual(
    (await histories.list('ann')).map(({ from, total }) => [from, total]),
    [['now-7d', null]],
  );
  histories.record('ann', run('one', { from: 'now-7d', timeToken: 'collectorReceivedTime', total: 4 }));
  assert.deepEqual(
    (await histories.list('ann')).map(({ timeToken, tookMs }) => [timeToken, tookMs]),
    [['collectorReceivedTime', 0]],
  );
});

test('nobody sees or forgets that of somebody else', async (t) => {
  const { histories } = opened(t);
  for (const person of ['ann', 'bob']) for (const query of ['one', 'two']) histories.record(person, run(query));
  await histories.forget('ann', 'one');
  assert.deepEqual(
    (await histories.list('ann')).map(({ query }) => query),
    ['two'],
  );
  await histories.forget('ann');
  assert.deepEqual(await histories.list('ann'), []);
  assert.equal((await histories.list('bob')).length, 2);
  assert.deepEqual(await histories.list('nobody'), []);
});

test('it is bounded in number and in size', async (t) => {
  const { histories } = opened(t);
  for (let count = 0; count < MOST_HISTORY.runs + 5; count++) histories.record('ann', run(`query ${count}`));
  const runs = await histories.list('ann');
  assert.deepEqual([runs.length, runs[0]?.query], [MOST_HISTORY.runs, `query ${MOST_HISTORY.runs + 4}`]);
  for (let count = 0; count < 5; count++) histories.record('ann', run(`${count}${'ü'.repeat(20_000)}`));
  const large = await histories.list('ann');
  assert.ok(Buffer.byteLength(JSON.stringify(large)) <= MOST_HISTORY.bytes);
  assert.equal(large[0]?.query[0], '4');
});

test('what cannot be written is told, and the next is written all the same', async (t) => {
  const { histories, errors } = opened(t);
  histories.record('not an id', run('one'));
  histories.record('ann', run('two'));
  assert.equal((await histories.list('ann')).length, 1);
  assert.equal((errors[0] as { code?: string }).code, 'documents.invalid-id');
});
