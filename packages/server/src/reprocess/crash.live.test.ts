/** Whatever moment a run dies at, each event is there once, as it was or as it was to become; whoever opens the store next finishes it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { internalNetworks } from '../map/direction.js';
import { openStoreProcess } from '../store/store-process.js';
import type { Death, Found, Task } from './reprocess-until-killed.js';
import { storeFile } from './sample-history.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-reprocess-crash-'));
const program = fileURLToPath(new URL('./reprocess-until-killed.js', import.meta.url));
const LINES = Array.from(
  { length: 60 },
  (_, index) =>
    `<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default AAA LOGOUT ${index} 0 : User ann - Client_ip 10.20.0.${index}`,
);
const reading = {
  timezone: 'UTC',
  dateOrder: 'mdy',
  severityFrom: 'pri',
  internalNetworks: internalNetworks([]),
} as const;

before(async () => {
  const store = await openStoreProcess(folder);
  const blocks = await storeFile(store, LINES, { reading, blockRows: 30 });
  assert.equal(blocks.length, 2);
  // As if sessions had been stitched: they are to be forgotten.
  await store.execute('INSERT INTO stitched (round, block) SELECT 1, arrayJoin({blocks:Array(UInt64)})', { blocks });
  await store.close();
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  /** What was there at the beginning and, unless it was killed, at the end. */
  readonly found: readonly Found[];
  readonly signal: string | null;
}

async function run(task: Omit<Task, 'folder'>, killAfterMs?: number): Promise<Ended> {
  const child = spawn(process.execPath, [program, JSON.stringify({ ...task, folder })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  const lines = Buffer.concat(chunks).toString('utf8').split('\n');
  return { signal, found: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Found) };
}

function assertWhole({ rows, ids, departments, doubledWords }: Found, possible: readonly string[]): void {
  assert.deepEqual([rows, ids, doubledWords, departments.length], [LINES.length, LINES.length, 0, 1]);
  assert.ok(possible.includes(departments[0] ?? ''), `${departments[0]} is none of ${possible.join()}`);
}

/** Two deletions and the insert; three statements about sessions; then the room of what was deleted is given back. */
const DEATHS: readonly Death[] = [
  ...[0, 1, 2, 3, 5, 6].map((statement) => ({ statement, when: 'before' as const })),
  ...[0, 1, 2].map((statement) => ({ statement, when: 'during' as const })),
];

test('killed at every statement, again and again', async () => {
  let before = '';
  let killed = 0;
  for (const [round, death] of DEATHS.entries()) {
    const department = `Department ${round}`;
    const { found, signal } = await run({ department, death });
    const [first = assert.fail('it did not come to open the store')] = found;
    assertWhole(first, ['', before, `Department ${round - 2}`]);
    if (signal === 'SIGKILL') killed++;
    else assertWhole(found[1] as Found, [department]);
    before = department;
  }
  assert.ok(killed >= 6, `${killed} of ${DEATHS.length} were killed`);
});

test('killed while the one before is finished', async () => {
  for (const [round, ms] of [350, 600].entries()) {
    await run({ department: `Round ${round}`, death: { statement: 2, when: 'before' } });
    await run({ department: `Round ${round}`, death: null }, ms);
  }
  const { found } = await run({ department: 'Last', death: null });
  assertWhole(found[0] as Found, ['Round 1']);
  assertWhole(found[1] as Found, ['Last']);
  assert.deepEqual([readdirSync(join(folder, 'replacing')), readdirSync(join(folder, 'incoming'))], [[], []]);
});
