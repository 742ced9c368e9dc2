// Journals whose file has been damaged: what can be found is there again, and the rest is told.

import assert from 'node:assert/strict';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AppError } from '../errors.js';
import type { Salvage } from './claim.js';
import type { DamagedBlock, Journal } from './journal.js';
import { openTables } from './journal-tables.js';
import { openLmdbJournal } from './lmdb-journal.js';
import { processMark } from './process-mark.js';
import { linesOf, segmentOf } from './sample-segments.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-claim-'));
after(() => rmSync(place, { recursive: true, force: true }));

const LAST = 24;
const RELEASED = 6;
const limitBytes = 2 ** 26;

/** Every third block is small enough to stand within a page. */
function lineOf(sequence: number): string {
  return `${sequence} `.padEnd(sequence % 3 === 0 ? 300 : 40_000 * (1 + (sequence % 4)), String(sequence));
}

async function sampleJournal(): Promise<{ folder: string; file: string; identity: string }> {
  const folder = mkdtempSync(join(place, 'j-'));
  const journal = await openLmdbJournal({ folder, limitBytes, keepBytes: 2 ** 20 });
  for (let sequence = 1; sequence <= LAST; sequence++) {
    await journal.append([segmentOf([lineOf(sequence)])]);
    if (sequence === LAST - 1) await journal.release(RELEASED);
  }
  const { identity } = journal.facts();
  await journal.close();
  return { folder, file: join(folder, 'data.mdb'), identity };
}

interface Reopened {
  readonly journal: Journal;
  readonly salvaged: readonly Salvage[];
  readonly damaged: readonly DamagedBlock[];
  /** Numbers of the blocks that could be read; their content has been checked. */
  readonly read: readonly number[];
}

async function reopen(folder: string): Promise<Reopened> {
  const salvaged: Salvage[] = [];
  const damaged: DamagedBlock[] = [];
  const journal = await openLmdbJournal({
    folder,
    limitBytes,
    onSalvaged: (report) => void salvaged.push(report),
    onDamaged: (block) => void damaged.push(block),
  });
  const read: number[] = [];
  const stop = new AbortController();
  const added = await journal.append([segmentOf(['new'])]);
  for await (const { sequence, segments } of journal.read(journal.facts().released + 1, stop.signal)) {
    if (sequence === added) stop.abort();
    else assert.equal(linesOf(segments).join(), lineOf(sequence));
    read.push(sequence);
  }
  return { journal, salvaged, damaged, read: read.slice(0, -1) };
}

function overwrite(file: string, from: number, bytes: Buffer): void {
  const target = openSync(file, 'r+');
  writeSync(target, bytes, 0, bytes.length, from);
  closeSync(target);
}

const waiting = Array.from({ length: LAST - RELEASED }, (_, index) => RELEASED + 1 + index);

for (const page of [0, 1]) {
  test(`page ${page} is rubbish: all blocks are found, numbers go on far behind them`, async () => {
    const { folder, file, identity } = await sampleJournal();
    overwrite(file, page * 4096, Buffer.alloc(4096, 0x55));
    const { journal, salvaged, damaged, read } = await reopen(folder);
    assert.deepEqual(read, waiting);
    assert.deepEqual(damaged, []);
    const facts = journal.facts();
    assert.deepEqual(
      [facts.identity, facts.released, facts.last, facts.lines],
      [identity, RELEASED, LAST + 2 ** 20 + 1, waiting.length + 1],
    );
    const [report] = salvaged;
    assert.deepEqual([report?.blocks, report?.lines], [waiting.length, waiting.length]);
    assert.match(report?.reason ?? '', /first pages/);
    assert.ok(existsSync(report?.keptAs ?? ''));
    await journal.release(LAST);
    await journal.close();
    const again = await openLmdbJournal({ folder, limitBytes, onSalvaged: () => assert.fail() });
    assert.deepEqual([again.facts().released, again.facts().blocks, again.facts().last], [LAST, 1, facts.last]);
    await again.close();
  });
}

for (const share of [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.99]) {
  test(`${share} of the file are left: what is gone is told, the rest is there`, async () => {
    const { folder, file } = await sampleJournal();
    truncateSync(file, Math.floor(statSync(file).size * share));
    const { journal, salvaged, damaged, read } = await reopen(folder);
    assert.ok(read.every((sequence) => waiting.includes(sequence)));
    const isTold = damaged.map(({ sequence }) => sequence);
    if (salvaged.length === 0)
      assert.deepEqual(
        [...read, ...isTold].sort((a, b) => a - b),
        waiting,
      );
    else assert.equal(salvaged[0]?.blocks, read.length);
    await journal.release(Number.MAX_SAFE_INTEGER);
    assert.equal(journal.facts().blocks, 0);
    await journal.close();
  });
}

test('a damaged file is not opened for reading', async () => {
  const { folder, file } = await sampleJournal();
  truncateSync(file, 20_000);
  assert.throws(
    () => openTables(folder, 'read-only'),
    (error) => error instanceof AppError && error.code === 'journal.failed',
  );
  assert.equal(statSync(file).size, 20_000);
});

test('a file of which nothing is left gives a new journal under a new identity', async () => {
  const { folder, file, identity } = await sampleJournal();
  writeFileSync(file, 'no journal at all');
  const { journal, salvaged, read } = await reopen(folder);
  assert.deepEqual([read.length, salvaged[0]?.blocks, journal.facts().last], [0, 0, 1]);
  assert.notEqual(journal.facts().identity, identity);
  await journal.close();
});

test('a replacement that was cut off between its two renames is completed', async () => {
  const { folder, file } = await sampleJournal();
  const other = await sampleJournal();
  rmSync(file);
  renameSync(other.folder, join(folder, 'successor'));
  const { journal, read } = await reopen(folder);
  assert.equal(journal.facts().identity, other.identity);
  assert.deepEqual(read, waiting);
  await journal.close();
  assert.equal(existsSync(join(folder, 'successor')), false);
});

test('a damaged file that another process uses is left alone', async () => {
  const { folder, file } = await sampleJournal();
  overwrite(file, 0, Buffer.alloc(4096, 0x55));
  writeFileSync(join(folder, 'owner'), processMark(process.ppid));
  await assert.rejects(
    openLmdbJournal({ folder, limitBytes }),
    (error) => error instanceof AppError && error.code === 'journal.locked',
  );
  assert.equal(existsSync(join(folder, 'successor')), false);
});
