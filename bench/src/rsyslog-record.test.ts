import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecord } from './rsyslog-record.js';

test('a connection in the terms of the model', () => {
  const json = JSON.stringify({
    eventTime: '03/17/2026:00:00:01',
    context: 'ann@example.com@192.0.2.7',
    clientIpv4: '192.0.2.7',
    natSourceIP: 'Mapped Ip',
    sourceIpv4: '10.0.0.9',
    virtualPort: '443',
    duration: '01:00:05',
    group: 'A,B',
    cSent: '0',
  });
  assert.deepEqual(readRecord(json), {
    eventTime: '2026-03-17T00:00:01.000Z',
    contextUser: 'ann@example.com',
    clientIpv4: '192.0.2.7',
    sourceIpv4: '10.0.0.9',
    virtualPort: 443,
    duration: 3605,
    group: ['A', 'B'],
  });
});

test('a request names its client in the context only', () => {
  const json = JSON.stringify({ context: 'bob@192.0.2.8', host: 'wiki.example.com', path: '/a?b=1', group: 'N/A' });
  assert.deepEqual(readRecord(json), {
    contextUser: 'bob',
    clientIpv4: '192.0.2.8',
    sourceIpv4: '192.0.2.8',
    requestUrl: 'wiki.example.com/a?b=1',
  });
});
