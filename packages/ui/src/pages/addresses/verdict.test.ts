import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AddressHolder, HolderGrounds } from '@gatehouse/model';
import { verdictOf } from './verdict.js';

const rows: readonly (readonly [holders: readonly string[], text: string, tone: string])[] = [
  [[], 'Nobody is known to have been on it', 'none'],
  [['ann seen'], 'ann was on it', 'sure'],
  [['ann seen', 'ann open', 'bob near'], 'ann was on it', 'sure'],
  [['ann seen', 'bob seen'], 'ann and bob shared it at that time', 'warn'],
  [['ann open', 'bob near'], 'ann most likely: the session was open', 'sure'],
  [['ann open', 'bob open', 'eve open'], 'One of ann, bob and eve: their sessions were open', 'warn'],
  [['ann near'], 'Nobody for certain; within a day ann', 'warn'],
  [
    ['a seen', 'b seen', 'c seen', 'd seen', 'e seen', 'f seen', 'g seen'],
    'a, b, c, d, e and 2 more shared it at that time',
    'warn',
  ],
  [['a\u202eb seen'], 'a⟨RLO⟩b was on it', 'sure'],
];

for (const [holders, text, tone] of rows) {
  test(`verdict: ${text}`, () => assert.deepEqual(verdictOf('192.0.2.7', holders.map(holderOf)), { text, tone }));
}

function holderOf(words: string): AddressHolder {
  const [account = '', grounds = ''] = words.split(' ');
  const seen = { firstSeen: '2026-03-17T10:00:00Z', lastSeen: '2026-03-17T11:00:00Z' };
  return {
    account,
    user: [account],
    role: 'client',
    grounds: grounds as HolderGrounds,
    ...seen,
    eventId: 'x',
    session: {},
  };
}

test('verdict: who is only a source in a session is not who signed in', () => {
  const source = { ...holderOf('ann seen'), role: 'source' } as const;
  const stranger = 'Somebody in the session of ann, which was opened from elsewhere';
  assert.deepEqual(verdictOf('203.0.113.9', [source]), { text: stranger, tone: 'warn' });
  assert.equal(verdictOf('10.201.0.4', [source]).text, 'ann was on it');
  assert.equal(verdictOf('203.0.113.9', [holderOf('bob seen'), source]).text, 'bob and ann shared it at that time');
});
