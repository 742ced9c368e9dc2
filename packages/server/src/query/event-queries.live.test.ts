// What callers rely on: pages, tenants, bytes, figures, and hostile text, over a store that is filled as the program fills it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fieldOf, type Token } from '@gatehouse/model';
import { literal } from '@gatehouse/qql';
import { printReading } from '../map/print.js';
import { defaultContext, readLine } from '../map/reader.js';
import type { EventStore } from '../store/event-store.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { EventQueries } from './event-queries.js';
import { readMetric } from './group-by.js';
import { StoreFacts } from './store-facts.js';

const NOW = Date.parse('2026-03-18T12:00:00.000Z');
const ALL = 10_000;
const NAMES = [
  "o'hara",
  'a\\b',
  "'); DROP TABLE events; --",
  '{p0:String}',
  '%_*?',
  '\u2019 or 1=1',
  'x\u0000y',
  '`tick`',
];
const TIED = NAMES.map((userName, index) => ({
  line: Buffer.from(`${index} tied ${userName} 998877665${index}`, 'utf8').toString('latin1'),
  event: {
    eventTime: NOW,
    userName: Buffer.from(userName, 'utf8').toString('latin1'),
    group: ['staff', `team${index % 2}`],
    inByte: index === 0 ? 2n ** 64n - 1n : index,
    customerId: 'third',
  },
}));
const BINARY = {
  line: 'User \xffann\xc3',
  event: { eventTime: NOW + 1, userName: '\xffann\xc3', userNameBinary: true },
};

const lines = exampleLines(10);
let filled: FilledStore;

function queriesOf(...tenants: readonly (string | null)[]): EventQueries {
  const seen = tenants.filter((tenant) => tenant !== null);
  return new EventQueries({
    store: filled.store,
    tenants: tenants.includes(null) ? null : seen,
    reading: () => ({ now: NOW, zone: 'UTC' }),
  });
}

async function fill(): Promise<void> {
  filled = await fillStore({
    logs: [
      { text: lines.slice(0, 200).join('\n'), zone: 'UTC', blockRows: 50, customer: 'acme' },
      { text: lines.slice(200).join('\n'), zone: 'UTC', blockRows: 50, customer: 'other' },
    ],
    events: [...TIED, BINARY],
  });
}

// The store is opened when its tests begin: a process can have only one at a time.
describe('queries over a store', () => {
  before(fill);
  after(() => filled.close());
  describe('events', askEvents);
  describe('raw lines', askRawLines);
  describe('pages', askPages);
  describe('tenants', askTenants);
  describe('hostile text', askHostileText);
  describe('too much at once', askTooMuch);
  describe('figures', askFigures);
  describe('the search index', askTheSearchIndex);
});

function askEvents(): void {
  it('are what parse prints for their lines, and what only a stored event has', async () => {
    const { events } = await queriesOf('acme').search({ query: '', limit: ALL });
    const expected = lines.slice(0, 200).map((line) => printReading(readLine(line, defaultContext())));
    const added: readonly Token[] = ['eventId', 'customerId', 'count'];
    const stripped = events.map((event) => withoutTokens(event, added));
    assert.deepEqual(sorted(stripped), sorted(expected.map((event) => withoutTokens(event, added))));
    assert.ok(events.every(({ eventId, customerId }) => eventId !== undefined && customerId === 'acme'));
  });

  it('keep bytes that are no UTF-8', async () => {
    const { events } = await queriesOf(null).search({ query: 'userNameBinary: true', limit: 1 });
    const count = (query: string) => queriesOf(null).count({ query });
    assert.equal(await count('userNameBinary: false'), (await count('')) - 1);
    assert.equal(events[0]?.userName, '\ufffdann\ufffd');
    assert.equal(events[0]?.rawEvent, 'User \ufffdann\ufffd');
    assert.equal(Buffer.from(String(events[0]?.rawEventBase64), 'base64').toString('latin1'), BINARY.line);
  });

  it('have only the fields asked for', async () => {
    const { events } = await queriesOf(null).search({
      query: 'userName: tick',
      limit: 5,
      fields: ['userName', 'inByte', 'access'],
    });
    assert.deepEqual(events, [{ userName: '`tick`', inByte: 7 }]);
  });

  it('print numbers beyond 2^53 as text', async () => {
    const { events } = await queriesOf(null).search({ query: 'inByte > 1EB', limit: 5, fields: ['inByte'] });
    assert.deepEqual(events, [{ inByte: '18446744073709551615' }]);
  });
}

