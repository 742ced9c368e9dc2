import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { exampleTables, PROXY, PUBLIC } from '../test/enrich-tables.js';
import { Lookups } from './lookup.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-lookup-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const lookups = new Lookups(exampleTables(folder, 'corp'));
const lookup = lookups.of('corp');

interface Case {
  readonly name: string;
  readonly address: string;
  readonly place?: string;
  readonly asn?: number;
  readonly tags?: readonly string[];
  readonly reserved?: RegExp;
}

const ADDRESSES: readonly Case[] = [
  {
    name: 'a public one',
    address: PUBLIC.vienna,
    place: 'Austria/Vienna/48.2085,16.3721',
    asn: 64500,
    tags: ['sinkhole'],
  },
  {
    name: 'in IPv6 notation',
    address: `::ffff:${PUBLIC.vienna}`,
    place: 'Austria/Vienna/48.2085,16.3721',
    asn: 64500,
    tags: ['sinkhole'],
  },
  { name: 'a country alone', address: PUBLIC.country, place: 'Netherlands//' },
  { name: 'IPv6', address: PUBLIC.ipv6, place: 'Sweden/Malmö/55.605,13.0038' },
  { name: 'a site over a public one', address: PUBLIC.zurich, place: '/Basel/', asn: 64501, tags: ['Egress'] },
  { name: 'beside that site', address: '199.7.91.14', place: 'Switzerland/Zürich/47.3769,8.5417', asn: 64501 },
  {
    name: 'inside',
    address: '10.1.2.3',
    place: 'Germany/Berlin/52.52,13.405',
    tags: ['Berlin office'],
    reserved: /1918/,
  },
  { name: 'inside, in a site without place', address: '10.20.1.1', tags: ['Café'], reserved: /1918/ },
  { name: 'inside, in a site of a network', address: '10.30.1.1', asn: 64496, tags: ['Leased'], reserved: /1918/ },
  { name: 'inside, in no site', address: '10.200.1.1', reserved: /1918/ },
  { name: 'on a watch list, in a site', address: '10.20.8.1', tags: ['Café', 'sinkhole'], reserved: /1918/ },
  { name: 'documentation', address: '192.0.2.1', reserved: /5737/ },
  { name: 'unique local', address: 'fd00::1', reserved: /4193/ },
  { name: 'never given out', address: '5000::1', reserved: /not global/ },
  { name: 'watched IPv6', address: '2001:db8:66::1', tags: ['sinkhole'], reserved: /3849/ },
  { name: 'public, in no database', address: '192.5.5.241' },
];

for (const { name, address, place, asn, tags = [], reserved } of ADDRESSES) {
  test(`address: ${name}`, () => {
    const facts = lookup.address(address);
    const { country, city, coordinates } = facts?.place ?? {};
    assert.equal(facts?.place === null ? undefined : [country, city, coordinates].join('/'), place);
    assert.equal(facts?.network?.asn, asn);
    assert.deepEqual(facts?.tags, tags);
    assert.match(facts?.reserved ?? '', reserved ?? /^$/);
  });
}

for (const text of ['', 'ann', '10.0.0.0/8', '1.2.3.4.5', ':::'])
  test(`${JSON.stringify(text)} is no address`, () => assert.equal(lookup.address(text), null));

const FORWARDED: readonly { name: string; source: string; forwarded: readonly string[]; located: string | null }[] = [
  { name: 'nobody is believed', source: PUBLIC.zurich, forwarded: [PUBLIC.vienna], located: PUBLIC.zurich },
  { name: 'a proxy is', source: PROXY, forwarded: [PUBLIC.vienna], located: PUBLIC.vienna },
  {
    name: 'what the client wrote is not',
    source: PROXY,
    forwarded: [PUBLIC.zurich, PUBLIC.vienna],
    located: PUBLIC.vienna,
  },
  { name: 'two proxies', source: PROXY, forwarded: [PUBLIC.vienna, '2001:db8:99::1'], located: PUBLIC.vienna },
  { name: 'proxies alone', source: PROXY, forwarded: [PROXY], located: null },
  { name: 'a proxy that says nothing', source: PROXY, forwarded: [], located: null },
  { name: 'what is no address', source: PROXY, forwarded: [PUBLIC.vienna, 'unknown'], located: null },
];

for (const { name, source, forwarded, located } of FORWARDED) {
  test(`whose place counts: ${name}`, () => {
    const facts = lookup.address(source);
    assert.ok(facts !== null);
    assert.equal(lookup.effective(facts, forwarded)?.address ?? null, located);
  });
}

test('a person: what is known, and how', () => {
  const { person, tags } = lookup.user('corp\\ANN');
  assert.deepEqual(person?.texts, ['E-1', 'Engineering', 'Full Time Employee', 'Mia Bell', 'ann.lee@example.com']);
  assert.deepEqual(tags, ['leavers']);
});

test('nobody and several people are marked, not guessed', () => {
  assert.equal(lookup.user('eve').person?.texts[2], 'Unknown');
  assert.equal(lookup.user('dan').person?.texts[2], 'Ambiguous');
  assert.deepEqual(lookup.user('mallory').tags, ['sinkhole']);
});

test('somebody on a watch list is on it under every name', () => {
  for (const name of ['ann', 'adm-ann', 'CORP\\adm-ann', 'ann.lee@example.com'])
    assert.deepEqual(lookup.user(name).tags, ['leavers'], name);
  assert.deepEqual(lookup.user('LAB\\ann').tags, []);
});

test('another customer sees places, and nothing of people, sites, proxies and lists', () => {
  for (const customer of ['other', '__proto__', 'constructor']) {
    const other = lookups.of(customer);
    assert.equal(other.address(PUBLIC.vienna)?.place?.city, 'Vienna');
    assert.deepEqual(other.address(PUBLIC.vienna)?.tags, []);
    assert.deepEqual([other.address('10.1.2.3')?.place, other.address(PROXY)?.isProxy], [null, false]);
    assert.deepEqual(other.user('ann'), { person: null, tags: [] });
  }
});
