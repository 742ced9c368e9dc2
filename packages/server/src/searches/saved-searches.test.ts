import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { NewSearch } from '@gatehouse/model';
import type { Caller } from '../access/caller.js';
import type { ErrorCode } from '../errors.js';
import { openDocuments, somebody } from '../test/kept-searches.js';
import { MOST_SEARCHES, SavedSearches } from './saved-searches.js';

const ANN = somebody('ann', { tenants: ['a', 'b'] });
const FAILED: NewSearch = { name: 'Failures', query: 'eventName: LOGIN_FAILED', from: 'now-24h' };

function opened(t: TestContext): SavedSearches {
  let now = Date.UTC(2026, 2, 1);
  return new SavedSearches({ documents: openDocuments(t), clock: () => (now += 1000) });
}

async function refused(code: ErrorCode, run: () => Promise<unknown>): Promise<void> {
  await assert.rejects(run, { code });
}

test('a search comes back as it was saved, and says what was left out', async (t) => {
  const searches = opened(t);
  const { id, revision } = await searches.create(ANN, { ...FAILED, name: ' Failures\u202e\n', fields: ['userName'] });
  assert.deepEqual(await searches.get(ANN, id), {
    ...{ id, revision, name: 'Failures', description: '', query: FAILED.query, from: 'now-24h', to: null },
    ...{
      timeToken: 'eventTime',
      timezone: null,
      fields: ['userName'],
      sort: null,
      by: null,
      sharedWith: [],
      owner: 'ann',
    },
    ...{ isOwn: true, mayChange: true, createdAt: '2026-03-01T00:00:01.000Z', changedAt: '2026-03-01T00:00:01.000Z' },
  });
});

const readers: readonly [who: string, caller: Caller, sharedWith: readonly string[] | null, sees: boolean][] = [
  ['its owner, though nobody else', ANN, [], true],
  ['a colleague, when it is shared with nobody', somebody('bob'), [], false],
  [
    'an administrator of all, when it is shared with nobody',
    somebody('root', { role: 'admin', tenants: null }),
    [],
    false,
  ],
  ['a colleague of the customer it is shared with', somebody('bob'), ['a'], true],
  ['a colleague of one of several', somebody('bob'), ['a', 'b'], true],
  ['somebody of another customer', somebody('eve', { tenants: ['b'] }), ['a'], false],
  ['somebody of no customer', somebody('eve', { tenants: [] }), ['a'], false],
  ['whoever sees all customers', somebody('root', { tenants: null }), ['a'], true],
  ['somebody else who has the same name', somebody('other', { name: 'ann', tenants: ['b'] }), ['a'], false],
];

for (const [who, caller, sharedWith, sees] of readers) {
  test(`${sees ? 'seen by' : 'not seen by'} ${who}`, async (t) => {
    const searches = opened(t);
    const { id } = await searches.create(ANN, { ...FAILED, sharedWith });
    assert.equal((await searches.list(caller)).length, sees ? 1 : 0);
    if (sees) return assert.equal((await searches.get(caller, id)).query, FAILED.query);
    await refused('search.unknown', () => searches.get(caller, id));
    await refused('search.unknown', () => searches.change(caller, id, { ...FAILED, revision: 1 }));
    await refused('search.unknown', () => searches.remove(caller, id));
  });
}

test('nothing tells which other customers it is shared with', async (t) => {
  const searches = opened(t);
  const { id } = await searches.create(ANN, { ...FAILED, sharedWith: ['b', 'a', 'b'] });
  assert.deepEqual((await searches.get(ANN, id)).sharedWith, ['a', 'b']);
  assert.deepEqual((await searches.get(somebody('bob'), id)).sharedWith, ['a']);
});

test('nobody shares with customers that are not theirs', async (t) => {
  const searches = opened(t);
  for (const sharedWith of [['c'], ['a', 'c'], null])
    await refused('access.foreign-tenant', () => searches.create(ANN, { ...FAILED, sharedWith }));
  const all = somebody('root', { tenants: null });
  await searches.create(all, { ...FAILED, sharedWith: null });
  assert.equal((await searches.list(somebody('eve', { tenants: ['z'] }))).length, 1);
});

test('changed by its owner and by administrators of all that it is shared with, and by nobody else', async (t) => {
  const searches = opened(t);
  const { id, revision } = await searches.create(ANN, { ...FAILED, sharedWith: ['a', 'b'] });
  const change = { ...FAILED, name: 'Changed', sharedWith: ['a'], revision };
  for (const caller of [somebody('bob'), somebody('boss', { role: 'admin' })]) {
    await refused('search.not-yours', () => searches.change(caller, id, change));
    await refused('search.not-yours', () => searches.remove(caller, id));
    assert.equal((await searches.get(caller, id)).mayChange, false);
  }
  const boss = somebody('boss', { role: 'admin', tenants: ['a', 'b'] });
  const changed = await searches.change(boss, id, change);
  assert.deepEqual([changed.name, changed.owner, changed.isOwn, changed.from], ['Changed', 'ann', false, 'now-24h']);
  await searches.remove(ANN, id);
  assert.deepEqual(await searches.list(ANN), []);
});

test('who has read an old revision is refused', async (t) => {
  const searches = opened(t);
  const { id, revision } = await searches.create(ANN, FAILED);
  await searches.change(ANN, id, { ...FAILED, name: 'First', revision });
  await refused('documents.conflict', () => searches.change(ANN, id, { ...FAILED, name: 'Second', revision }));
  await refused('documents.conflict', () => searches.remove(ANN, id, revision));
  assert.equal((await searches.get(ANN, id)).name, 'First');
});

test('a name that cannot be seen is none', async (t) => {
  await refused('request.invalid', () => opened(t).create(ANN, { ...FAILED, name: '\u202e \n' }));
});

test('one person keeps a limited number', async (t) => {
  const searches = opened(t);
  for (let count = 0; count < MOST_SEARCHES.own; count++) await searches.create(ANN, FAILED);
  await refused('kept.too-many', () => searches.create(ANN, FAILED));
  await searches.create(somebody('bob'), FAILED);
});
