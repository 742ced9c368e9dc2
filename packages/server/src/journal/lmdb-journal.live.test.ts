// The journal against SIGKILL and full disks.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { AppError } from '../errors.js';
import { crashRounds } from './crash-rounds.js';
import { openLmdbJournal } from './lmdb-journal.js';
import { segmentOf } from './sample-segments.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'));
after(() => rmSync(place, { recursive: true, force: true }));

test('30 times SIGKILL under load: what was acknowledged is there, once and in order', async () => {
  const acknowledged = await crashRounds(join(place, 'killed'), 30);
  assert.ok(acknowledged > 30, 'the rounds were long enough to acknowledge something');
});

test('a full disk: refused with a code, nothing lost, and on it goes when there is room', async (context) => {
  const disk = smallDisk(context, 24);
  if (disk === null) return;
  const folder = join(disk, 'journal');
  const block = [segmentOf(['x'.repeat(700_000)])];
  const filler = join(disk, 'filler');
  writeFileSync(filler, Buffer.alloc(8 * 2 ** 20));
  const journal = await openLmdbJournal({ folder, limitBytes: 2 ** 30 });
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

  const again = await openLmdbJournal({
    folder,
    limitBytes: 2 ** 30,
    onDamaged: (one) => assert.fail(JSON.stringify(one)),
  });
  const { first, last, blocks } = again.facts();
  assert.deepEqual({ first, last, blocks }, { first: 4, last: appended + 2, blocks: appended - 1 });
  await again.close();
});

test('a disk that others fill to the last byte: a code, and on it goes when there is room', async (context) => {
  const disk = smallDisk(context, 24);
  if (disk === null) return;
  const journal = await openLmdbJournal({ folder: join(disk, 'journal'), limitBytes: 2 ** 30 });
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
