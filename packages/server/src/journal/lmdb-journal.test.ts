import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AppError } from '../errors.js';
import type { DamagedBlock } from './journal.js';
import { openTables } from './journal-tables.js';
import { JournalWriter } from './journal-writer.js';
import { openLmdbJournal } from './lmdb-journal.js';
import { linesOf, segmentOf } from './sample-segments.js';
import { journalSuite } from './suite.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-journal-'));
after(() => rmSync(place, { recursive: true, force: true }));

function newFolder(): string {
  return mkdtempSync(join(place, 'j-'));
}

journalSuite('LMDB', () => {
  const folder = newFolder();
  return {
    open: (limits = {}) => openLmdbJournal({ folder, limitBytes: 2 ** 26, ...limits }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
});

test('a journal that is open is locked', async () => {
  const folder = newFolder();
  const journal = await openLmdbJournal({ folder, limitBytes: 2 ** 20 });
  await assert.rejects(
    openLmdbJournal({ folder, limitBytes: 2 ** 20 }),
    (error) => error instanceof AppError && error.code === 'journal.locked',
  );
  assert.equal(await journal.append([segmentOf(['a'])]), 1);
  await journal.close();
  await (await openLmdbJournal({ folder, limitBytes: 2 ** 20 })).close();
});

test('a damaged block is reported with what it held, and passed over', async () => {
  const folder = newFolder();
  const first = await openLmdbJournal({ folder, limitBytes: 2 ** 20 });
  for (const lines of [['a'], ['bb', 'c'], ['d'], ['e'], ['f']]) await first.append([segmentOf(lines)]);
  await first.close();
  const tables = openTables(folder, { limitBytes: 2 ** 20 });
  const second = Buffer.from(tables.blocks.get(2) ?? Buffer.alloc(0));
  second.writeUInt8(second.readUInt8(60) ^ 1, 60);
  await tables.blocks.put(2, second);
  await tables.blocks.remove(3);
  await tables.blocks.put(4, Buffer.from(tables.blocks.get(5) ?? Buffer.alloc(0)));
  await tables.root.close();

  const damaged: DamagedBlock[] = [];
  const journal = await openLmdbJournal({
    folder,
    limitBytes: 2 ** 20,
    onDamaged: (block) => void damaged.push(block),
  });
  const stop = new AbortController();
  const read: string[] = [];
  for await (const { sequence, segments } of journal.read(1, stop.signal)) {
    read.push([sequence, ...linesOf(segments)].join(' '));
    if (sequence === 5) stop.abort();
  }
  assert.deepEqual(read, ['1 a', '5 f']);
  assert.deepEqual(damaged, [
    { sequence: 2, lines: 2, bytes: 3, reason: 'checksum' },
    { sequence: 3, lines: 1, bytes: 1, reason: 'missing' },
    { sequence: 4, lines: 1, bytes: 1, reason: 'misplaced' },
  ]);
  await journal.release(5);
  assert.equal(journal.facts().lines, 0);
  await journal.close();
});

test('bytes that were read stay as they are while the journal goes on', async () => {
  const folder = newFolder();
  const journal = await openLmdbJournal({ folder, limitBytes: 2 ** 24 });
  const lines = Array.from({ length: 30 }, (_, index) => String.fromCharCode(65 + index).repeat(100_000));
  for (const line of lines) await journal.append([segmentOf([line])]);
  const stop = new AbortController();
  const read: string[][] = [];
  const kept: Parameters<typeof linesOf>[0][] = [];
  for await (const { sequence, segments } of journal.read(1, stop.signal)) {
    kept.push(segments);
    await journal.release(sequence);
    await journal.append([segmentOf(['z'.repeat(100_000)])]);
    if (sequence === 30) stop.abort();
  }
  for (const segments of kept) read.push(linesOf(segments));
  assert.deepEqual(
    read.flat(),
    lines.map((line) => line),
  );
  await journal.close();
});

test('a writer over a journal that is too small loses nothing while a reader makes room', async () => {
  const journal = await openLmdbJournal({ folder: newFolder(), limitBytes: 3 * 2 ** 20 });
  const troubles = new Set<string>();
  const writer = new JournalWriter({
    journal,
    retryMs: 5,
    waitBytes: 2 ** 20,
    onTrouble: (trouble) => void troubles.add(trouble?.code ?? 'over'),
  });
  const lines = Array.from({ length: 120 }, (_, index) => `${index} `.padEnd(100_000, 'x'));
  const writing = (async () => {
    for (const line of lines) {
      await writer.room();
      writer.push({
        sourceId: 'vpn',
        peer: '192.0.2.1',
        receivedAt: 1,
        canWait: true,
        frames: [{ bytes: Buffer.from(line) }],
      });
    }
    return writer.close(10_000);
  })();
  while (!troubles.has('journal.full')) await new Promise((resolve) => void setTimeout(resolve, 5));
  const stop = new AbortController();
  const read: string[] = [];
  for await (const { sequence, segments } of journal.read(1, stop.signal)) {
    read.push(...linesOf(segments));
    await journal.release(sequence);
    if (read.length === lines.length) stop.abort();
  }
  assert.equal(await writing, 0);
  assert.deepEqual(read, lines);
  assert.ok(troubles.has('over'));
  await journal.close();
});
