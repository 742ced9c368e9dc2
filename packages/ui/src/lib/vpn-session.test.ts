import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionRow } from '@gatehouse/model';
import {
  addressQuery,
  eventsQuery,
  isInside,
  sessionAddressQuery,
  sessionClause,
  sessionRange,
  signsOf,
  sourceQuery,
} from './vpn-session.js';

const plain: SessionRow = {
  id: '4f1c9a02be17-mmt9y4a0',
  startTime: '2026-03-17T08:00:00.000Z',
  endTime: '2026-03-17T09:00:00.000Z',
  userName: ['CORP\\ann', 'ann'],
  clientAddress: ['192.0.2.7'],
  vpnSessionId: '74094',
  countryCount: 1,
  denials: 0,
};

const rows: readonly (readonly [name: string, change: SessionRow, signs: readonly string[]])[] = [
  ['nothing', {}, []],
  ['a stranger', { sourceAddress: ['203.0.113.9'], countryCount: 2 }, ['used from elsewhere']],
  ['an inside address is none', { sourceAddress: ['10.1.2.3'] }, []],
  [
    'a client that moved is none',
    { clientAddress: ['192.0.2.7', '192.0.2.8'], sourceAddress: ['192.0.2.8'] },
    ['moved'],
  ],
  ['two countries', { countryCount: 2, country: ['Austria', 'Japan'] }, ['2 countries']],
  ['denials', { denials: 3, deniedByPolicy: ['NO'] }, ['3 refused']],
  ['numbers beyond 2^53 come as text', { denials: '9007199254740993' }, ['9007199254740992 refused']],
];

for (const [name, change, signs] of rows) {
  test(`signs: ${name}`, () =>
    assert.deepEqual(
      signsOf({ ...plain, ...change }).map(({ text }) => text),
      signs,
    ));
}

test('session: its events, by number or by user and address', () => {
  assert.equal(eventsQuery(plain), 'vpnSessionId: 74094 and userName: [`CORP\\\\ann`, `ann`]');
  const { vpnSessionId: _, ...nameless } = { ...plain, userName: ['x` or userName: `y'] };
  assert.equal(eventsQuery(nameless), 'userName: `x\\` or userName: \\`y` and sourceIpv4: [192.0.2.7]');
  assert.equal(sourceQuery(['192.0.2.7', '2001:db8::1']), 'sourceIpv4: 192.0.2.7 or sourceIpv6: 2001:db8::1');
  assert.deepEqual(sessionRange(plain), { from: '2026-03-17T07:59:00.000Z', to: '2026-03-17T09:01:00.000Z' });
});

for (const [address, isTrue] of [
  ['10.255.0.1', true],
  ['172.15.0.1', false],
  ['172.16.0.1', true],
  ['192.168.1.1', true],
  ['192.0.2.1', false],
  ['fd00::1', true],
  ['2001:db8::1', false],
] as const) {
  test(`inside: ${address}`, () => assert.equal(isInside(address), isTrue));
}

test('session: queries for an address, and for a value that would rather be a query', () => {
  assert.equal(
    sessionAddressQuery('10.201.0.4'),
    'clientAddress: 10.201.0.4 or sourceAddress: 10.201.0.4 or natAddress: 10.201.0.4',
  );
  assert.equal(addressQuery('2001:db8::1').split(' or ').length, 3);
  assert.match(addressQuery('10.201.0.4'), / or natSourceIP: 10\.201\.0\.4$/);
  assert.equal(sessionClause('host', 'x` or host: `y'), 'host: `x\\` or host: \\`y`');
});
