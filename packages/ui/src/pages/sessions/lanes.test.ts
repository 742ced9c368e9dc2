import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionDetail } from '@gatehouse/model';
import { lanesOf, spanOf } from './lanes.js';

const at = (minutes: number) => `2026-03-17T10:${String(minutes).padStart(2, '0')}:00.000Z`;
const leg = { connection: 'a', destination: '10.1.8.33:2598', clientAddress: '192.0.2.7', inByte: 1, outByte: 1 };

const detail: SessionDetail = {
  session: {
    startTime: at(5),
    endTime: at(40),
    vpnSessionId: '7',
    clientAddress: ['192.0.2.7'],
    sourceAddress: ['203.0.113.9'],
  },
  addresses: [
    { address: '192.0.2.7', role: 'client', firstSeen: at(5), lastSeen: at(39) },
    { address: '203.0.113.9', role: 'source', firstSeen: at(20), lastSeen: at(30) },
    { address: '10.201.0.4', role: 'nat', firstSeen: at(6), lastSeen: at(39) },
  ],
  legs: [
    { ...leg, startTime: at(10), endTime: at(15), application: 'Payroll' },
    { ...leg, startTime: at(20), application: 'Payroll' },
  ],
  denials: [{ eventId: 'x', time: at(50), event: 'HTTP_RESOURCEACCESS_DENIED', policy: 'NO', target: 'erp/' }],
  destinations: [],
  changes: [],
  evidence: [],
};

test('lanes: one per address, application, and kind of refusal; a stranger stands out', () => {
  assert.deepEqual(
    lanesOf(detail).map(({ kind, name, look, bars }) => [kind, name, look, bars.length]),
    [
      ['session', '7', 'session', 1],
      ['client', '192.0.2.7', 'client', 1],
      ['elsewhere', '203.0.113.9', 'stranger', 1],
      ['inside', '10.201.0.4', 'inside', 1],
      ['ICA', 'Payroll', 'leg', 2],
      ['refused', '1', 'denial', 1],
    ],
  );
});

test('lanes: a connection without an end lasts as long as the session; the time holds all of them', () => {
  const leg = lanesOf(detail).find(({ look }) => look === 'leg');
  assert.equal(leg?.bars[1]?.to, Date.parse(at(40)));
  assert.deepEqual(spanOf(detail), { from: Date.parse(at(5)), to: Date.parse(at(50)) });
});
