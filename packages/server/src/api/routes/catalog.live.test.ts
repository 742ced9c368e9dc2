/** The catalog over HTTP: answers are as their schemas say, the guide is the printed one, and nobody learns of the listeners of others. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import {
  buildGuide,
  type Catalog,
  type DataSourceDetail,
  FIELDS,
  guideMarkdown,
  type SourceRequest,
} from '@gatehouse/model';
import type { Caller } from '../../access/caller.js';
import { SourceRequests } from '../../catalog/source-requests.js';
import type { ListenerConfig } from '../../config/keys.js';
import { catalogListeners } from '../../serve/catalog-listeners.js';
import { exampleReport } from '../../serve/example-report.js';
import { requireForm } from '../../test/answer-form.js';
import { fuzzRoutes } from '../../test/fuzzed-routes.js';
import { openDocuments, somebody } from '../../test/kept-searches.js';
import { serveApp } from '../../test/served-app.js';
import { catalogRoutes } from './catalog.js';

const LISTENERS = [
  { id: 'vienna', kind: 'udp', customerId: 'a' },
  { id: 'graz', kind: 'tls', customerId: 'b' },
  { id: 'files', kind: 'file', customerId: 'b', path: '/var/log/ns.log' },
] as readonly unknown[] as readonly ListenerConfig[];

async function serve(t: TestContext) {
  let caller: Caller = somebody('ann');
  const listeners = catalogListeners({ status: async () => exampleReport(), listeners: () => LISTENERS });
  const requests = new SourceRequests({ documents: openDocuments(t), clock: Date.now });
  const routes = catalogRoutes({ listeners, requests });
  // Time that jumps: these tests ask more often than anybody may.
  let now = 0;
  const authenticator = { authenticate: async () => caller };
  const app = await serveApp(t, { routes, authenticator, clock: () => (now += 10_000) });
  const ask = (path: string, body?: unknown) =>
    fetch(`${app.url}/api/v1/catalog${path}`, {
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' } }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const checked = async (declared: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await ask(path, body);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    const method = body === undefined ? 'GET' : 'POST';
    const found = routes.find((one) => one.method === method && one.path === `/api/v1/catalog${declared}`);
    requireForm(found, JSON.parse(text));
    return JSON.parse(text);
  };
  return { ...app, routes, ask, checked, become: (who: Caller) => void (caller = who) };
}

test('the list says what the pack says, and how many of one’s own sources receive it', async (t) => {
  const { checked, become } = await serve(t);
  const { sources } = (await checked('', '')) as Catalog;
  assert.deepEqual(
    sources.map(({ id, vendor, product, eventSources, tokens }) => [id, vendor, product, eventSources, tokens]),
    [['citrix-vpn', 'Citrix', CITRIX_VPN.product.name, 1, FIELDS.length]],
  );
  become(somebody('root', { tenants: null }));
  assert.equal(((await checked('', '')) as Catalog).sources[0]?.eventSources, 3);
});

test('one product has every event of the pack, and commands for one’s own listeners only', async (t) => {
  const { checked, become } = await serve(t);
  const detail = (await checked('/{source}', '/citrix-vpn')) as DataSourceDetail;
  assert.deepEqual(
    detail.events.map(({ event }) => event),
    CITRIX_VPN.events.flatMap(({ events }) => events),
  );
  const login = detail.events.find(({ event }) => event === 'LOGIN');
  const client = { label: 'Client_ip', tokens: ['clientIpv4', 'clientIpv6'], isFree: false, isOptional: false };
  assert.deepEqual(
    login?.labels.find(({ label }) => label === 'Client_ip'),
    client,
  );
  assert.equal(login?.outcome, 'Success');
  assert.deepEqual(
    detail.setup.map(({ listener }) => [listener?.id, listener?.port]),
    [['vienna', 5514]],
  );
  become(somebody('eve', { tenants: ['b'] }));
  const theirs = (await checked('/{source}', '/citrix-vpn')) as DataSourceDetail;
  assert.deepEqual(
    theirs.setup.map(({ listener }) => listener?.id),
    ['graz', 'files'],
  );
  assert.doesNotMatch(JSON.stringify(theirs), /vienna/);
});

test('the guide is the printed one', async (t) => {
  const { ask } = await serve(t);
  assert.equal(await (await ask('/citrix-vpn/guide?format=md')).text(), guideMarkdown(buildGuide(CITRIX_VPN)));
  assert.deepEqual(await (await ask('/citrix-vpn/guide')).json(), JSON.parse(JSON.stringify(buildGuide(CITRIX_VPN))));
});

for (const path of ['/nosuch', '/nosuch/guide', '/__proto__', '/citrix-vpn/guide?format=pdf']) {
  test(`${path} is not there`, async (t) => {
    const { status } = await (await serve(t)).ask(path);
    assert.equal(status, path.includes('pdf') ? 400 : 404);
  });
}

test('what is not in the list can be asked for and voted for', async (t) => {
  const { checked, ask, become } = await serve(t);
  const wish = { vendor: 'Example', product: 'Firewall 1' };
  const { id } = (await checked('/requests', '/requests', wish)) as SourceRequest;
  become(somebody('bob'));
  assert.equal(((await checked('/requests/{id}/votes', `/requests/${id}/votes`, {})) as SourceRequest).votes, 2);
  await checked('/requests', '/requests');
  become(somebody('eve', { tenants: ['b'] }));
  assert.equal((await ask(`/requests/${id}/votes`, {})).status, 404);
  assert.deepEqual(await (await ask('/requests')).json(), { requests: [] });
});

test('nonsense is refused, and known to be the client’s', async (t) => {
  const { routes, ...app } = await serve(t);
  await fuzzRoutes(app, routes);
});
