import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { mmdbBytes } from '../test/mmdb-file.js';
import { Mmdb, mmdbFile } from './mmdb.js';
import { fillOnce, hasFailed, isFilled, reserveBytes } from './shared-bytes.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-shared-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
import(workerData.module).then(({ fillOnce }) => {
  let filled = 0;
  const is = fillOnce(workerData.state, () => {
    filled++;
    for (let at = 0; at < workerData.bytes.length; at++) workerData.bytes[at] = 7;
  });
  parentPort.postMessage({ is, filled, sum: workerData.bytes.reduce((sum, byte) => sum + byte, 0) });
});`;

test('of several threads one fills the memory, and all see it filled', async () => {
  const shared = reserveBytes(1 << 20);
  const module = new URL('./shared-bytes.js', import.meta.url).href;
  const workers = Array.from(
    { length: 3 },
    () => new Worker(WORKER, { eval: true, workerData: { ...shared, module } }),
  );
  const answers = await Promise.all(
    workers.map(
      (worker) =>
        new Promise<{ is: boolean; filled: number; sum: number }>((resolve) => worker.once('message', resolve)),
    ),
  );
  assert.deepEqual(
    answers.map(({ is, sum }) => [is, sum]),
    [0, 1, 2].map(() => [true, 7 * 2 ** 20]),
  );
  assert.equal(
    answers.reduce((sum, { filled }) => sum + filled, 0),
    1,
  );
});

test('what could not be filled is not tried again', () => {
  const { state } = reserveBytes(1);
  assert.throws(() => fillOnce(state, () => assert.fail('no')), /no/);
  assert.equal(
    fillOnce(state, () => assert.fail('again')),
    false,
  );
  assert.deepEqual([isFilled(state), hasFailed(state)], [false, true]);
});

const DATABASE = mmdbBytes({ type: 'city', version: 6, records: { '198.41.0.0/24': { city: 'Vienna' } } });

const DAMAGED: readonly { name: string; bytes: Buffer }[] = [
  { name: 'empty', bytes: Buffer.alloc(0) },
  { name: 'text', bytes: Buffer.from('network,city\n') },
  { name: 'cut off', bytes: DATABASE.subarray(0, DATABASE.length / 2) },
  { name: 'without its tree', bytes: DATABASE.subarray(DATABASE.length / 2) },
];

for (const { name, bytes } of DAMAGED) {
  test(`a database that is ${name} finds nothing and does not throw`, () => {
    const path = join(folder, `${name}.mmdb`);
    writeFileSync(path, bytes);
    const database = new Mmdb(mmdbFile(path));
    assert.equal(database.find('198.41.0.4'), null);
    assert.equal(typeof database.failure, 'string');
  });
}

test('a database that has become shorter since it was found is not read half', () => {
  const path = join(folder, 'shorter.mmdb');
  writeFileSync(path, DATABASE);
  const database = new Mmdb(mmdbFile(path));
  writeFileSync(path, DATABASE.subarray(0, 100));
  assert.equal(database.find('198.41.0.4'), null);
  assert.match(database.failure ?? '', /shorter/);
});

test('a tree of IPv6 that holds IPv4 answers for both', () => {
  const path = join(folder, 'both.mmdb');
  writeFileSync(path, DATABASE);
  const database = new Mmdb(mmdbFile(path));
  assert.deepEqual(database.find('198.41.0.4'), { city: 'Vienna' });
  assert.equal(database.find('2001:500:2f::f'), null);
  assert.equal(database.failure, null);
});
