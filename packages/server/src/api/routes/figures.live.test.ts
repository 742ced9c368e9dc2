/** Figures over events, against the same events added up one by one: of one customer among others. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EventPatterns } from '@gatehouse/model';
import type { Authenticator } from '../../access/caller.js';
import { type Application, runApp } from '../../test/served-app.js';
import { exampleLines, type FilledStore, fillStore } from '../../test/stored-events.js';
import { EventSearch } from '../event-search.js';
import { eventRoutes } from './events.js';
import { figureRoutes } from './figures.js';
import { patternRoutes } from './patterns.js';

let filled: FilledStore;
let app: Application;

const viewer: Authenticator = {
  authenticate: async ({ address }) => ({
    id: 'ann',
    name: 'ann',
    role: 'viewer',
    tenants: ['acme'],
    via: 'token',
    address,
  }),
};

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(path: string, asked: object): Promise<Answer> {
  const body = JSON.stringify({ query: '', ...asked });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const response = await fetch(`${app.url}/api/v1/events/${path}`, init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

type Row = Readonly<Record<string, unknown>>;

function total(rows: readonly Row[], of: (row: Row) => unknown): number {
  return rows.reduce((sum, row) => sum + Number(of(row) ?? 0), 0);
}

describe('figures', () => {
  before(async () => {
    const lines = exampleLines(20);
    const half = lines.length / 2;
    const logs = ['acme', 'other'].map((customer, index) => {
      const text = lines.slice(index * half, (index + 1) * half).join('\n');
      return { text, zone: 'UTC', blockRows: 50, customer };
    });
    filled = await fillStore({ logs, events: [] });
    const events = new EventSearch({ store: filled.store, clock: Date.now });
    const routes = [eventRoutes, figureRoutes, patternRoutes].flatMap((table) => table(events));
    app = await runApp({ routes, authenticator: viewer });
  });
  after(async () => {
    await app.stop();
    await filled.close();
  });

  it('count the forms of lines, each with a query that finds its events', countForms);

  it('are sums per interval and per combination of values', async () => {
    const tokens = ['deviceName', 'eventName'];
    const found = await ask('search', { limit: 1000, fields: [...tokens, 'inByte'] });
    const events = found.body['events'] as readonly Row[];
    const bytes = total(events, ({ inByte }) => inByte);
    assert.ok(bytes > 0);
    const buckets = (await ask('histogram', { sums: ['inByte'] })).body['buckets'] as readonly { sums: Row }[];
    assert.equal(
      total(
        buckets.map(({ sums }) => sums),
        ({ inByte }) => inByte,
      ),
      bytes,
    );
    const { body } = await ask('groups', { tokens, metrics: ['count', 'sum(inByte)'] });
    const groups = body['groups'] as readonly Row[];
    assert.equal(
      total(groups, (group) => group['sum(inByte)']),
      bytes,
    );
    for (const group of groups) {
      const own = events.filter((event) => tokens.every((token) => (event[token] ?? null) === group[token]));
      assert.equal(own.length, group['count'], JSON.stringify(group));
    }
    assert.equal(body['isWhole'], true);
  });

  it('have the largest amount first, not the longest text', async () => {
    const { body } = await ask('groups', { tokens: ['userName'], metrics: ['sum(inByte)'], limit: 2000 });
    const amounts = (body['groups'] as readonly Row[]).flatMap((group) => group['sum(inByte)'] ?? []).map(Number);
    assert.ok(new Set(amounts.map((amount) => String(amount).length)).size > 1);
    assert.deepEqual(
      amounts,
      amounts.toSorted((a, b) => b - a),
    );
  });

  it('say when there are more groups', async () => {
    const { body } = await ask('groups', { tokens: ['eventName'], limit: 1 });
    assert.deepEqual([(body['groups'] as []).length, body['isWhole']], [1, false]);
  });

  for (const [name, path, wrong] of [
    ['a metric of no kind', 'groups', { tokens: [], metrics: ['count) FROM events --'] }],
    ['a sum of names', 'groups', { tokens: [], metrics: ['sum(userName)'] }],
    ['a token that is none', 'groups', { tokens: ['x'] }],
    ['what every event has of its own', 'groups', { tokens: ['eventId'] }],
    ['a sum of names per interval', 'histogram', { sums: ['userName'] }],
  ] as const)
    it(`refuse ${name}`, async () => {
      const { status, body } = await ask(path, wrong);
      assert.deepEqual([status, body['code']], [400, 'request.invalid'], JSON.stringify(body));
    });
});

async function countForms(): Promise<void> {
  const { body } = await ask('patterns', { limit: 500 });
  const { patterns, events, isWhole } = body as unknown as EventPatterns;
  const all = Number((await ask('count', {})).body['count']);
  assert.deepEqual([events, isWhole, total(patterns as unknown as Row[], ({ count }) => count)], [all, true, all]);
  assert.ok(patterns.length > 10);
  for (const { query, count } of patterns) {
    const found = (await ask('count', { query })).body['count'];
    assert.ok(Number(found) >= count, `${query}: ${String(found)} of ${count}`);
  }
  const none = (await ask('patterns', { query: 'zqzqzq' })).body as unknown as EventPatterns;
  assert.deepEqual([none.events, none.patterns], [0, []]);
}
