/** Event sources over HTTP: everybody sees those of their customers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveApp } from '../test/served-app.js';
import { exampleReport } from './example-report.js';
import { sourceRoutes } from './source-routes.js';

const LISTENERS = [
  { id: 'vienna', customerId: 'acme' },
  { id: 'graz', customerId: 'other' },
];

interface Answer {
  readonly sources: readonly {
    readonly id: string;
    readonly customerId: string;
    readonly eventSourceId: string;
    readonly peers: readonly { readonly peer: string; readonly isSilent: boolean }[];
    readonly engines: readonly object[];
  }[];
}

const rows: readonly [who: string, tenants: readonly string[] | null, expected: readonly string[]][] = [
  ['somebody of one customer', ['acme'], ['vienna']],
  ['somebody of another', ['other'], ['graz']],
  ['somebody of both', ['acme', 'other'], ['graz', 'vienna']],
  ['somebody of no customer', [], []],
  ['somebody of a customer without sources', ['third'], []],
  ['whoever sees all', null, ['graz', 'vienna']],
];

for (const [who, tenants, expected] of rows) {
  test(`${who} sees ${expected.join(' and ') || 'nothing'}`, async (t) => {
    const { text, body } = await ask(t, tenants);
    assert.deepEqual(body.sources.map(({ id }) => id).sort(), expected);
    for (const { id } of LISTENERS) assert.equal(text.includes(id), expected.includes(id), id);
  });
}

test('a source tells its health, its peers and what its packet engines have lost', async (t) => {
  const { body } = await ask(t, ['acme']);
  const [vienna] = body.sources;
  const silent = vienna?.peers.map(({ peer, isSilent }) => [peer, isSilent]).sort();
  assert.deepEqual(silent, [
    ['192.0.2.1', false],
    ['192.0.2.2', true],
    ['other', false],
  ]);
  assert.deepEqual([vienna?.customerId, vienna?.eventSourceId], ['acme', 'events-of-vienna']);
  assert.equal(vienna?.engines.length, 1);
});

test('a listener that has left the configuration is shown to nobody', async (t) => {
  const { body } = await ask(t, null, LISTENERS.slice(0, 1));
  assert.deepEqual(
    body.sources.map(({ id }) => id),
    ['vienna'],
  );
});

async function ask(
  t: Parameters<typeof serveApp>[0],
  tenants: readonly string[] | null,
  listeners: typeof LISTENERS = LISTENERS,
): Promise<{ readonly text: string; readonly body: Answer }> {
  const routes = sourceRoutes({
    status: async () => exampleReport(),
    listeners: () => listeners,
    eventSourceId: ({ id }) => `events-of-${id}`,
  });
  const caller = { id: 'ann', name: 'ann', role: 'viewer', tenants, via: 'token', address: '' } as const;
  const { url } = await serveApp(t, { routes, authenticator: { authenticate: async () => caller } });
  const text = await (await fetch(`${url}/api/v1/sources`)).text();
  return { text, body: JSON.parse(text) as Answer };
}
