import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Command } from 'commander';
import { AppError } from '../errors.js';
import { journalFolder, openTables } from '../journal/journal-tables.js';
import { openLmdbJournal } from '../journal/lmdb-journal.js';
import { segmentOf } from '../journal/sample-segments.js';
import { capturedIo } from '../test/captured-io.js';
import { registerJournal } from './journal.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-journal-cli-'));
after(() => rmSync(place, { recursive: true, force: true }));

async function run(cwd: string, ...args: string[]): Promise<string> {
  const io = capturedIo({ cwd });
  const program = new Command().exitOverride();
  registerJournal(program, io);
  await program.parseAsync(['journal', ...args], { from: 'user' });
  return io.written.stdout;
}

/** Three blocks, the first two of them stored and kept. */
async function sampleFolder(): Promise<string> {
  const cwd = mkdtempSync(join(place, 'data-'));
  const journal = await openLmdbJournal({
    folder: journalFolder(join(cwd, 'data')),
    limitBytes: 2 ** 20,
    keepBytes: 2 ** 20,
  });
  await journal.append([segmentOf(['one'])]);
  await journal.append([segmentOf([Buffer.from([0x74, 0xff])], { receivedAt: null, peer: '/var/log/ns.log' })]);
  const cut = new Map([[1, 70_000]]);
  await journal.append([
    segmentOf(['three', 'four'], { sourceId: 'paris', originalLengths: cut }),
    segmentOf(['five']),
  ]);
  await journal.release(2);
  await journal.close();
  return cwd;
}

test('status says what waits, per source', async () => {
  const cwd = await sampleFolder();
  const text = await run(cwd, 'status');
  assert.match(text, /^3 lines in 1 blocks \(\d+ B\) wait to be stored, the oldest for /);
  assert.match(text, /Blocks 1 to 3 were written, up to 2 stored\.\nStored blocks from 1 on \(\d+ B\) are kept/);
  assert.match(text, /\nparis +2 +9 B .*\nvpn +1 +4 B /);
  const json: unknown = JSON.parse(await run(cwd, 'status', '--json'));
  const { identity, bytes, keptBytes, oldestAt, ...facts } = Object(json) as Readonly<Record<string, unknown>>;
  assert.match(String(identity), /^[0-9a-f]{16}$/);
  assert.ok(Number(bytes) > 13 && Number(keptBytes) > 5);
  assert.deepEqual(facts, {
    ...{ first: 1, released: 2, last: 3, blocks: 1, lines: 3 },
    sources: [
      { source: 'paris', lines: 2, bytes: 9, oldestAt },
      { source: 'vpn', lines: 1, bytes: 4, oldestAt },
    ],
  });
});

test('status of an empty journal', async () => {
  const cwd = mkdtempSync(join(place, 'data-'));
  await (await openLmdbJournal({ folder: journalFolder(join(cwd, 'data')), limitBytes: 2 ** 20 })).close();
  assert.equal(await run(cwd, 'status'), 'Nothing waits to be stored.\nNo block has ever been written.\n');
});

test('status and export work while the journal is open elsewhere; replay does not', async () => {
  const cwd = await sampleFolder();
  const journal = await openLmdbJournal({ folder: journalFolder(join(cwd, 'data')), limitBytes: 2 ** 20 });
  assert.equal(await run(cwd, 'export', '--format', 'raw', '--from', '3'), 'three\nfour\nfive\n');
  await assert.rejects(run(cwd, 'replay'), (error) => error instanceof AppError && error.code === 'journal.locked');
  assert.equal(await journal.append([segmentOf(['six'])]), 4);
  await journal.close();
});

test('export prints every line with where it came from', async () => {
  const lines = (await run(await sampleFolder(), 'export', '--to', '3')).trimEnd().split('\n');
  const vpn = { sourceId: 'vpn', peer: '192.0.2.1', receivedAt: '2023-11-14T22:13:20.000Z' };
  assert.deepEqual(
    lines.map((line): unknown => JSON.parse(line)),
    [
      { sequence: 1, ...vpn, line: 'one' },
      { sequence: 2, sourceId: 'vpn', peer: '/var/log/ns.log', line: 't\ufffd', lineBase64: 'dP8=' },
      { sequence: 3, ...vpn, sourceId: 'paris', line: 'three' },
      { sequence: 3, ...vpn, sourceId: 'paris', originalLength: 70_000, line: 'four' },
      { sequence: 3, ...vpn, line: 'five' },
    ],
  );
});

test('export names the damaged blocks at the end', async () => {
  const cwd = await sampleFolder();
  const tables = openTables(journalFolder(join(cwd, 'data')), { limitBytes: 2 ** 20 });
  await tables.blocks.put(2, Buffer.from('rubbish'));
  await tables.root.close();
  await assert.rejects(run(cwd, 'export'), /damaged and were left out: 2$/);
});

test('replay makes stored blocks wait again', async () => {
  const cwd = await sampleFolder();
  assert.equal(
    await run(cwd, 'replay', '--from', '2'),
    '1 stored blocks from 2 on wait again; 4 lines in all will be stored when the server starts.\n',
  );
  assert.deepEqual(JSON.parse(await run(cwd, 'replay', '--json')), {
    first: 1,
    last: 3,
    blocks: 3,
    lines: 5,
    again: 1,
  });
  assert.match(await run(cwd, 'replay', '--from', '9'), /^No stored block from 9 on is here/);
  assert.match(await run(cwd, 'status'), /^5 lines in 3 blocks .*\nBlocks 1 to 3 were written, up to 0 stored\.\n/);
});

const refusals = [
  [['status'], 'journal.missing'],
  [['export'], 'journal.missing'],
  [['replay'], 'journal.missing'],
  [['export', '--from', '0'], 'option.invalid'],
  [['replay', '--from', 'x'], 'option.invalid'],
] as const;

for (const [args, code] of refusals) {
  test(`${args.join(' ')} in an empty folder: ${code}`, async () => {
    const cwd = mkdtempSync(join(place, 'data-'));
    await assert.rejects(run(cwd, ...args), (error) => error instanceof AppError && error.code === code);
  });
}
