import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import type { EventStore } from './event-store.js';
import { migrations } from './schema.js';
import { openStoreProcess } from './store-process.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-migrate-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function withStore<Value>(work: (store: EventStore) => Promise<Value>): Promise<Value> {
  const store = await openStoreProcess(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const applied = async (store: EventStore): Promise<number[]> =>
  (await store.select('SELECT number FROM migrations ORDER BY number')).map((row) => Number(row['number']));

const columns = async (store: EventStore): Promise<unknown[]> =>
  (await store.select(`SELECT name, type FROM system.columns WHERE table = 'events' AND database = currentDatabase()`))
    .map((row) => `${row['name']} ${row['type']}`)
    .sort();

const all = migrations().map(({ number }) => number);

test('every migration is applied once', async () => {
  assert.deepEqual(await withStore(applied), all);
  assert.deepEqual(await withStore(applied), all);
});

for (const number of all) {
  test(`a process may die between migration ${number} and its record`, async () => {
    await withStore((store) => store.execute('DELETE FROM migrations WHERE number >= {number:UInt32}', { number }));
    assert.deepEqual(await withStore(applied), all);
  });
}

test('a store of an earlier version gets the columns that the model has got since', async () => {
  const now = await withStore(columns);
  for (const column of ['command', 'sourceIpv6']) {
    await withStore((store) => store.execute(`ALTER TABLE events DROP COLUMN ${column}`));
  }
  assert.deepEqual(await withStore(columns), now);
});

test('orders to delete that a full disk has cut off do not keep the store from being opened; whole ones stay', async () => {
  await withStore((store) => store.execute('DELETE FROM migrations WHERE number > 1000'));
  const store = join(folder, 'events', 'store');
  const orders = () =>
    readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((path) => /mutation_/.test(path));
  const whole = orders();
  assert.notDeepEqual(whole, []);
  const table = join(store, dirname(whole[0] ?? ''));
  const text = readFileSync(join(store, whole[0] ?? ''), 'utf8');
  for (const [index, length] of [0, 10, 40, text.indexOf('commands: ') + 12].entries()) {
    writeFileSync(join(table, `mutation_${90_000 + index}.txt`), text.slice(0, length));
  }
  assert.deepEqual(await withStore(applied), all);
  assert.deepEqual(orders(), whole);
});