function askRawLines(): void {
  it('are put together in the database as the program does it', async () => {
    const facts = new StoreFacts(filled.store);
    await facts.refresh();
    const sql = `SELECT hex(${facts.rawLine.whole}) AS line FROM events ORDER BY eventTime DESC, block DESC, row DESC`;
    const made = await filled.store.select(sql);
    const { events } = await queriesOf(null).search({ query: '', limit: ALL, fields: ['rawEvent'] });
    const printed = made.map(({ line }) => Buffer.from(String(line), 'hex').toString('utf8'));
    assert.deepEqual(
      printed,
      events.map(({ rawEvent }) => rawEvent),
    );
    assert.deepEqual(
      sorted(printed),
      sorted([...lines, ...[...TIED, BINARY].map(({ line }) => Buffer.from(line, 'latin1').toString('utf8'))]),
    );
  });
}

function askPages(): void {
  for (const sort of [
    undefined,
    'eventTime:asc',
    'inByte:desc',
    'userName:asc',
    'endTime:asc',
    'sourceIpv4:desc',
  ] as const) {
    it(`meet without gap or overlap, sorted by ${sort ?? 'time'}`, async () => {
      const [token = 'eventTime', order] = (sort ?? '').split(':');
      const by = sort === undefined ? {} : { sort: { field: fieldOf(token as Token), descending: order === 'desc' } };
      const request = { query: '', fields: ['eventId', 'eventTime'] as const, ...by };
      const whole = await queriesOf(null).search({ ...request, limit: ALL });
      const paged: string[] = [];
      for await (const event of queriesOf(null).all({ ...request, limit: 37 })) paged.push(String(event.eventId));
      assert.deepEqual(
        paged,
        whole.events.map(({ eventId }) => eventId),
      );
      assert.equal(new Set(paged).size, lines.length + TIED.length + 1);
    });
  }

  it('are newest first, ties in the order of their ids', async () => {
    const { events } = await queriesOf(null).search({ query: '', limit: ALL, fields: ['eventId', 'eventTime'] });
    const keys = events.map(({ eventTime, eventId }) => `${eventTime ?? '0'} ${eventId}`);
    assert.deepEqual(keys, [...keys].sort().reverse());
  });

  it('refuse a place that is none', async () => {
    await assert.rejects(queriesOf(null).search({ query: '', limit: 1, cursor: 'x' }), { code: 'option.invalid' });
  });
}

function askTenants(): void {
  it('see their own events whatever they ask', async () => {
    const asked = [
      '',
      'customerId: *',
      'not customerId: acme',
      'customerId: other or userName: *',
      'eventName: * or eventName is null',
    ];
    for (const query of asked) {
      const { events } = await queriesOf('acme').search({ query, limit: ALL });
      assert.ok(
        events.every(({ customerId }) => customerId === 'acme'),
        query,
      );
    }
    assert.equal(await queriesOf('acme').count({ query: '' }), 200);
    assert.equal(await queriesOf("acme' OR '1'='1").count({ query: '' }), 0);
    assert.equal(await queriesOf('').count({ query: '' }), 1);
    assert.equal(await queriesOf().count({ query: '' }), 0);
    assert.equal(await queriesOf('acme', 'third').count({ query: '' }), 200 + TIED.length);
    const groups = await queriesOf('acme').groups({
      query: '',
      tokens: [fieldOf('customerId')],
      metrics: [{ kind: 'count' }],
      intervalSeconds: null,
      limit: 9,
    });
    assert.deepEqual(groups, [{ customerId: 'acme', count: 200 }]);
  });
}

function askHostileText(): void {
  for (const name of NAMES) {
    it(`means what it says: ${JSON.stringify(name)}`, async () => {
      const exact = `userName = ${literal(fieldOf('userName'), name)}`;
      const { events } = await queriesOf(null).search({ query: exact, limit: 9, fields: ['userName'] });
      assert.deepEqual(events, [{ userName: name }]);
      assert.equal(await queriesOf(null).count({ query: `not (${exact})` }), lines.length + TIED.length);
    });
  }
}

