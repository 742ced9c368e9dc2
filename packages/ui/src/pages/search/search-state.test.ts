import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSearch, stringifySearch } from '../../lib/address-bar.js';
import { readState, type SearchState, writeState } from './search-state.js';

const rows: readonly (readonly [name: string, address: string, expected: Partial<SearchState>])[] = [
  [
    'nothing is the default',
    '',
    { query: '', range: { from: 'now-24h', to: '' }, timeToken: 'eventTime', breakdown: 'outcome', isLive: false },
  ],
  ['a query stays readable', '?q=userName:+ann@example.com', { query: 'userName: ann@example.com' }],
  ['all time', '?from=*', { range: { from: '', to: '' } }],
  ['a range', '?from=2026-03-17&to=2026-03-18', { range: { from: '2026-03-17', to: '2026-03-18' } }],
  ['a range of arrivals', '?from=now-1h&time=arrival', { timeToken: 'collectorReceivedTime' }],
  ['columns', '?cols=userName,inByte', { columns: ['userName', 'inByte'] }],
  ['the other way round', '?sort=inByte', { sort: { token: 'inByte', isDescending: false } }],
  ['no break-down', '?by=none', { breakdown: '' }],
  ['clauses that are off', '?off=a&off=b', { off: ['a', 'b'] }],
  ['events to compare', '?chosen=1,2&compare=yes', { chosen: ['1', '2'], isComparing: true }],
];

for (const [name, address, expected] of rows) {
  test(`search state: ${name}`, () => {
    const state = readState(parseSearch(address));
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(state[key as keyof SearchState], value);
    assert.equal(stringifySearch(writeState(state)), address);
  });
}

test('search state: what is no state of ours changes nothing', () => {
  const state = readState(parseSearch('?q=a&q=b&cols=,,&__proto__=x&live=maybe'));
  assert.equal(state.query, 'a');
  assert.equal(state.isLive, false);
  assert.deepEqual(state.columns, readState(parseSearch('')).columns);
});
