import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionChange, SessionRow } from '@gatehouse/model';
import { toldChanges } from './changes.js';

const session: SessionRow = {
  account: 'ann',
  clientAddress: ['192.0.2.7', '198.51.100.7'],
  sourceAddress: ['203.0.113.9', '10.1.2.3'],
};
const at = (second: number) => new Date(Date.UTC(2026, 2, 17, 10, 0, second)).toISOString();
const move = (second: number): SessionChange => ({
  time: at(second),
  field: 'clientAddress',
  value: '198.51.100.7',
  before: '192.0.2.7',
});
const country = (second: number): SessionChange => ({
  time: at(second),
  field: 'country',
  value: 'Kenya',
  before: 'Austria',
});
const source = (value: string): SessionChange => ({ time: at(30), field: 'sourceAddress', value, before: '192.0.2.7' });

const rows: readonly (readonly [name: string, changes: readonly SessionChange[], told: readonly string[]])[] = [
  ['nothing', [], []],
  ['another address', [move(0)], ['info 1']],
  ['another address in another country is one change', [move(0), country(5)], ['warn 2']],
  ['an hour later it is another one', [move(0), country(3600)], ['info 1', 'warn 1']],
  ['an address that never signed in is the worst', [move(0), country(5), source('203.0.113.9')], ['bad 3']],
  ['an inside address is none', [source('10.1.2.3')], []],
  ['other software', [{ time: at(0), field: 'userAgent', value: 'curl/8', before: 'Workspace' }], ['bad 1']],
];

for (const [name, changes, told] of rows)
  test(`changes: ${name}`, () => {
    const found = toldChanges({ session, changes });
    assert.deepEqual(
      found.map(({ tone, changes: together }) => `${tone} ${together.length}`),
      told,
    );
    assert.ok(found.every(({ meaning }) => meaning.length > 20));
  });
