/** Searching over HTTP, on a real store that is filled as the program fills it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Authenticator, Caller } from '../access/caller.js';
import { printReading } from '../map/print.js';
import { defaultContext, readLine } from '../map/reader.js';
import { type Application, runApp } from '../test/served-app.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { EventSearch } from './event-search.js';
import { singleEventRoutes } from './routes/event.js';
import { eventRoutes } from './routes/events.js';
import { figureRoutes } from './routes/figures.js';
import { languageRoutes } from './routes/language.js';

const lines = exampleLines(10);
const OWN = 200;

let filled: FilledStore;
let app: Application;
let caller: Partial<Caller> = {};

const anybody: Authenticator = {
  authenticate: async ({ address }) => ({
    id: 'ann',
    name: 'ann',
    role: 'viewer',
    tenants: ['acme'],
    via: 'token',
    address,
    ...caller,
  }),
};

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(path: string, body?: unknown): Promise<Answer> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${app.url}/api/v1/${path}`, body === undefined ? {} : init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

interface Page {
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly nextCursor: string | null;
  readonly total?: number | null;
  readonly isPartial: boolean;
}

async function search(body: object): Promise<Page> {
  const answer = await ask('events/search', body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as unknown as Page;
}

describe('the API of events', () => {
  before(async () => {
    filled = await fillStore({
      logs: [
        { text: lines.slice(0, OWN).join('\n'), zone: 'UTC', blockRows: 50, customer: 'acme' },
        { text: lines.slice(OWN).join('\n'), zone: 'UTC', blockRows: 50, customer: 'other' },
      ],
      events: [],
    });
    const events = new EventSearch({ store: filled.store, clock: Date.now });
    const routes = [eventRoutes, singleEventRoutes, figureRoutes, languageRoutes].flatMap((table) => table(events));
    app = await runApp({ routes, authenticator: anybody });
  });
  after(async () => {
    await app.stop();
    await filled.close();
  });
  describe('search', askSearch);
  describe('customers', askCustomers);
  describe('figures', askFigures);
  describe('one event', askEvent);
  describe('refusals', askRefusals);
  describe('language', askLanguage);
});

function askSearch(): void {
  it('gives events as parse prints them, and where to go on', async () => {
    const page = await search({ query: '', limit: 150, total: true });
    assert.equal(page.events.length, 150);
    assert.deepEqual([page.total, page.isPartial], [OWN, false]);
    const rest = await search({ query: '', limit: 150, cursor: page.nextCursor });
    assert.deepEqual([rest.events.length, rest.nextCursor], [50, null]);
    const seen = [...page.events, ...rest.events].map(({ rawEvent }) => rawEvent);
    const expected = lines.slice(0, OWN).map((line) => printReading(readLine(line, defaultContext())).rawEvent);
    assert.deepEqual([...seen].sort(), [...expected].sort());
  });

  it('takes fields, order and time', async () => {
    const all = await search({ query: 'eventTime: *', limit: 1000, fields: ['eventTime'] });
    const times = all.events.map(({ eventTime }) => String(eventTime)).sort();
    const { events } = await search({
      query: '',
      sort: 'eventTime:asc',
      from: times[50],
      fields: ['eventTime'],
      limit: 3,
    });
    assert.deepEqual(
      events.map(({ eventTime }) => eventTime),
      times.filter((time) => time >= `${times[50]?.slice(0, 19)}`).slice(0, 3),
    );
    assert.ok(events.every((event) => Object.keys(event).length === 1));
  });

  it('counts', async () => {
    assert.equal((await ask('events/count', { query: '' })).body['count'], OWN);
    assert.equal((await ask('events/count', { query: 'zqzqzq' })).body['count'], 0);
  });
}

function askCustomers(): void {
  const everything = [
    '',
    'customerId: *',
    'customerId: other',
    'not customerId: acme',
    'eventName: * or eventName is null',
  ];
  for (const query of everything) {
    it(`are the caller's own for ${query || 'no query'}`, async () => {
      const { events } = await search({ query, limit: 1000, fields: ['customerId'] });
      assert.ok(events.every(({ customerId }) => customerId === 'acme'));
      const { body } = await ask('events/count', { query });
      assert.equal(body['count'], events.length);
    });
  }

  it('go on in no page of somebody else', async () => {
    caller = { tenants: ['other'] };
    const foreign = await search({ query: '', limit: 10 });
    caller = {};
    const { events } = await search({ query: '', limit: 1000, cursor: foreign.nextCursor, fields: ['customerId'] });
    assert.ok(events.every(({ customerId }) => customerId === 'acme'));
  });

  it('are none for who belongs to none', async () => {
    caller = { tenants: [] };
    assert.equal((await ask('events/count', { query: '' })).body['count'], 0);
    caller = { tenants: ['acme', 'other'] };
    assert.equal((await ask('events/count', { query: '' })).body['count'], lines.length);
    caller = {};
  });
}

interface Histogram {
  readonly intervalSeconds: number;
  readonly total: number;
  readonly withoutTime: number;
  readonly buckets: readonly {
    readonly from: string;
    readonly count: number;
    readonly values?: Record<string, number>;
  }[];
}

interface Facets {
  readonly events: number;
  readonly isSampled: boolean;
  readonly facets: readonly {
    readonly token: string;
    readonly present: number;
    readonly values: readonly { readonly value: string; readonly count: number; readonly share: number }[];
  }[];
}

function askFigures(): void {
  it('count per interval, without gap', async () => {
    const { body } = await ask('events/histogram', { query: '', by: 'eventName', limit: 3 });
    const { buckets, total, withoutTime, intervalSeconds } = body as unknown as Histogram;
    assert.equal(total, OWN);
    assert.equal(sum(buckets.map(({ count }) => count)) + withoutTime, OWN);
    const gaps = buckets.slice(1).map(({ from }, index) => Date.parse(from) - Date.parse(buckets[index]?.from ?? ''));
    assert.deepEqual([...new Set(gaps)], [intervalSeconds * 1000]);
    assert.ok(buckets.length <= 62);
    assert.ok(buckets.every(({ values = {}, count }) => sum(Object.values(values)) <= count));
    const names = new Set(buckets.flatMap(({ values = {} }) => Object.keys(values)));
    assert.equal(names.size, 3);
  });

  for (const token of ['eventName', 'userName', 'group', 'inByte'])
    it(`count the frequent values of ${token} per interval as counting them one by one does`, async () => {
      const { events } = await search({ query: '', limit: 1000, fields: ['eventTime', token] });
      const all = events.filter(({ eventTime }) => eventTime !== undefined).flatMap((event) => event[token] ?? []);
      const { body } = await ask('events/histogram', { query: '', by: token, limit: 20 });
      const found = (body as unknown as Histogram).buckets.flatMap(({ values = {} }) => Object.entries(values));
      const names = [...new Set(found.map(([value]) => value))];
      assert.equal(names.length, Math.min(20, new Set(all.map(String)).size));
      for (const name of names) {
        const counts = found.filter(([value]) => value === name).map(([, count]) => count);
        assert.equal(sum(counts), all.filter((value) => String(value) === name).length, name);
      }
    });

  it('refuse more buckets than can be shown', async () => {
    const { status, body } = await ask('events/histogram', { query: '', intervalSeconds: 1 });
    if (status !== 200) assert.match(String(body['detail']), /more than 2000 buckets; choose \d+ s/);
  });

  it('find frequent values as counting them one by one does', async () => {
    const { events } = await search({ query: '', limit: 1000, fields: ['eventName', 'group', 'userName', 'inByte'] });
    const tokens = ['eventName', 'group', 'userName', 'inByte'];
    const { body } = await ask('events/facets', { query: '', tokens, limit: 100 });
    const { facets, events: looked, isSampled } = body as unknown as Facets;
    assert.deepEqual([looked, isSampled], [OWN, false]);
    for (const { token, values, present } of facets) {
      const all = events.map((event) => event[token]).filter((value) => value !== undefined);
      const counts = new Map<string, number>();
      for (const value of all.flat()) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      assert.equal(present, all.length, token);
      assert.deepEqual(new Map(values.map(({ value, count }) => [value, count])), counts, token);
      assert.ok(values.every(({ share, count }) => share === count / OWN));
    }
  });

  it('are of the own customers, in completion too', async () => {
    for (const tenant of ['acme', 'other']) {
      caller = { tenants: [tenant] };
      const { body } = await ask('events/facets', { query: '', tokens: ['customerId'] });
      assert.deepEqual((body as unknown as Facets).facets[0]?.values, [
        { value: tenant, count: tenant === 'acme' ? OWN : lines.length - OWN, share: 1 },
      ]);
      const completion = await ask('qql/complete', { query: 'customerId: ', cursor: 12 });
      const suggestions = completion.body['suggestions'] as readonly { label: string; detail: string }[];
      const seen = suggestions.filter(({ detail }) => detail === 'Seen lately.').map(({ label }) => label);
      assert.deepEqual(seen, [tenant]);
    }
    caller = {};
  });

  it('of nothing are none', async () => {
    const facets = (await ask('events/facets', { query: 'zqzqzq' })).body as unknown as Facets;
    assert.deepEqual([facets.events, facets.facets[0]?.values], [0, []]);
    const histogram = (await ask('events/histogram', { query: 'zqzqzq', by: 'userName' })).body as unknown as Histogram;
    assert.deepEqual([histogram.total, histogram.buckets], [0, []]);
  });
}

function askEvent(): void {
  it('is there with how its line was read and what was around it', async () => {
    const { events } = await search({ query: 'userName: * and eventTime: *', limit: 5 });
    const wanted = events[2] ?? {};
    const { status, body } = await ask(`events/${wanted['eventId']}?around=2`);
    assert.equal(status, 200);
    assert.deepEqual(body['event'], wanted);
    const { texts, line } = body['explanation'] as { texts: readonly { text: string }[]; line: string };
    assert.equal(texts.map(({ text }) => text).join(''), line);
    const around = body['surroundings'] as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
    for (const [name, token] of [
      ['user', 'userName'],
      ['device', 'deviceName'],
    ] as const) {
      const found = around[name] ?? [];
      assert.ok(found.length <= 5 && found.some(({ eventId }) => eventId === wanted['eventId']), name);
      assert.ok(found.every((event) => event[token] === wanted[token]));
    }
  });

  it('of somebody else is not there, nor is one of another id', async () => {
    caller = { tenants: ['other'] };
    const { events } = await search({ query: '', limit: 1, fields: ['eventId'] });
    caller = {};
    const answers = [
      `events/${events[0]?.['eventId']}`,
      'events/00000000-0000-8000-8000-000000000000',
      'events/x%27%20OR%201',
    ];
    for (const path of answers) {
      const { status, body } = await ask(path);
      assert.deepEqual(
        [status, body['code'], body['detail']],
        [404, 'event.not-found', 'there is no event of this id'],
      );
    }
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function askRefusals(): void {
  const cases: readonly [what: string, body: object, detail: RegExp][] = [
    ['a query that is none', { query: 'userName: (' }, /./],
    ['an unknown token', { query: '', fields: ['nope'] }, /no token of this name/],
    ['an unknown order', { query: '', sort: 'eventTime:up' }, /asc or desc/],
    ['a token without order', { query: '', sort: 'rawEvent' }, /sort cannot be/],
    ['a broken place', { query: '', cursor: 'x' }, /cursor cannot be/],
    ['a place of wrong values', { query: '', cursor: Buffer.from('["a","b","c"]').toString('base64url') }, /cursor/],
    ['a place in another order', { query: '', cursor: Buffer.from('["1"]').toString('base64url') }, /cursor/],
    ['no date', { query: '', from: 'yesterday-ish' }, /from cannot be/],
    ['a date that is a query', { query: '', from: 'now or eventName: *' }, /from cannot be/],
    ['no zone', { query: '', timezone: 'Mars/Olympus' }, /time zone/],
    ['too large a page', { query: '', limit: 1001 }, /limit/],
  ];
  for (const [what, body, detail] of cases) {
    it(`name ${what}`, async () => {
      const answer = await ask('events/search', body);
      assert.equal(answer.status, 400, JSON.stringify(answer.body));
      assert.match(String(answer.body['detail']), detail);
      assert.deepEqual(app.errors, []);
    });
  }

  it('point at the place in a query', async () => {
    const { body } = await ask('events/search', { query: 'nope: 1' });
    const [problem] = body['problems'] as readonly { from: number; to: number }[];
    assert.deepEqual([body['code'], problem?.from, problem?.to], ['query.invalid', 0, 4]);
  });
}

function askLanguage(): void {
  it('checks', async () => {
    const good = await ask('qql/check', { query: 'userName: ann' });
    assert.equal(good.body['isValid'], true);
    assert.match(String(good.body['meaning']), /userName/);
    const bad = await ask('qql/check', { query: 'inByte > many' });
    const [diagnostic] = bad.body['diagnostics'] as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([bad.body['isValid'], diagnostic?.['severity'], diagnostic?.['from']], [false, 'error', 9]);
  });

  it('completes', async () => {
    const { body } = await ask('qql/complete', { query: 'userN', cursor: 5 });
    const [first] = body['suggestions'] as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([body['from'], body['to'], first?.['label']], [0, 5, 'userName']);
  });

  it('tells the dictionary', async () => {
    const { body } = await ask('model');
    const fields = body['fields'] as readonly Readonly<Record<string, unknown>>[];
    assert.ok(fields.some(({ token, type }) => token === 'eventTime' && type === 'date'));
    assert.ok(fields.every((field) => field['column'] === undefined));
  });
}
