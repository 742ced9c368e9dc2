import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AppError } from '../errors.js';
import { requireDiskRoom, writeFailure } from './disk-room.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-disk-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'data.mdb'), 'x'.repeat(1000));

test('a commit larger than the disk is refused, a small one is not', async () => {
  await requireDiskRoom({ folder, needed: 1000, held: 1000 });
  await assert.rejects(
    requireDiskRoom({ folder, needed: 2 ** 60, held: 0 }),
    (error) => error instanceof AppError && error.code === 'disk.full',
  );
});

const failures = [
  ['no space left', rejection('No space left on device', 28), 1000, 'disk.full'],
  ['an input/output error on a full disk', rejection('Input/output error', 5), 2 ** 60, 'disk.full'],
  ['an input/output error', rejection('Input/output error', 5), 1000, 'journal.failed'],
  ['anything else', new TypeError('odd'), 1000, 'journal.failed'],
] as const;

for (const [name, error, needed, code] of failures) {
  test(`${name} is ${code}, with its cause`, async () => {
    const failure = await writeFailure([error, error], { folder, needed, held: 0 });
    assert.equal(failure.code, code);
    assert.equal(
      failure.cause,
      'commitError' in error ? await error.commitError.catch((cause: unknown) => cause) : error,
    );
  });
}

/** As lmdb rejects: a general error, and in it a promise that rejects with what the system said. */
function rejection(message: string, code: number) {
  const commitError = Promise.reject<never>(Object.assign(new Error(message), { code }));
  commitError.catch(() => undefined);
  return Object.assign(new Error('Commit failed'), { commitError });
}
