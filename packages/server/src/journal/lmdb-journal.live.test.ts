// The journal against SIGKILL and full disks. CRASH_ROUNDS=100 for more than the usual rounds.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { AppError } from '../errors.js';
import { contentOf, LIMITS } from './append-until-killed.js';
import type { Journal } from './journal.js';
import { openLmdbJournal } from './lmdb-journal.js';
import { linesOf, segmentOf } from './sample-segments.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'));
after(() => rmSync(place, { recursive: true, force: true }));

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 30);

test(`${rounds} times SIGKILL under load: what was acknowledged is there, once and in order`, async () => {
  const folder = join(place, 'killed');
  const durable = new Map<number, string>();
  let released = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [word, sequence, id = ''] of await runUntilKilled(folder, round)) {
      if (word === 'durable') durable.set(Number(sequence), id);
      else released = Number(sequence);
    }
    const journal = openLmdbJournal({ folder, ...LIMITS, onDamaged: (block) => assert.fail(JSON.stringify(block)) });
    const read = await readAll(journal);
    const { last } = journal.facts();
    await journal.close();
    assert.deepEqual([...read.keys()], consecutive(last - read.size + 1, last));
    assert.equal(new Set(read.values()).size, read.size);
    for (const [sequence, id] of durable) {
      if (read.has(sequence)) assert.equal(read.get(sequence), id);
      else assert.ok(sequence <= released, `block ${sequence} was acknowledged and is gone`);
    }
  }
  assert.ok(durable.size > rounds, 'the rounds were long enough to acknowledge something');
});

type Said = readonly string[];

/** Kills the process at a random moment after its first word, and returns all that it said in whole lines. */
async function runUntilKilled(folder: string, round: number): Promise<Said[]> {
  const script = new URL('./append-until-killed.js', import.meta.url).href;
  const code = `import(${JSON.stringify(script)}).then((m) => m.appendUntilKilled(${JSON.stringify(folder)}, ${round}))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text));
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  await new Promise((resolve) => void setTimeout(resolve, Math.random() * 200));
  child.kill('SIGKILL');
  await closed;
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
}

/** Sequence → id of every block, with the content checked. */
async function readAll(journal: Journal): Promise<Map<number, string>> {
  const ids = new Map<number, string>();
  const { first, last } = journal.facts();
  const stop = new AbortController();
  if (first > last) return ids;
  for await (const { sequence, segments } of journal.read(first, stop.signal)) {
    const [line = ''] = linesOf(segments);
    const [id = ''] = line.split(' ');
    assert.equal(line, contentOf(id));
    ids.set(sequence, id);
    if (sequence === last) stop.abort();
  }
  return ids;
}

function consecutive(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

test('a full disk: refused with a code, nothing lost, and on it goes when there is room', async (context) => {
  const disk = smallDisk(context, 24);
  if (disk === null) return;
  const folder = join(disk, 'journal');
  const block = [segmentOf(['x'.repeat(700_000)])];
  const filler = join(disk, 'filler');
  writeFileSync(filler, Buffer.alloc(8 * 2 ** 20));
  const journal = openLmdbJournal({ folder, limitBytes: 2 ** 30 });
  let appended = 0;
  const isFull = (error: unknown) => error instanceof AppError && error.code === 'disk.full';
  await assert.rejects(async () => {
    for (; appended < 100; appended++) await journal.append(block);
  }, isFull);
  assert.ok(appended > 5);
  await assert.rejects(journal.append(block), isFull);

  await journal.release(3);
  assert.equal(await journal.append(block), appended + 1);
  rmSync(filler);
  assert.equal(await journal.append(block), appended + 2);
  await journal.close();

  const again = openLmdbJournal({ folder, limitBytes: 2 ** 30, onDamaged: (one) => assert.fail(JSON.stringify(one)) });
  const { first, last, blocks } = again.facts();
  assert.deepEqual({ first, last, blocks }, { first: 4, last: appended + 2, blocks: appended - 1 });
  await again.close();
});

test('a disk that others fill to the last byte: a code, and on it goes when there is room', async (context) => {
  const disk = smallDisk(context, 24);
  if (disk === null) return;
  const journal = openLmdbJournal({ folder: join(disk, 'journal'), limitBytes: 2 ** 30 });
  const block = [segmentOf(['x'.repeat(700_000)])];
  await journal.append(block);
  const filler = join(disk, 'filler');
  assert.throws(() => writeFileSync(filler, Buffer.alloc(32 * 2 ** 20)), /ENOSPC/);
  await assert.rejects(journal.append(block), (error) => error instanceof AppError && error.code === 'disk.full');
  rmSync(filler);
  assert.equal(await journal.append(block), 2);
  await journal.close();
});

/** A file system of its own, which only root can make; null where that is not possible, which is said. */
function smallDisk(context: TestContext, megabytes: number): string | null {
  const folder = mkdtempSync(join(place, 'disk-'));
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (status === 0) {
    context.after(() => void spawnSync('umount', ['--lazy', folder]));
    return folder;
  }
  context.skip(`a small file system cannot be mounted here: ${String(stderr).trim() || 'no mount command'}`);
  return null;
}
