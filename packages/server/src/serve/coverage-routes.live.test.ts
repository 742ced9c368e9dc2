/** The coverage of sources: what the store counts is what one counts over the events one by one, for each caller's own customers. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EventCoverage, PrintedEvent, SourcesCoverage } from '@gatehouse/model';
import { fieldOf, positionOf } from '@gatehouse/model';
import { EventSearch } from '../api/event-search.js';
import { readCoverage } from '../query/coverage.js';
import { EventReader } from '../query/event-reader.js';
import { requireForm } from '../test/answer-form.js';
import { somebody } from '../test/kept-searches.js';
import { type Application, problemIn, runApp } from '../test/served-app.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { coverageRoutes } from './coverage-routes.js';

const NOW = Date.UTC(2026, 2, 20);
const LIVE = { customerId: 'a', eventSourceId: 'vienna', deviceName: 'late', category: 'SSLVPN', eventName: 'LOGIN' };
/** Received an hour before it says that it happened; without a time; of somebody else. */
const EVENTS = [
  ...[0, 1, 2].map((number) => ({ ...LIVE, eventTime: NOW - 60_000 + number, collectorReceivedTime: NOW - 3_660_000 })),
  { ...LIVE, deviceName: '', eventName: '', defects: ['unrecognised'], collectorReceivedTime: NOW - 7_200_000 },
  { ...LIVE, eventName: 'NEW', defects: ['unknown-event', 'bad-port'], eventTime: NOW, collectorReceivedTime: NOW },
  { ...LIVE, customerId: 'b', eventSourceId: 'graz', deviceName: 'theirs', eventTime: NOW, collectorReceivedTime: NOW },
];
const LISTENERS = [
  { id: 'vienna', kind: 'udp', silentAfterSeconds: 900 },
  { id: 'graz', kind: 'file', silentAfterSeconds: 0 },
] as const;

let filled: FilledStore;
let search: EventSearch;
let app: Application;
let tenants: readonly string[] | null = ['a'];

async function ask(query = 'from=2026-01-01&to=2027-01-01'): Promise<Response> {
  return fetch(`${app.url}/api/v1/sources/coverage?${query}`);
}

async function coverage(query?: string): Promise<SourcesCoverage> {
  const answer = await ask(query);
  assert.equal(answer.status, 200);
  const body = (await answer.json()) as SourcesCoverage;
  requireForm(routes()[0], body);
  return body;
}

const routes = () => coverageRoutes({ search, listeners: () => LISTENERS });

describe('the coverage of sources', () => {
  before(async () => {
    const lines = exampleLines(3);
    const logs = [{ text: [...lines, 'no line of ours'].join('\n'), zone: 'UTC', blockRows: 200, customer: 'a' }];
    filled = await fillStore({ logs, events: EVENTS.map((event) => ({ line: 'a line', event })) });
    search = new EventSearch({ store: filled.store, clock: () => NOW + 600_000 });
    let now = 0;
    const authenticator = { authenticate: async () => somebody('ann', { tenants }) };
    app = await runApp({ routes: routes(), authenticator, clock: () => (now += 10_000) });
  });
  after(async () => {
    await app.stop();
    await filled.close();
  });
  it('counts what one counts one by one', countAll);
  it('says of a source how it is', describeSource);
  it('looks up rare kinds of events by themselves', lookUpRare);
  it('shows nobody the sources of others', keepApart);
  it('has bounds, and refuses what is none', refuseNonsense);
});

async function countAll(): Promise<void> {
  const { sources, seen, mapped, partial, unknown, unrecognised, isTruncated } = await coverage();
  const events: PrintedEvent[] = [];
  const queries = search.for({ caller: somebody('ann', { tenants }), signal: new AbortController().signal });
  for await (const event of queries.all({ query: '', limit: 1000 }))
    if (event.eventTime !== undefined || event.collectorReceivedTime !== undefined) events.push(event);
  const kinds = new Map<string, PrintedEvent[]>();
  for (const event of events) kinds.set(keyOf(event), [...(kinds.get(keyOf(event)) ?? []), event]);
  const rows = sources.flatMap(({ customerId, eventSourceId, devices }) =>
    devices.flatMap(({ deviceName, events: some }) =>
      some.map(
        (row) => [keyOf({ customerId, eventSourceId, deviceName, ...row } as unknown as PrintedEvent), row] as const,
      ),
    ),
  );
  assert.deepEqual(rows.map(([key]) => key).sort(), [...kinds.keys()].sort());
  assert.ok(rows.length > 30 && !isTruncated);
  for (const [key, row] of rows) assertSame(row, kinds.get(key) ?? [], key);
  assert.equal(seen, events.length);
  assert.equal(mapped + partial + unknown + unrecognised, seen);
  assert.ok(mapped > 500 && partial > 0 && unknown > 0 && unrecognised > 0);
}

