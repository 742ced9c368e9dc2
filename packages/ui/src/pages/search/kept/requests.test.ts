/** A saved search opens as what it was saved from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readState, writeState } from '../search-state.js';
import { keptOf, stateOf } from './requests.js';

const rows: readonly Readonly<Record<string, string>>[] = [
  {},
  { q: 'eventName: LOGIN_FAILED', from: 'now-7d', to: 'now-1d', cols: 'userName,summary' },
  { q: 'userName: "a b"', from: '*', sort: 'inByte', by: 'none' },
  { q: 'a or b', from: 'now-1h', time: 'arrival' },
  { sort: '-duration', by: 'eventName', from: '2026-03-17', to: '2026-03-17T08:00:00.000Z' },
];

for (const params of rows) {
  test(`${JSON.stringify(params)} is the same again`, () => {
    const state = readState(params);
    assert.deepEqual(writeState({ ...readState({}), ...stateOf(keptOf(state, 'UTC')) }), writeState(state));
  });
}
