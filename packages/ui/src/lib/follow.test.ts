import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PrintedEvent } from '@gatehouse/model';
import { addressesIn, sessionsOf } from './follow.js';

const time = '2026-03-17T08:30:00.000Z';
const open = { from: time, to: time, limit: 2 };
const login: PrintedEvent = {
  eventTime: time,
  eventName: 'LOGIN',
  userName: 'EXT\\ann',
  clientIpv4: '192.0.2.7',
  sourceIpv4: '192.0.2.7',
};
const near = 'clientAddress: 192.0.2.7 or sourceAddress: 192.0.2.7 or natAddress: 192.0.2.7';

const rows: readonly (readonly [name: string, event: PrintedEvent, request: object | null])[] = [
  ['with a number', { ...login, vpnSessionId: 74 }, { ...open, user: 'EXT\\ann', query: 'vpnSessionId: 74' }],
  ['without one, by its address', login, { ...open, user: 'EXT\\ann', query: near }],
  ['a failed sign-in has none', { ...login, eventName: 'LOGIN_FAILED' }, null],
  ['nobody has none', { eventTime: time, eventName: 'LOGIN' }, null],
  ['no time, no session', { eventName: 'LOGIN', userName: 'ann' }, null],
];

for (const [name, event, request] of rows)
  test(`follow: the session of an event ${name}`, () => assert.deepEqual(sessionsOf(event), request));

test('follow: an address is there once, as what it is first', () => {
  const event = { ...login, sourceIpv4: '203.0.113.9', natSourceIP: '10.1.2.3' };
  assert.deepEqual(addressesIn(login), [{ role: 'client', address: '192.0.2.7' }]);
  assert.deepEqual(
    addressesIn(event).map(({ role }) => role),
    ['client', 'source', 'inside'],
  );
});
