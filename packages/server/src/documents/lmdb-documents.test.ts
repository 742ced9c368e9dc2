import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AppError } from '../errors.js';
import { type countUp, increase } from './count-up.js';
import { DELETIONS_KEPT_MS, MOST_LISTED } from './documents.js';
import { documentsFolder, openLmdbDocuments } from './lmdb-documents.js';
import { documentsSuite } from './suite.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-documents-'));
after(() => rmSync(place, { recursive: true, force: true }));

function newFolder(): string {
  return mkdtempSync(join(place, 'd-'));
}

documentsSuite('LMDB', () => {
  const folder = newFolder();
  return {
    open: async () => openLmdbDocuments({ folder }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
});

test('two processes change the same documents: nothing is lost, and each sees the other at once', async () => {
  const folder = newFolder();
  const documents = openLmdbDocuments({ folder });
  const counts = documents.collection<number>('counts');
  await counts.put('a', 0);
  const stop = new AbortController();
  const latest = (async () => {
    for await (const { value } of counts.watch(0, stop.signal)) if (value === 120) return value;
    return null;
  })();
  const other = countElsewhere(folder, 60);
  const ended = once(other, 'exit');
  for (let count = 60; count > 0; count--) await increase(counts);
  assert.deepEqual(await ended, [0, null]);
  assert.equal((await counts.get('a'))?.value, 120);
  assert.equal(await latest, 120);
  stop.abort();
  await documents.close();
});

test('a process that is killed while it writes leaves documents that are whole', async () => {
  const folder = newFolder();
  for (let round = 0; round < 3; round++) {
    const writer = countElsewhere(folder, 1e6);
    await once(writer.stdout ?? writer, 'data');
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    const documents = openLmdbDocuments({ folder });
    const counts = documents.collection<number>('counts');
    const before = (await counts.get('a'))?.value ?? 0;
    assert.ok(before >= 5 * (round + 1), `${before} after round ${round}`);
    await increase(counts);
    assert.equal((await counts.get('a'))?.value, before + 1);
    await documents.close();
  }
});

test('deletions are forgotten after their time', async () => {
  let now = 0;
  const documents = openLmdbDocuments({ folder: newFolder(), now: () => now });
  const notes = documents.collection<string>('notes');
  for (const id of ['a', 'b', 'c']) await notes.put(id, id);
  await notes.delete('a');
  await notes.delete('b');
  now += DELETIONS_KEPT_MS - 1;
  await notes.put('d', 'd');
  assert.deepEqual(await changed(), ['c', 'a –', 'b –', 'd']);
  now += 1;
  await notes.put('d', 'd');
  assert.deepEqual(await changed(), ['c', 'd']);
  await documents.close();

  async function changed(): Promise<string[]> {
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { id, value } of notes.watch(0, stop.signal)) {
      seen.push(value === null ? `${id} –` : id);
      if (id === 'd') stop.abort();
    }
    return seen;
  }
});

test('a list has at most so many documents, whatever is asked for', async () => {
  const documents = openLmdbDocuments({ folder: newFolder() });
  const notes = documents.collection<number>('notes');
  await Promise.all(Array.from({ length: MOST_LISTED + 1 }, (_, index) => notes.put(`n${index}`, index)));
  assert.equal((await notes.list({ limit: 1e9 })).documents.length, MOST_LISTED);
  assert.equal((await notes.list({ limit: -1 })).documents.length, 1);
  await documents.close();
});

test('only the owner may read the folder', async () => {
  const folder = documentsFolder(newFolder());
  await openLmdbDocuments({ folder }).close();
  assert.equal(statSync(folder).mode & 0o077, 0);
});

for (const [name, damage] of [
  ['is cut short', (file: string) => truncateSync(file, 5000)],
  ['is something else', (file: string) => writeFileSync(file, 'not a database '.repeat(1000))],
] as const) {
  test(`a file that ${name} is refused with a code`, async () => {
    const folder = newFolder();
    const documents = openLmdbDocuments({ folder });
    await documents.collection<string>('notes').put('a', 'x'.repeat(100_000));
    await documents.close();
    damage(join(folder, 'data.mdb'));
    assert.throws(
      () => openLmdbDocuments({ folder }),
      (error) => error instanceof AppError && error.code === 'documents.failed',
    );
  });
}

/** `countUp` in a process of its own. */
function countElsewhere(...args: Parameters<typeof countUp>): ChildProcess {
  const script = new URL('./count-up.js', import.meta.url).href;
  const program = `(await import(${JSON.stringify(script)})).countUp(...${JSON.stringify(args)})`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}
