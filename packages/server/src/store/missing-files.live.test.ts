/** Files of blocks that vanish before the store has read them: whoever stores them must hear of it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BlockWriter } from '../block/write-block.js';
import { Batch } from '../encode/batch.js';
import type { EncodedBlock, EventStore } from './event-store.js';
import { InterruptedRun } from './interrupted-run.js';
import { openStoreProcess } from './store-process.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-missing-'));
let store: EventStore;
let writer: BlockWriter;
before(async () => {
  store = await openStoreProcess(folder);
  writer = new BlockWriter(store.incoming);
});
after(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function encode(block: number): EncodedBlock {
  const batch = new Batch(1);
  batch.eventTime.set(0, Date.UTC(2026, 0, 1));
  const text = Buffer.from('lonely');
  batch.rawRest.start(0, text.length).raw(text);
  batch.rows = 1;
  return writer.write(batch, block);
}

async function storedIn(table: string, range: { from: number; to: number }): Promise<number> {
  const sql = `SELECT count() AS n FROM ${table} WHERE block BETWEEN {from:UInt64} AND {to:UInt64}`;
  const [row] = await store.select(sql, { ...range });
  return Number(row?.['n']);
}

for (const [index, table] of (['events', 'terms'] as const).entries()) {
  test(`blocks stored together are not taken for stored when a file of ${table} is gone`, async () => {
    const range = { from: 10 * index + 1, to: 10 * index + 2 };
    const blocks = [encode(range.from), encode(range.to)];
    rmSync(blocks[1]?.[`${table}File`] ?? '');
    await assert.rejects(store.insertTogether(blocks), /is gone/);
    const run = await InterruptedRun.find(store, { from: range.from, to: range.to + 1 }, `run ${table}`);
    for (const block of [range.from, range.to]) await run.insert(encode(block));
    assert.deepEqual([await storedIn('events', range), await storedIn('terms', range)], [2, 2]);
  });
}
