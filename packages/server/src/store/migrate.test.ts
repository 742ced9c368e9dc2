import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.js';
import type { EventStore, StoreRow } from './event-store.js';
import { migrate } from './migrate.js';
import { columnDefinitions, migrations } from './schema.js';
import { sessionDefinitions } from './session-table.js';

/** A store that answers with these rows and writes down what it is told to do. */
function storeWith(answers: { readonly [table: string]: readonly StoreRow[] }): { store: EventStore; done: string[] } {
  const done: string[] = [];
  const answer = (sql: string) => Object.entries(answers).find(([table]) => sql.includes(`FROM ${table}`))?.[1] ?? [];
  const store: EventStore = {
    incoming: '',
    insert: () => Promise.resolve(),
    insertTogether: () => Promise.resolve(),
    query: () => Promise.resolve([]),
    insertRows: () => Promise.resolve(),
    selectNative: () => Promise.resolve(new Uint8Array()),
    writeParquet: () => Promise.resolve(),
    select: (sql) => Promise.resolve([...answer(sql)]),
    execute: (sql) => Promise.resolve(void done.push(sql)),
    close: () => Promise.resolve(),
  };
  return { store, done };
}

function noRoom(): never {
  throw new AppError('disk.full', { path: 'data' });
}

const tables = [{ 1: 1 }];
const applied = migrations().map(({ number }) => ({ number }));
const names = Object.entries({ events: columnDefinitions(), sessions: sessionDefinitions() }).flatMap(
  ([table, definitions]) =>
    definitions.map((definition) => ({ table, name: definition.replaceAll('`', '').split(' ')[0] ?? '' })),
);

const CASES = [
  { name: 'a new store', answers: {} },
  { name: 'a migration that is due', answers: { 'system.tables': tables, migrations: applied.slice(1) } },
  {
    name: 'a column that is new',
    answers: { 'system.tables': tables, migrations: applied, 'system.columns': names.slice(1) },
  },
  {
    name: 'a column of sessions that is new',
    answers: { 'system.tables': tables, migrations: applied, 'system.columns': names.slice(0, -1) },
  },
];
for (const { name, answers } of CASES) {
  test(`no definition is written on a full disk: ${name}`, async () => {
    const { store, done } = storeWith(answers);
    await assert.rejects(migrate(store, noRoom), { code: 'disk.full' });
    assert.deepEqual(done, []);
  });
}

test('a store of this version needs no room', async () => {
  const { store, done } = storeWith({ 'system.tables': tables, migrations: applied, 'system.columns': names });
  await migrate(store, noRoom);
  assert.deepEqual(done, []);
});
