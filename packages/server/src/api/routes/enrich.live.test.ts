/** What enrichment says over HTTP: the same as on the command line, and of no customer that the caller may not see. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Caller } from '../../access/caller.js';
import { explain } from '../../enrich/explanation.js';
import { Lookups } from '../../enrich/lookup.js';
import type { EnrichTables } from '../../enrich/tables.js';
import { internalNetworks } from '../../map/direction.js';
import { ExplanationThread } from '../../serve/explanations.js';
import { requireForm } from '../../test/answer-form.js';
import { exampleTables, PROXY, PUBLIC } from '../../test/enrich-tables.js';
import { type Application, NO_AUDIT, problemIn, runApp } from '../../test/served-app.js';
import { enrichRoutes } from './enrich.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-explained-'));
const networks = ['10.0.0.0/8'];
/** `acme` has people, `other` has not. */
let tables: EnrichTables = exampleTables(folder, 'acme');
const thread = new ExplanationThread({
  tables: () => tables,
  internalNetworks: () => networks,
  customerId: 'acme',
});
const routes = enrichRoutes(thread);
const recorded: { action: string; tenants: readonly string[] | null; details: unknown }[] = [];
let asking: Partial<Caller> = {};
let app: Application;

before(async () => {
  const ann = { id: 'ann', name: 'ann', role: 'analyst', tenants: ['acme'], via: 'token' } as const;
  let now = 0;
  app = await runApp({
    routes,
    clock: () => (now += 10_000),
    authenticator: { authenticate: async ({ address }) => ({ ...ann, address, ...asking }) },
    audit: {
      append: (entry) => {
        recorded.push(entry);
        return NO_AUDIT.append(entry);
      },
    },
  });
});
after(async () => {
  await app.stop(0);
  await thread.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ask(body: unknown, caller: Partial<Caller> = {}): Promise<Response> {
  asking = caller;
  const headers = { 'content-type': 'application/json' };
  return fetch(`${app.url}/api/v1/enrich/test`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const values: readonly { value: string; forwarded?: readonly string[] }[] = [
  { value: PUBLIC.vienna },
  { value: PUBLIC.ipv6 },
  { value: '10.1.2.3' },
  { value: PROXY, forwarded: ['192.0.2.1', PUBLIC.zurich] },
  { value: PROXY, forwarded: ['no address'] },
  { value: 'CORP\\Ann' },
  { value: 'bob' },
  { value: 'dan' },
  { value: 'nobody \u0000\uD800 ännä' },
];

for (const { value, forwarded = [] } of values) {
  test(`${JSON.stringify(value)} is explained as on the command line`, async () => {
    const response = await ask({ value, forwarded });
    const answer: unknown = await response.json();
    const lookup = new Lookups(tables).of('acme');
    const expected = explain(value, { lookup, forwarded, internalNetworks: internalNetworks(networks) });
    assert.deepEqual(answer, JSON.parse(JSON.stringify(expected)));
    requireForm(routes[0], answer);
  });
}

test('who asks names one of their customers, or is told of the usual one', async () => {
  const rows: readonly [tenants: Caller['tenants'], customer: string | undefined, status: string | undefined][] = [
    [['acme'], undefined, 'Full Time Employee'],
    [['other', 'acme'], undefined, 'Full Time Employee'],
    [['other'], undefined, undefined],
    [['other', 'acme'], 'other', undefined],
    [['other', 'acme'], 'acme', 'Full Time Employee'],
    [null, undefined, 'Full Time Employee'],
    [null, 'other', undefined],
  ];
  for (const [tenants, customer, status] of rows) {
    const response = await ask({ value: 'ann', ...(customer !== undefined && { customer }) }, { tenants });
    const { tokens } = (await response.json()) as { tokens: Record<string, unknown> };
    assert.equal(tokens['userStatus'], status, JSON.stringify([tenants, customer]));
  }
});

test('a customer of others is unknown, whether there is one or not', async () => {
  for (const customer of ['acme', 'nobody'])
    assert.deepEqual(
      await problemIn(await ask({ value: 'ann', customer }, { tenants: ['other'] })).then(({ status, code }) => [
        status,
        code,
      ]),
      [400, 'access.unknown-tenant'],
    );
  assert.equal((await problemIn(await ask({ value: 'ann' }, { tenants: [] }))).code, 'access.unknown-tenant');
});

test('a viewer is refused, and what was asked is recorded with the customer that it concerns', async () => {
  assert.equal((await ask({ value: 'ann' }, { role: 'viewer' })).status, 403);
  recorded.length = 0;
  await ask({ value: 'ann' }, { tenants: null });
  const [{ action, tenants, details } = assert.fail('nothing is recorded')] = recorded;
  assert.deepEqual([action, tenants], ['search', ['acme']]);
  assert.match(JSON.stringify(details), /"value":"ann"/);
});

test('tables that have been read again count from then on', async () => {
  const old = tables;
  tables = { ...tables, version: 2, contexts: {} };
  const { tokens } = (await (await ask({ value: 'ann' })).json()) as { tokens: object };
  tables = { ...old, version: 3 };
  assert.deepEqual(tokens, {});
});

const refused: readonly [what: string, body: unknown, status: number][] = [
  ['nothing', {}, 400],
  ['an empty value', { value: '' }, 400],
  ['a value of 1025 characters', { value: 'a'.repeat(1025) }, 400],
  ['a list of values', { value: ['ann'] }, 400],
  ['33 forwarded addresses', { value: '10.0.0.1', forwarded: Array.from({ length: 33 }, () => '10.0.0.1') }, 400],
  ['an unknown key', { value: 'ann', tenant: 'acme' }, 400],
  ['more than 64 KiB', { value: 'a'.repeat(2 ** 16) }, 413],
];

for (const [what, body, status] of refused) {
  test(`${what} is refused`, async () => {
    assert.equal((await problemIn(await ask(body))).status, status);
  });
}