function askTooMuch(): void {
  const nested = (levels: number): string =>
    Array.from({ length: levels }, (_, level) => (level % 2 === 0 ? '(userName: b or ' : '(userName: a and ')).join('');
  const asked: readonly (readonly [string, string, boolean])[] = [
    ['many negations', `${'not '.repeat(999)}userName: ann`, true],
    ['many brackets', `${'('.repeat(990)}userName: ann${')'.repeat(990)}`, true],
    ['400 levels', `${nested(400)}userName: c${')'.repeat(400)}`, true],
    ['900 levels', `${nested(900)}userName: c${')'.repeat(900)}`, false],
    [
      'a list of 1900 names',
      `userName: [${Array.from({ length: 1900 }, (_, index) => `\`a${index}\``).join(', ')}]`,
      true,
    ],
    ['1000 numbers anywhere', Array.from({ length: 1000 }, (_, index) => `${index}`).join(' or '), false],
  ];
  for (const [title, query, isAnswered] of asked) {
    it(isAnswered ? `answers ${title}` : `refuses ${title}`, async () => {
      const answer = queriesOf(null).count({ query });
      if (isAnswered) assert.ok((await answer) >= 0);
      else await assert.rejects(answer, { code: 'query.invalid', exitCode: 2 });
    });
  }
}

function askFigures(): void {
  it('are those of the events', async () => {
    const queries = queriesOf('third');
    const metrics = ['count', 'uniq(userName)', 'max(inByte)', 'min(eventTime)', 'avg(duration)'].map(readMetric);
    const request = { query: 'tied', metrics, intervalSeconds: null, limit: 9 };
    const common = { 'max(inByte)': 7, 'min(eventTime)': '2026-03-18T12:00:00.000Z', 'avg(duration)': null };
    assert.deepEqual(await queries.groups({ ...request, tokens: [fieldOf('group')] }), [
      { group: 'staff', count: 8, 'uniq(userName)': 8, ...common, 'max(inByte)': '18446744073709551615' },
      { group: 'team0', count: 4, 'uniq(userName)': 4, ...common, 'max(inByte)': '18446744073709551615' },
      { group: 'team1', count: 4, 'uniq(userName)': 4, ...common },
    ]);
  });

  it('are counted per interval', async () => {
    const rows = await queriesOf(null).groups({
      query: '',
      tokens: [],
      metrics: [{ kind: 'count' }],
      intervalSeconds: 86_400,
      limit: 99,
    });
    assert.equal(
      rows.reduce((sum, { count }) => sum + Number(count), 0),
      lines.length + TIED.length + 1,
    );
    assert.ok(rows.every(({ eventTime }) => eventTime === null || String(eventTime).endsWith('T00:00:00.000Z')));
  });

  it('of nothing are zero', async () => {
    assert.equal(await queriesOf(null).count({ query: 'zqzqzq' }), 0);
  });
}

function askTheSearchIndex(): void {
  it('narrows what is read', async () => {
    const plan = async (query: string): Promise<string> =>
      (await queriesOf(null).explain({ query, limit: 10 })).plan.join('\n');
    assert.match(await plan('tied'), /block_range/);
    assert.match(await plan('sessionId: 1'), /session_range/);
    assert.match(await plan('eventTime > 2026-03-18'), /PrimaryKey\s+│?\s*Keys:\s+│?\s*eventTime/);
  });

  it('says nothing wrong of what is stored while it is asked', async () => {
    const all = await queriesOf(null).count({ query: '' });
    const late = (block: number): EventQueries =>
      new EventQueries({
        store: storingLate(block),
        tenants: null,
        reading: () => ({ now: NOW, zone: 'UTC' }),
      });
    assert.equal(await late(1_000_000).count({ query: 'not latecomer' }), all);
    const after = await queriesOf(null).newest();
    const following = { query: 'latecomer or userName: `zed`', after, limit: ALL };
    const first = late(2_000_000);
    assert.deepEqual(await first.storedAfter(following), []);
    assert.equal((await first.storedAfter(following)).length, 2);
  });

  it('finds long numbers, also where it was written when three digits were listed of them', async () => {
    const queries = queriesOf(null);
    assert.equal(await queries.count({ query: '9988776655' }), 1);
    assert.equal(await queries.count({ query: '99887766' }), NAMES.length);
    assert.equal(await queries.count({ query: '998877664' }), 0);
    await filled.store.execute(
      "INSERT INTO terms SELECT '998', block, bitAnd(columns, bitNot(bitShiftLeft(toUInt64(1), 63))) FROM terms WHERE term = '998877665'",
    );
    await filled.store.execute("DELETE FROM terms WHERE term = '998877665'");
    assert.equal(await queries.count({ query: '9988776655' }), 1);
    assert.equal(await queries.count({ query: '9987' }), 0);
  });
}

/** Stores two events when the search index has answered and the events have not: one with a word, one with a name. */
function storingLate(block: number): EventStore {
  let isStored = false;
  const store = Object.create(filled.store) as { query: EventStore['query'] } & EventStore;
  store.query = async (query) => {
    if (!isStored && /FROM events (?!WHERE _part)/.test(query.sql)) {
      isStored = true;
      await filled.store.execute(`INSERT INTO terms VALUES ('latecomer', ${block}, 2), ('zed', ${block}, 4096)`);
      await filled.store.execute(
        `INSERT INTO events (block, row, rawRest, userName) VALUES (${block}, 0, 'latecomer', ''), (${block}, 1, 'x', 'zed')`,
      );
    }
    return filled.store.query(query);
  };
  return store;
}

function withoutTokens(
  event: Readonly<Record<string, unknown>>,
  tokens: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(event).filter(([token]) => !tokens.includes(token)));
}

/** One text per value; the order of values and of labels does not count. */
function sorted(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value, withSortedLabels)).sort();
}

function withSortedLabels(key: string, value: unknown): unknown {
  if (key !== 'attributes' || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
