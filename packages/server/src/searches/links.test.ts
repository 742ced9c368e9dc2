import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Caller } from '../access/caller.js';
import { openDocuments, somebody } from '../test/kept-searches.js';
import { Links, MOST_LINKS } from './links.js';

const ANN = somebody('ann', { tenants: ['a', 'b'] });
const PATH = '/search?q=userName:ann';

function opened(t: TestContext): Links {
  return new Links({ documents: openDocuments(t), clock: () => Date.UTC(2026, 2, 1) });
}

test('the same state of the same person has the same link', async (t) => {
  const links = opened(t);
  const link = await links.create(ANN, PATH);
  assert.deepEqual(link, { id: link.id, path: PATH, createdAt: '2026-03-01T00:00:00.000Z' });
  assert.match(link.id, /^[\w-]{12}$/);
  assert.equal((await links.create({ ...ANN, tenants: ['b', 'a'] }, PATH)).id, link.id);
  assert.notEqual((await links.create(ANN, `${PATH}&by=outcome`)).id, link.id);
  assert.notEqual((await links.create(somebody('bob'), PATH)).id, link.id);
});

const followers: readonly [who: string, caller: Caller, arrives: boolean][] = [
  ['who has made it', ANN, true],
  ['who has made it and has lost their customers', { ...ANN, tenants: [] }, true],
  ['somebody of one of the customers', somebody('bob'), true],
  ['whoever sees all', somebody('root', { tenants: null }), true],
  ['somebody of another customer', somebody('eve', { tenants: ['c'] }), false],
  ['somebody of no customer', somebody('eve', { tenants: [] }), false],
];

for (const [who, caller, arrives] of followers) {
  test(`${who} ${arrives ? 'arrives' : 'does not arrive'}`, async (t) => {
    const links = opened(t);
    const { id } = await links.create(ANN, PATH);
    if (arrives) return assert.equal((await links.get(caller, id)).path, PATH);
    await assert.rejects(() => links.get(caller, id), { code: 'link.unknown' });
  });
}

for (const id of ['', 'none', '../accounts', '__proto__', 'x'.repeat(500)]) {
  test(`there is no link ${JSON.stringify(id.slice(0, 12))}`, async (t) => {
    await assert.rejects(() => opened(t).get(ANN, id), { code: 'link.unknown' });
  });
}

test('one person makes a limited number, and those stay', async (t) => {
  const documents = openDocuments(t);
  const links = new Links({ documents, clock: Date.now });
  const { id } = await links.create(ANN, PATH);
  await documents.collection<number>('link-counts').put(ANN.id, MOST_LINKS);
  await assert.rejects(() => links.create(ANN, '/search?q=new'), { code: 'kept.too-many' });
  assert.equal((await links.create(ANN, PATH)).id, id);
  await links.create(somebody('bob'), PATH);
});