function keyOf({ customerId, eventSourceId, deviceName, category, eventName }: PrintedEvent): string {
  return [customerId, eventSourceId, deviceName, category, eventName].map((value) => value ?? '').join(' | ');
}

function assertSame(row: EventCoverage, events: readonly PrintedEvent[], key: string): void {
  assert.equal(row.seen, events.length, key);
  assert.equal(row.mapped, events.filter(({ defects }) => defects === undefined).length, key);
  const ids = events.map(({ eventId }) => String(eventId)).sort();
  assert.equal(row.example, ids.at(-1), key);
  assert.ok(positionOf(row.example) !== null);
  const tokens = new Set(events.flatMap((event) => Object.keys(event)));
  const expected = [...tokens].filter((token) => {
    const field = fieldOf(token);
    return field?.column.kind !== 'rebuilt' && token !== 'eventId' && token !== 'count';
  });
  assert.deepEqual(Object.keys(row.filled).sort(), expected.sort(), key);
  for (const [token, share] of Object.entries(row.filled))
    assert.equal(
      Math.round(share * row.seen),
      events.filter((event) => Object.hasOwn(event, token)).length,
      `${key} ${token}`,
    );
  for (const { code, count, examples, meaning } of row.defects) {
    const having = events.filter(({ defects }) => (defects as readonly string[] | undefined)?.includes(code));
    assert.equal(count, having.length, `${key} ${code}`);
    assert.deepEqual(
      examples,
      having
        .map(({ eventId }) => eventId)
        .sort()
        .reverse()
        .slice(0, 3),
    );
    assert.ok(meaning.length > 10);
  }
}

async function describeSource(): Promise<void> {
  const { sources } = await coverage('from=2026-03-19');
  const vienna = sources.find(({ eventSourceId }) => eventSourceId === 'vienna');
  assert.deepEqual(
    [vienna?.seen, vienna?.mapped, vienna?.unknown, vienna?.unrecognised, vienna?.partial],
    [5, 3, 1, 1, 0],
  );
  assert.deepEqual(
    [vienna?.lastSeen, vienna?.silenceSeconds, vienna?.isSilent],
    ['2026-03-20T00:00:00.000Z', 600, false],
  );
  const device = vienna?.devices.find(({ deviceName }) => deviceName === 'late');
  assert.equal(Math.round(device?.skewSeconds ?? 0), 3600);
  const defects = device?.events.find(({ eventName }) => eventName === 'NEW')?.defects;
  assert.deepEqual(
    defects?.map(({ code, count }) => [code, count]),
    [
      ['bad-port', 1],
      ['unknown-event', 1],
    ],
  );
  tenants = ['b'];
  const [graz] = (await coverage('from=2026-03-19')).sources;
  tenants = ['a'];
  assert.deepEqual([graz?.eventSourceId, graz?.isSilent, graz?.devices[0]?.skewSeconds], ['graz', null, null]);
}

async function lookUpRare(): Promise<void> {
  const reader = new EventReader({ store: filled.store, tenants: ['a'] });
  const time = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
  const [all, few] = await Promise.all([readCoverage(reader, time), readCoverage(reader, { ...time, filledOf: 20 })]);
  const filledIn = new Map(all.kinds.map((kind) => [JSON.stringify(kind.parts), kind.filled]));
  for (const kind of few.kinds) {
    const whole = Object.keys(filledIn.get(JSON.stringify(kind.parts)) ?? {});
    assert.ok(kind.filled.eventName !== undefined || kind.eventName === '', kind.eventName);
    assert.deepEqual(
      Object.keys(kind.filled).filter((token) => !whole.includes(token)),
      [],
    );
  }
}

async function keepApart(): Promise<void> {
  const text = await (await ask()).text();
  assert.doesNotMatch(text, /graz|theirs|"customerId":"b"/);
  for (const none of [[], ['c']]) {
    tenants = none;
    const { seen, sources } = await coverage();
    assert.deepEqual([seen, sources], [0, []]);
  }
  tenants = null;
  const { sources } = await coverage();
  assert.deepEqual([...new Set(sources.map(({ customerId }) => customerId))].sort(), ['a', 'b']);
  tenants = ['a'];
}

async function refuseNonsense(): Promise<void> {
  assert.equal((await coverage()).from, '2026-01-01');
  assert.equal((await coverage('')).from, 'now-24h');
  assert.equal((await coverage('from=2026-03-21')).seen, 0);
  assert.equal((await coverage('from=2026-03-19&to=2026-03-18')).seen, 0);
  for (const query of [
    'from=x',
    'to=(',
    'from=now) or (1',
    'timezone=Mars',
    'from=',
    'tenants=b',
    'from=9999999-01-01',
  ])
    assert.equal((await problemIn(await ask(query))).status, 400, query);
}
