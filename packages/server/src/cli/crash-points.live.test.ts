/** A process that dies after any statement that writes: the next one completes what it has left, with the real engine. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openStoreProcess } from '../store/store-process.js';
import { linesOfRound } from './store-until-killed.js';

const script = fileURLToPath(new URL('./store-until-killed.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'gatehouse-crash-points-'));
after(() => rmSync(place, { recursive: true, force: true }));

interface Run {
  readonly folder: string;
  /** `journal`, with what is appended in this round, or a file. */
  readonly what: string;
  readonly round?: number;
}

/** Dies behind the n-th statement that writes; true when it has stored everything before. */
async function storeUntil(statement: number, { folder, what, round = 0 }: Run): Promise<boolean> {
  const child = spawn(process.execPath, [script, folder, what, String(statement), String(round)], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  assert.equal(said, '');
  assert.ok(code === 0 || signal === 'SIGKILL', `${code} ${signal}`);
  return code === 0;
}

interface Row {
  readonly deviceName: string;
  readonly sessionId: number;
}

/** Rows as they stand in their blocks, which must have all their rows and words. */
async function storedRows(folder: string): Promise<Row[]> {
  const store = await openStoreProcess(folder);
  const rows = await store.select('SELECT block, row, deviceName, sessionId FROM events ORDER BY block, row');
  const worded = await store.select('SELECT DISTINCT block FROM terms ORDER BY block');
  await store.close();
  const blocks = new Map<number, number>();
  for (const { block, row } of rows) {
    assert.equal(Number(row), blocks.get(Number(block)) ?? 0);
    blocks.set(Number(block), Number(row) + 1);
  }
  assert.deepEqual(
    worded.map(({ block }) => Number(block)),
    [...blocks.keys()],
  );
  return rows.map(({ deviceName, sessionId }) => ({ deviceName: String(deviceName), sessionId: Number(sessionId) }));
}

test('from the journal to the store: killed after each statement of a run that completes the one before', async (context) => {
  const folder = join(place, 'journal');
  const run = (statement: number, round: number) => storeUntil(statement, { folder, what: 'journal', round });
  assert.equal(await run(0, 0), true);
  let round = 1;
  while (!(await run(round, round))) round++;
  context.diagnostic(`${round} statements`);
  assert.ok(round > 8, 'there were statements to be killed at');
  assertAll(await storedRows(folder), round);
  // Words and no events; then nobody knows any more what was a group.
  assert.equal(await run(1, round + 1), false);
  rmSync(join(folder, 'groups'));
  assert.equal(await run(0, round + 2), true);
  assertAll(await storedRows(folder), round + 2);
});

/** Up to this round, which is the last one. */
function assertAll(rows: readonly Row[], last: number): void {
  for (const source of ['vienna', 'graz']) {
    const sent = Array.from({ length: last + 1 }, (_, round) => linesOfRound(source, round)).flat();
    assert.deepEqual(
      rows.filter(({ deviceName }) => deviceName === source).map(({ sessionId }) => sessionId),
      sent.map((line) => Number(/CMD_EXECUTED (\d+)/.exec(line)?.[1])),
    );
  }
}

/** Two blocks, stored in one insert: the second one begins behind 32 MiB. */
const LINES = 9_000;
const FILLER = 'x'.repeat(4_000);

/** Statements of a run: an entry in the ledger, words, events, an entry again; the next run completes it block by block. */
const DEATHS = [
  { behind: 'the words', deaths: [2, 1] },
  { behind: 'the events', deaths: [3] },
  { behind: 'the last entry', deaths: [4] },
];

test('from a file to the store: killed while blocks are stored together, and again while that is completed', async () => {
  const folder = join(place, 'file');
  const file = join(place, 'large.log');
  const [line = ''] = linesOfRound('vienna', 0);
  const lines = Array.from({ length: LINES }, (_, number) => `${line.replace(' 0 0 :', ` ${number} 0 :`)}${FILLER}`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  writeFileSync(join(place, 'empty.log'), '');
  await storeUntil(0, { folder, what: join(place, 'empty.log') });
  for (const [copies, { behind, deaths }] of DEATHS.entries()) {
    for (const statement of deaths) assert.equal(await storeUntil(statement, { folder, what: file }), false, behind);
    if (behind !== 'the last entry') await storeUntil(0, { folder, what: file });
    const numbers = (await storedRows(folder)).map(({ sessionId }) => sessionId);
    assert.equal(numbers.length, LINES * (copies + 1), behind);
    assert.deepEqual(
      numbers.slice(copies * LINES),
      lines.map((_, index) => index),
    );
  }
});
