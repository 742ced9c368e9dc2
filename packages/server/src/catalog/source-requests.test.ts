import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openDocuments, somebody } from '../test/kept-searches.js';
import { MOST_REQUESTS, SourceRequests } from './source-requests.js';

const ANN = somebody('ann');
const WISH = { vendor: 'Example', product: 'Firewall 1' };

function opened(t: TestContext): SourceRequests {
  let now = Date.UTC(2026, 2, 1);
  return new SourceRequests({ documents: openDocuments(t), clock: () => (now += 1000) });
}

test('a request counts who asks, once', async (t) => {
  const requests = opened(t);
  const request = await requests.ask(ANN, { ...WISH, vendor: ' Exa\u202emple\n', notes: 'RFC 5424' });
  assert.deepEqual(request, {
    ...{ id: request.id, vendor: 'Exa mple', product: 'Firewall 1', notes: 'RFC 5424', votes: 1, hasVoted: true },
    ...{ requestedBy: 'ann', createdAt: '2026-03-01T00:00:01.000Z' },
  });
  assert.equal((await requests.vote(ANN, request.id)).votes, 1);
  const voted = await requests.vote(somebody('bob'), request.id);
  assert.deepEqual([voted.votes, voted.hasVoted, voted.requestedBy], [2, true, 'ann']);
  assert.equal((await requests.vote(somebody('bob'), request.id)).votes, 2);
});

test('asking for the same, however it is written, is a vote', async (t) => {
  const requests = opened(t);
  const { id } = await requests.ask(ANN, WISH);
  const again = await requests.ask(somebody('bob'), { vendor: 'EXAMPLE', product: 'firewall  1', notes: 'mine' });
  assert.deepEqual([again.id, again.votes, again.notes], [id, 2, '']);
});

test('most votes first', async (t) => {
  const requests = opened(t);
  await requests.ask(ANN, { ...WISH, product: 'few' });
  const { id } = await requests.ask(ANN, { ...WISH, product: 'many' });
  await requests.vote(somebody('bob'), id);
  assert.deepEqual(
    (await requests.list(ANN)).map(({ product }) => product),
    ['many', 'few'],
  );
});

test('another customer neither sees nor counts it; who sees all customers sees all', async (t) => {
  const requests = opened(t);
  const { id } = await requests.ask(ANN, WISH);
  const eve = somebody('eve', { tenants: ['b'], role: 'admin' });
  assert.deepEqual(await requests.list(eve), []);
  await assert.rejects(() => requests.vote(eve, id), { code: 'catalog.unknown-request' });
  const own = await requests.ask(eve, WISH);
  assert.deepEqual([own.votes, own.id === id], [1, false]);
  assert.equal((await requests.list(somebody('root', { tenants: null }))).length, 2);
  await assert.rejects(() => requests.vote(ANN, 'none'), { code: 'catalog.unknown-request' });
});

test('votes at once are all counted', async (t) => {
  const requests = opened(t);
  const { id } = await requests.ask(ANN, WISH);
  await Promise.all(['b', 'c', 'd', 'e'].map((name) => requests.vote(somebody(name), id)));
  assert.equal((await requests.list(ANN))[0]?.votes, 5);
});

test('a name that cannot be seen is none, and one person asks for a limited number', async (t) => {
  const requests = opened(t);
  await assert.rejects(() => requests.ask(ANN, { ...WISH, product: '\n' }), { code: 'request.invalid' });
  for (let count = 0; count < MOST_REQUESTS.own; count++) await requests.ask(ANN, { ...WISH, product: `${count}` });
  await assert.rejects(() => requests.ask(ANN, WISH), { code: 'kept.too-many' });
  await requests.ask(somebody('bob'), WISH);
});
