/** Whatever moment a run dies at, the same command afterwards leaves one event per line. And its memory has bounds. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { generate } from '../generate/generate.js';
import { openStoreProcess } from '../store/store-process.js';
import { CommandLine, type IngestSummary, type Ran } from './ingest-child.js';

/** Some thousand generated lines, over and over: generating all of them would take longer than the tests. */
const DISTINCT = 10_000;
const COPIES = 15;
const MEBIBYTE = 1 << 20;

const place = mkdtempSync(join(tmpdir(), 'gatehouse-interrupted-'));
const large = join(place, 'large.log');
const lines = distinctLines();
before(() => writeFileSync(large, `${lines.join('\n')}\n`.repeat(COPIES)));
after(() => rmSync(place, { recursive: true, force: true }));

function distinctLines(): string[] {
  const options = { events: DISTINCT, seed: 5, mix: 'bench', users: 500, days: 1, scenarios: [] } as const;
  return Array.from(generate({ ...options, start: Date.UTC(2026, 1, 28) }), ({ line }) => line);
}

interface Blow {
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  /** Milliseconds, at most, after the start or after the first block has been encoded. */
  readonly within: number;
  readonly since: 'start' | 'first block';
}

const ROUNDS: readonly (readonly Blow[])[] = [
  [
    { signal: 'SIGKILL', within: 500, since: 'start' },
    { signal: 'SIGKILL', within: 100, since: 'first block' },
    { signal: 'SIGKILL', within: 600, since: 'first block' },
    { signal: 'SIGTERM', within: 1000, since: 'first block' },
    { signal: 'SIGKILL', within: 1500, since: 'first block' },
  ],
  [
    { signal: 'SIGKILL', within: 300, since: 'start' },
    { signal: 'SIGKILL', within: 500, since: 'start' },
    { signal: 'SIGINT', within: 50, since: 'first block' },
    { signal: 'SIGKILL', within: 300, since: 'first block' },
    { signal: 'SIGKILL', within: 1000, since: 'first block' },
  ],
];

describe('a run that is killed again and again', () => {
  for (const [round, blows] of ROUNDS.entries()) {
    test(`is completed by the same command, round ${round + 1}`, async (context) => {
      const commands = new CommandLine(mkdtempSync(join(place, 'killed-')));
      for (const blow of blows) await strike(commands, blow);
      const { complete, cutOff } = await begun(commands);
      const { peak, stdout } = await watched(commands.start('ingest', '--json', large));
      const [file] = (JSON.parse(stdout) as IngestSummary).files;
      // A run that comes after a complete one begins the file once more, and may itself be cut off.
      assert.equal(file?.earlier, cutOff > 0 ? 'resumed' : complete > 0 ? 'again' : 'new');
      context.diagnostic(`at most ${Math.round(peak / MEBIBYTE)} MiB`);
      assert.ok(peak < 1536 * MEBIBYTE, `${peak} bytes`);
      await assertOneEventPerLine(commands, complete + 1);
      assert.deepEqual(commands.incoming(), []);
    });
  }
});

const EXIT_CODES = { SIGKILL: 'SIGKILL', SIGTERM: 143, SIGINT: 130 } as const;

async function strike(commands: CommandLine, { signal, within, since }: Blow): Promise<void> {
  const { child, ran } = commands.start('ingest', '--json', large);
  if (since === 'first block') await firstBlock(commands, child);
  await Promise.race([wait(randomInt(within)), ran]);
  child.kill(signal);
  const { exitCode, stderr } = await ran;
  assert.match(stderr, signal === 'SIGKILL' ? /^$/ : /^(note: interrupted; .*\n)?$/);
  if (exitCode !== 0) assert.equal(exitCode, EXIT_CODES[signal]);
}

/** As the ledger has it: a run that is killed between its last entry there and its exit is complete, whatever its exit code says. */
async function begun({ folder }: CommandLine): Promise<{ complete: number; cutOff: number }> {
  const store = await openStoreProcess(join(folder, 'data'));
  const sql =
    'SELECT countIf(finished IS NOT NULL) AS complete, countIf(finished IS NULL) AS cutOff FROM ingests FINAL';
  const [row] = await store.select(sql);
  await store.close();
  return { complete: Number(row?.['complete']), cutOff: Number(row?.['cutOff']) };
}

async function firstBlock({ folder }: CommandLine, child: ChildProcess): Promise<void> {
  const incoming = join(folder, 'data', 'incoming');
  const seen = existsSync(incoming) ? new Set(readdirSync(incoming)) : new Set();
  while (child.exitCode === null) {
    if (existsSync(incoming) && readdirSync(incoming).some((name) => !seen.has(name))) return;
    await wait(5);
  }
}

/** Message numbers tell the generated lines apart; free text finds only blocks whose words have been stored as well. */
async function assertOneEventPerLine(commands: CommandLine, copies: number): Promise<void> {
  assert.equal(await commands.count(), DISTINCT * COPIES * copies);
  const byNumber = await groups(commands, 'sessionId', DISTINCT + 1);
  assert.equal(byNumber.length, DISTINCT);
  assert.deepEqual(new Set(byNumber), new Set([COPIES * copies]));
  const [user = ''] = /(?<=User )\S+/.exec(lines.find((line) => line.includes('User ')) ?? '') ?? [];
  const mentions = lines.filter((line) => new RegExp(`\\b${user}\\b`).test(line)).length;
  assert.equal(await commands.count(`"${user}"`), mentions * COPIES * copies);
}

/** How many events have each value of the token, largest number first. */
async function groups(commands: CommandLine, token: string, limit: number): Promise<number[]> {
  const { stdout } = await commands.run('query', '--group-by', token, '--format', 'ndjson', '--limit', `${limit}`);
  const rows = stdout.split('\n').filter((line) => line !== '');
  return rows.map((row) => (JSON.parse(row) as { count: number }).count);
}

const tellsMemory = existsSync('/proc/self/status');
test('parse takes little memory', { skip: tellsMemory ? false : 'this system has no /proc' }, async (context) => {
  writeFileSync(join(place, 'smaller.log'), `${lines.join('\n')}\n`.repeat(3));
  const { peak } = await watched(new CommandLine(place).start('parse', 'smaller.log'));
  context.diagnostic(`at most ${Math.round(peak / MEBIBYTE)} MiB`);
  assert.ok(peak > 0 && peak < 300 * MEBIBYTE, `${peak} bytes`);
});

/** A process that ends well, and the largest resident set that it had in bytes; 0 where the system does not tell. */
async function watched({ child, ran }: ReturnType<CommandLine['start']>): Promise<Ran & { readonly peak: number }> {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentPeak(child));
  }, 50);
  const result = await ran.finally(() => clearInterval(watch));
  assert.equal(result.exitCode, 0, result.stderr);
  return { ...result, peak };
}

function residentPeak({ pid }: ChildProcess): number {
  const path = `/proc/${pid}/status`;
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has just ended
  }
}
