/** The columns against the obvious way: whatever the rows, each has what enrichEvent gives its event. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ABSENT_TIME, type EventFields } from '@gatehouse/model';
import fc from 'fast-check';
import { appendEvent } from '../encode/append.js';
import { Batch } from '../encode/batch.js';
import { readRows } from '../encode/row.js';
import { exampleTables, PROXY, PUBLIC } from '../test/enrich-tables.js';
import { BatchEnrichment } from './batch-enrichment.js';
import { enrichEvent } from './event-enrichment.js';
import { Lookups } from './lookup.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-batch-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const lookups = new Lookups(exampleTables(folder, 'corp'));

const ADDRESSES = [
  ...Object.values(PUBLIC).slice(0, 3),
  PROXY,
  '10.1.2.3',
  '10.20.8.9',
  '10.200.0.1',
  '192.0.2.7',
  '0.0.0.0',
];
const ADDRESSES_IPV6 = [PUBLIC.ipv6, '2001:db8:66::1', '2001:db8:99::7', 'fd00::1'];
const NAMES = ['ann', 'CORP\\ANN', 'bob', 'dan', 'eve', 'mallory', 'M\xc3\xbcller', '\xff\xfe', 'x'.repeat(300)];

const ipv4 = fc.option(fc.oneof(fc.constantFrom(...ADDRESSES), fc.ipV4()), { nil: undefined });
const ipv6 = fc.option(fc.constantFrom(...ADDRESSES_IPV6), { nil: undefined, freq: 1 });
const name = fc.option(fc.constantFrom(...NAMES), { nil: undefined });
const event = fc
  .record({
    eventTime: fc.constant(Date.UTC(2026, 2, 17)),
    sourceIpv4: ipv4,
    sourceIpv6: ipv6,
    clientIpv4: ipv4,
    clientIpv6: ipv6,
    destinationIpv4: ipv4,
    destinationIpv6: ipv6,
    forwardedFor: fc.option(fc.array(fc.constantFrom(...ADDRESSES), { minLength: 1, maxLength: 3 }), {
      nil: undefined,
    }),
    userName: name,
    contextUser: name,
    tags: fc.constantFrom(undefined, ['VPN', 'citrix-vpn'], ['leavers']),
  })
  .map((fields) => {
    const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
    return oneAddressPerEnd(Object.fromEntries(kept) as EventFields);
  });

/** As the reader makes them. */
function oneAddressPerEnd(fields: EventFields): EventFields {
  const { sourceIpv6, clientIpv6, destinationIpv6, ...rest } = fields;
  return {
    ...rest,
    ...(rest.sourceIpv4 === undefined && sourceIpv6 !== undefined && { sourceIpv6 }),
    ...(rest.clientIpv4 === undefined && clientIpv6 !== undefined && { clientIpv6 }),
    ...(rest.destinationIpv4 === undefined && destinationIpv6 !== undefined && { destinationIpv6 }),
  };
}

function rowsOf(batch: Batch): EventFields[] {
  return readRows(batch).map((row) => comparable(row.event));
}

/** IPv6 addresses come back in another spelling. */
function comparable({ sourceIpv6, clientIpv6, destinationIpv6, count, ...rest }: EventFields): EventFields {
  return rest;
}

for (const customer of ['corp', 'other']) {
  test(`any events of ${customer}: the columns say what the obvious way says, block after block`, () => {
    const lookup = lookups.of(customer);
    const batch = new Batch(64);
    const enrichment = new BatchEnrichment(batch, lookup);
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 20 }), (events) => {
        batch.reset();
        for (const each of events) appendEvent(batch, 'line', each);
        enrichment.enrich();
        const rows = rowsOf(batch);
        for (const [index, each] of events.entries())
          assert.deepEqual(rows[index], comparable(enrichEvent(each, lookup)));
      }),
      { numRuns: 200 },
    );
  });
}

test('more addresses and names than are remembered: the rows stay right', () => {
  const lookup = lookups.of('corp');
  const batch = new Batch(64);
  const enrichment = new BatchEnrichment(batch, lookup, 100);
  for (let round = 0; round < 10; round++) {
    const events = Array.from({ length: 64 }, (_, index): EventFields => {
      const isKnown = index % 8 === round % 8;
      const number = round * 64 + index;
      return {
        sourceIpv4: isKnown ? PUBLIC.vienna : `12.0.${number >> 8}.${number & 255}`,
        userName: isKnown ? 'ann' : `nobody-${number}`,
        destinationIpv6: isKnown ? PUBLIC.ipv6 : `2600::${number}`,
      };
    });
    batch.reset();
    for (const each of events) appendEvent(batch, '', each);
    enrichment.enrich();
    const rows = rowsOf(batch);
    for (const [index, each] of events.entries())
      assert.deepEqual(rows[index], { eventTime: ABSENT_TIME, ...comparable(enrichEvent(each, lookup)) });
  }
});
