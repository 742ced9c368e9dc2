import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matched, SessionTruths } from './session-truths.js';

const line = (session: string | undefined, eventName: string, second: number): string =>
  JSON.stringify({ session, eventName, userName: 'EXT\\Ann', eventTime: `2026-03-17T08:00:0${second}.000Z` });

const row = {
  account: 'ann',
  events: 2,
  connections: 1,
  requests: 0,
  denials: 0,
  last: Date.UTC(2026, 2, 17, 8, 0, 5),
};

test('the truth of a session is compared by what belongs to it', () => {
  const truths = new SessionTruths();
  for (const text of [
    line('a', 'LOGIN', 1),
    line('a', 'TCPCONNSTAT', 5),
    line('a', 'SSL_HANDSHAKE_SUCCESS', 9),
    line(undefined, 'LOGIN', 2),
  ])
    truths.add(text);
  assert.equal(truths.size, 1);
  const signatures = truths.signatures();
  for (const [rows, exact] of [
    [[row], 1],
    [[row, row], 1],
    [[{ ...row, events: 3 }], 0],
    [[{ ...row, account: 'bob' }], 0],
    [[], 0],
  ] as const)
    assert.equal(matched(signatures, rows), exact, JSON.stringify(rows));
  assert.equal(matched([...signatures, ...signatures], [row]), 1);
});
