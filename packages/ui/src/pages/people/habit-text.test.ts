import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VpnUserHabit } from '@gatehouse/model';
import { habitText } from './habit-text.js';

const rows: readonly (readonly [VpnUserHabit['kind'], VpnUserHabit['field'], string, string])[] = [
  ['new-value', 'country', 'Japan', 'new country Japan'],
  ['new-value', 'userAgent', 'curl', 'new client software curl'],
  ['new-hour', 'startTime', '03:00', 'signed in at an unusual hour 03:00 UTC'],
  ['more-downloaded', 'inByte', '1073741824', 'downloaded far more than usual 1 GB'],
  ['more-uploaded', 'outByte', '1048576', 'uploaded far more than usual 1 MB'],
  ['more-denied', 'denials', '9', 'refused far more often than usual 9 times'],
];

for (const [kind, field, value, expected] of rows) {
  test(`habit: ${expected}`, () => {
    const text = habitText({ kind, field, value, session: 'x', time: '2026-03-17T00:00:00Z' });
    assert.equal(`${text.what} ${text.value}`, expected);
  });
}
