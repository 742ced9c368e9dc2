// The proof of the compiler: over the same events, the database finds exactly those rows for which the evaluator says yes. Queries are
// generated from the values that the events really have, so that most of them find something.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DictionaryField, EventFields } from '@gatehouse/model';
import { FIELDS } from '@gatehouse/model';
import { check, evaluate, literal, type ResolvedQuery, wordsOf } from '@gatehouse/qql';
import fc from 'fast-check';
import { asFields, exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { EventQueries } from './event-queries.js';

const NOW = Date.parse('2026-03-18T12:00:00.000Z');
const READING = { now: NOW, zone: 'UTC' };

const lines = exampleLines(6);
const withoutGmt = lines
  .slice(0, 60)
  .map((line) => line.replaceAll(/(\d\d)\/(\d\d)\/(\d{4}:\d\d:\d\d:\d\d) GMT/g, '$2/$1/$3'));

// Texts that differ only in what comparing must respect: case, scripts, joiners, empty words, bytes that are no UTF-8.
const TEXTS = [
  'ann.lee',
  'Ann Lee',
  "ann o'hara",
  'ANN_LEE x',
  'a.b.c d..e',
  '.ann',
  'x.1.y 10,125;7',
  'x__y __ z',
  'über Größe',
  'ÅNGSTRÖM \u212aelvin K',
  'ΟΔΟΣ οδός',
  '漢字かな ann',
  'ann\u2019s \u201cquoted\u201d',
  'back\\slash `tick` {x:String} %_*?',
  "'; DROP TABLE events; --",
  'a\u00a0b\u2014c',
  '5 50 500',
  '\u0000\u0007',
].map((text) => Buffer.from(text, 'utf8').toString('latin1'));
// One such byte at a time: how many U+FFFD a run of them becomes is not the same everywhere.
const BINARY = ['\xffann', 'ann\xff lee', '\xc3'];

const text = fc.constantFrom(...TEXTS, ...BINARY);
const someEvent = fc.record(
  {
    userName: text,
    contextUser: text,
    message: text,
    requestUrl: text,
    externalId: fc.constantFrom('9B64-a', '9b65', 'x'),
    group: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    tags: fc.uniqueArray(fc.constantFrom('VPN', 'vpn2', 'a b'), { minLength: 1 }),
    eventTime: fc.integer({ min: NOW - 4e8, max: NOW + 4e8 }),
    endTime: fc.integer({ min: -2e12, max: 4e12 }),
    sourceIpv4: fc.integer({ min: 0, max: 30 }).map((last) => `10.2.${last * 8}.${last}`),
    sourceIpv6: fc.constantFrom('2001:db8::1', '2001:db8::ffff', '::2'),
    virtualSystem: fc.constantFrom('192.0.2.7', '2001:db8::7', 'gw'),
    forwardedFor: fc.uniqueArray(fc.constantFrom('192.0.2.7', '2001:db8::7', '198.51.100.9'), { minLength: 1 }),
    sourcePort: fc.constantFrom(0, 44, 443, 4430, 65_535),
    inByte: fc.constantFrom(0, 1024, 2n ** 53n + 1n, 2n ** 64n - 1n),
    duration: fc.constantFrom(0, 59, 3600, 4_294_967_295),
    vpnSessionId: fc.constantFrom('0', '74094', '18446744073709551615'),
    geoSourceCoordinates: fc.constantFrom('47.3769,8.5417', '-33.9,151.2', '91,0', '10, 179.9', 'here'),
    outcome: fc.constantFrom('Success', 'Failure'),
    userNameBinary: fc.constant(true),
    attributes: fc.dictionary(fc.constantFrom('Label', 'label2', 'Über'), text, { minKeys: 1 }),
  },
  { requiredKeys: [] },
);

/** A list is one text in the line; bytes that are no UTF-8 have a place in the order of texts. */
const ONCE_WRONG = ['"VPN_USERS P"', 'requestUrl: [`漢字かな ann` .. *]'];

let filled: FilledStore;
let queries: EventQueries;
let events: readonly EventFields[];

const scalarOf = (value: unknown): fc.Arbitrary<string> => {
  if (Array.isArray(value)) return fc.constantFrom(...value.map(String));
  if (typeof value === 'object' && value !== null) return fc.constantFrom(...Object.values(value).map(String));
  return fc.constant(String(value));
};

/** One clause about a value that some event has under this token. */
function clauseOf(field: DictionaryField, value: string): fc.Arbitrary<string> {
  const { token, type } = field;
  const exact = literal(field, value);
  const always = [`${token}: *`, `${token} is null`];
  const whole = [`${token}: ${exact}`, `${token} = ${exact}`, `${token} != ${exact}`];
  if (type === 'boolean') return fc.constantFrom(`${token}: true`, `${token}: false`, ...always);
  if (type === 'geo') return fc.constantFrom(...geoClauses(token), ...always);
  if (type === 'date') return rangeClauses(token, new Date(Number(value)).toISOString(), always);
  if (type === 'ip') return ipClauses(token, value, always);
  if (['number', 'bytes', 'duration', 'port'].includes(type)) return rangeClauses(token, value, always);
  if (field.values !== undefined) return fc.constantFrom(...whole, ...always);
  const order = type === 'string' ? [`${token} > ${exact}`, `${token} <= ${exact}`, `${token}: [${exact} .. *]`] : [];
  return fc.oneof(
    fc.constantFrom(...whole, ...always, ...order),
    wildcardClause(token, value),
    wordClause(token, value),
  );
}

function geoClauses(token: string): readonly string[] {
  return [
    `${token}: "47.3769,8.5417"`,
    `${token}: ["45.8,5.9" .. "47.9,10.5"]`,
    `${token}: ["-90,150" .. "90,-170"]`,
    `${token}: ["5,170" .. "20,180"]`,
  ];
}

function rangeClauses(token: string, value: string, always: readonly string[]): fc.Arbitrary<string> {
  const quoted = `"${value}"`;
  return fc.constantFrom(
    ...['<', '<=', '>', '>=', '=', '!='].map((operator) => `${token} ${operator} ${quoted}`),
    `${token}: [* .. ${quoted}]`,
    `${token}: (${quoted} .. *)`,
    `${token}: [${quoted}, ${quoted}]`,
    ...always,
  );
}

function ipClauses(token: string, value: string, always: readonly string[]): fc.Arbitrary<string> {
  if (!/^[\da-f.:]+$/i.test(value)) return fc.constantFrom(...always);
  const isIpv4 = !value.includes(':');
  return fc.constantFrom(
    `${token}: ${value}`,
    `${token}: ${value}/${isIpv4 ? 21 : 120}`,
    `${token}: ${isIpv4 ? '0.0.0.0/0' : '::/0'}`,
    `${token} > ${value}`,
    `${token} <= ${value}`,
    isIpv4 ? `${token}: ${value.split('.').slice(0, 2).join('.')}.*` : `${token}: 2001:db8:*`,
    ...always,
  );
}

function wildcardClause(token: string, value: string): fc.Arbitrary<string> {
  const escaped = [...value.trim()].map((character) => (/[\w.-]/.test(character) ? character : '?'));
  return fc
    .tuple(fc.nat(value.length), fc.nat(value.length), fc.boolean(), fc.boolean())
    .map(([from, to, starts, ends]) => {
      const middle = escaped.slice(Math.min(from, to), Math.max(from, to) + 1).join('');
      return `${token}: ${starts ? '*' : ''}${middle}${ends || !starts ? '*' : ''}`;
    });
}

const WORD_CLASS = /^[\p{L}\p{N}_]+$/u;

function wordClause(token: string, value: string): fc.Arbitrary<string> {
  const words = wordsOf(value);
  if (words.length === 0) return fc.constant(`${token}: *`);
  const pick = fc.tuple(
    fc.nat(words.length - 1),
    fc.integer({ min: 1, max: token === '' ? 7 : 3 }),
    fc.integer({ min: 1, max: 12 }),
  );
  return pick.chain(([from, count, length]) => {
    const some = words.slice(from, from + count);
    const last = some.at(-1) ?? '';
    const cut = [...last].slice(0, length).join('');
    const prefix = WORD_CLASS.test(cut) ? cut : last;
    const phrase = [...some.slice(0, -1), prefix].map((word) => word.replaceAll(/["\\]/g, '\\$&')).join(' ');
    const upper = phrase.toUpperCase();
    const separator = token === '' ? '' : `${token}: `;
    return fc.constantFrom(
      `${separator}"${phrase}"`,
      `${separator}"${upper}"`,
      `${separator}("${some.join('" and "')}")`,
    );
  });
}

const fields = FIELDS.filter(({ token }) => token !== 'rawEventBase64');

function clause(): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...fields), fc.nat()).chain(([field, at]) => {
    const owners = events.filter((event) => event[field.token] !== undefined);
    const owner = owners[at % Math.max(1, owners.length)];
    if (owner === undefined) return fc.constantFrom(`${field.token}: *`, `${field.token} is null`);
    return scalarOf(owner[field.token]).chain((value) => clauseOf(field, value));
  });
}

function freeText(): fc.Arbitrary<string> {
  return fc.nat().chain((at) => wordClause('', events[at % events.length]?.rawEvent ?? 'x'));
}

function query(): fc.Arbitrary<string> {
  const leaf = fc.oneof({ arbitrary: clause(), weight: 3 }, { arbitrary: freeText(), weight: 2 });
  const negated = leaf.map((one) => `not ${one}`);
  const pair = fc.tuple(fc.oneof(leaf, negated), fc.constantFrom('and', 'or'), fc.oneof(leaf, negated));
  return fc.oneof(
    { arbitrary: leaf, weight: 4 },
    negated,
    pair.map(([a, word, b]) => `(${a}) ${word} not (${b})`),
  );
}

async function fill(): Promise<void> {
  const made = fc.sample(someEvent, { numRuns: 120, seed: 7 });
  filled = await fillStore({
    logs: [
      { text: lines.join('\n'), zone: 'UTC', blockRows: 100, customer: 'acme' },
      { text: withoutGmt.join('\n'), zone: 'Europe/Vienna', blockRows: 100, customer: 'other' },
    ],
    events: made.map((event, index) => ({ line: `${index} ${event.message ?? ''} ${event.userName ?? 'x'}`, event })),
  });
  queries = new EventQueries({ store: filled.store, tenants: null, reading: () => READING });
  events = (await queries.search({ query: '', limit: 10_000 })).events.map(asFields);
}

// The store is opened when its tests begin: a process can have only one at a time.
describe('the database and the evaluator', () => {
  before(fill);
  after(() => filled.close());

  it('have the events to compare over', () => {
    assert.equal(events.length, lines.length + withoutGmt.length + 120);
  });

  it('find the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(query(), async (one) => {
        const resolved = readable(one);
        if (resolved === null) return;
        const expected = events.filter((event) => evaluate(resolved, event)).map(({ eventId }) => eventId);
        const page = await queries.search({ query: one, limit: 10_000, fields: ['eventId'] });
        assert.deepEqual(
          page.events.map(({ eventId }) => eventId),
          expected,
          one,
        );
        if (expected.length % 5 === 0) assert.equal(await queries.count({ query: one }), expected.length, one);
      }),
      { numRuns: 200, seed: 11, endOnFailure: true, examples: ONCE_WRONG.map((one) => [one]) },
    );
  });
});

/** Null for the odd generated text that is no query. */
function readable(text: string): ResolvedQuery | null {
  return check(text, READING).query ?? null;
}
