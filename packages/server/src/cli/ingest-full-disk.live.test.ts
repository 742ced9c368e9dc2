/** A disk that fills up, at every stage of an ingest: one clear error, and the same command completes it after making room. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, test } from 'node:test';
import { generate } from '../generate/generate.js';
import { CommandLine } from './ingest-child.js';

const LINES = 8000;

const place = mkdtempSync(join(tmpdir(), 'gatehouse-full-disk-'));
const disk = join(place, 'data');
after(() => rmSync(place, { recursive: true, force: true }));

function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

function mount(option: string): void {
  assert.ok(succeeds('mount', '-t', 'tmpfs', '-o', option, 'tmpfs', disk));
}

/** Leaves so much free on the disk. */
function leave(kibibytes: number): void {
  const { blocks, bfree, bsize } = statfsSync(disk);
  const size = (blocks - bfree) * bsize + kibibytes * 1024;
  assert.ok(succeeds('mount', '-o', `remount,size=${size}`, disk));
}

function whyNot(): string | false {
  if (process.platform !== 'linux') return 'only Linux has small file systems in memory';
  if (process.getuid?.() !== 0) return 'only root may mount a small file system';
  mkdirSync(disk);
  if (!succeeds('mount', '-t', 'tmpfs', 'tmpfs', disk)) return 'mounting is not allowed here';
  succeeds('umount', disk);
  return false;
}

describe('a disk that is full', { skip: whyNot() }, () => {
  const commands = new CommandLine(place);
  const options = { events: LINES, seed: 3, mix: 'realistic', users: 200, days: 1, scenarios: ['normal'] } as const;
  const lines = Array.from(generate({ ...options, start: Date.UTC(2026, 2, 17) }), ({ line }) => line);
  writeFileSync(join(place, 'ns.log'), `${lines.join('\n')}\n`);
  writeFileSync(join(place, 'first.log'), `${lines.at(-1)}\n`);
  afterEach(() => void succeeds('umount', disk));

  async function assertFull(): Promise<void> {
    const { exitCode, stdout, stderr } = await commands.run('ingest', 'ns.log');
    assert.deepEqual([exitCode, stdout], [1, '']);
    assert.match(stderr, /^error: the disk that holds .*data is full\n→ make room and run the same command again.*\n$/);
  }

  async function assertCompletes(before: number, earlier: string): Promise<void> {
    leave(64 * 1024);
    const { files } = await commands.ingest('ns.log');
    assert.deepEqual([files[0]?.lines, files[0]?.earlier], [LINES, earlier]);
    assert.equal(await commands.count(), before + LINES);
    const word = 'SSL_HANDSHAKE_SUCCESS';
    const mentions = lines.filter((line) => line.includes(word)).length;
    assert.equal(await commands.count(`"${word}"`), mentions + (lines.at(-1)?.includes(word) ? before : 0));
    assert.deepEqual(commands.incoming(), []);
  }

  for (const size of ['24k', '8m']) {
    test(`holds no store that is only half made (${size})`, async () => {
      mount(`size=${size}`);
      await assertFull();
      await assertCompletes(0, 'new');
    });
  }

  const stages = [
    { stage: 'entering the file in the ledger', kibibytes: 300 },
    { stage: 'handing blocks over', kibibytes: 1800 },
    { stage: 'storing words', kibibytes: 2800 },
    { stage: 'storing events', kibibytes: 3700 },
  ] as const;
  for (const { stage, kibibytes } of stages) {
    test(`is told while ${stage}`, async () => {
      mount('size=64m');
      await commands.ingest('first.log');
      leave(kibibytes);
      await assertFull();
      assert.equal(await commands.count(), 1);
      await assertCompletes(1, kibibytes === 300 ? 'new' : 'resumed');
    });
  }
});
