/** Saved searches and links over HTTP: answers are as their schemas say, links lead to the page and nowhere else, nonsense is refused. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Link, SavedSearch } from '@gatehouse/model';
import type { Caller } from '../../access/caller.js';
import { AppError } from '../../errors.js';
import { Links } from '../../searches/links.js';
import { SavedSearches } from '../../searches/saved-searches.js';
import { SearchHistories } from '../../searches/search-history.js';
import { requireForm } from '../../test/answer-form.js';
import { fuzzRoutes } from '../../test/fuzzed-routes.js';
import { openDocuments, somebody } from '../../test/kept-searches.js';
import { exchange, serveApp } from '../../test/served-app.js';
import type { Page } from '../page.js';
import { historyRoutes } from './history.js';
import { linkRoutes } from './links.js';
import { savedSearchRoutes } from './saved-searches.js';

const page: Page = ({ path }) => ({ bytes: Buffer.from(`<!doctype html>${path}`), headers: { 'x-page': 'yes' } });
const PATH = '/search?q=userName:%20ann&from=now-1h';

async function serve(t: TestContext) {
  const kept = { documents: openDocuments(t), clock: Date.now };
  let caller: Caller | null = somebody('ann');
  const authenticator = {
    authenticate: async () => caller ?? Promise.reject(new AppError('access.denied', {})),
  };
  const routes = [
    ...savedSearchRoutes(new SavedSearches(kept)),
    ...linkRoutes({ links: new Links(kept), authenticator, page, baseUrl: () => 'https://gatehouse.example.com' }),
    ...historyRoutes(new SearchHistories({ ...kept, onError: (error) => assert.fail(String(error)) })),
  ];
  // Time that jumps: these tests ask more often than anybody may.
  let now = 0;
  const app = await serveApp(t, { routes, authenticator, clock: () => (now += 10_000) });
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${app.url}${path}`, {
      method,
      redirect: 'manual',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  return { ...app, routes, ask, become: (who: Caller | null) => void (caller = who) };
}

test('what is saved, listed, changed and removed is answered as the schemas say', async (t) => {
  const { routes, ask } = await serve(t);
  const checked = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await ask(method, path, body);
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    const [plain = ''] = path.replace(/(searches|links)\/[^?]+/, '$1/{id}').split('?');
    requireForm(
      routes.find((one) => one.method === method && one.path === plain),
      JSON.parse(text),
    );
    return JSON.parse(text);
  };
  const search = { name: 'Failures', query: 'eventName: LOGIN_FAILED', fields: ['userName'], sharedWith: ['a'] };
  const { id, revision } = (await checked('POST', '/api/v1/searches', search)) as SavedSearch;
  await checked('GET', `/api/v1/searches/${id}`);
  await checked('GET', '/api/v1/searches');
  const changed = { ...search, name: 'Other', from: null, revision };
  const again = (await checked('PUT', `/api/v1/searches/${id}`, changed)) as SavedSearch;
  assert.deepEqual([again.name, again.from, again.revision > revision], ['Other', null, true]);
  assert.equal((await ask('PUT', `/api/v1/searches/${id}`, changed)).status, 409);
  assert.equal((await ask('DELETE', `/api/v1/searches/${id}?revision=${revision}`)).status, 409);
  await checked('DELETE', `/api/v1/searches/${id}?revision=${again.revision}`);
  assert.equal((await ask('GET', `/api/v1/searches/${id}`)).status, 404);
  const link = (await checked('POST', '/api/v1/links', { path: PATH })) as Link;
  assert.deepEqual(await checked('GET', `/api/v1/links/${link.id}`), link);
  await checked('GET', '/api/v1/history');
  await checked('DELETE', '/api/v1/history');
});

test('a link is absolute, and leads to the state of the page', async (t) => {
  const { ask, become } = await serve(t);
  const link = (await (await ask('POST', '/api/v1/links', { path: PATH })).json()) as Link;
  assert.equal(link.url, `https://gatehouse.example.com/s/${link.id}`);
  const followed = await ask('GET', new URL(link.url).pathname);
  assert.deepEqual([followed.status, followed.headers.get('location')], [302, PATH]);
  become(somebody('eve', { tenants: ['b'] }));
  const foreign = await ask('GET', `/s/${link.id}`);
  const unknown = await ask('GET', '/s/none');
  for (const { status, headers } of [foreign, unknown])
    assert.deepEqual([status, headers.get('location')], [302, '/no-such-link']);
  const [theirs, nobodys] = await Promise.all(['none', link.id].map((id) => ask('GET', `/api/v1/links/${id}`)));
  assert.deepEqual([theirs?.status, await theirs?.text()], [404, await nobodys?.text()]);
});

test('who is not signed in gets the page, whatever the link is', async (t) => {
  const { ask, become } = await serve(t);
  const { id } = (await (await ask('POST', '/api/v1/links', { path: PATH })).json()) as Link;
  become(null);
  const answers = await Promise.all([id, 'none'].map((each) => ask('GET', `/s/${each}`)));
  for (const answer of answers) {
    assert.deepEqual([answer.status, answer.headers.get('x-page')], [200, 'yes']);
    assert.equal(await answer.text(), '<!doctype html>/');
  }
  assert.equal((await ask('GET', `/api/v1/links/${id}`)).status, 401);
});

for (const host of ['localhost', '192.0.2.1:80', '[::1]:8080']) {
  test(`a link leads to where the server is found, whatever host the request names: ${host}`, async (t) => {
    const { port } = await serve(t);
    const body = JSON.stringify({ path: PATH });
    const head = `POST /api/v1/links HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: ${host}\r\nContent-Type: application/json\r\nConnection: close\r\n`;
    const said = await exchange(port, `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    assert.match(said, /^HTTP\/1\.1 200 .*"url":"https:\/\/gatehouse\.example\.com\/s\//s);
  });
}

test('a link that leaves the page is not made', async (t) => {
  const { ask } = await serve(t);
  for (const path of ['//example.com', 'https://example.com', '/\\example.com', '/api/v1/session/oidc/start', ''])
    assert.equal((await ask('POST', '/api/v1/links', { path })).status, 400, path);
});

test('nonsense is refused, and known to be the client’s', async (t) => {
  const { routes, ...app } = await serve(t);
  await fuzzRoutes(app, routes);
});
