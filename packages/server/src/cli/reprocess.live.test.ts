/** The command on a store of its own: what it changes, what it says, and when it refuses. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Reprocessed } from '../reprocess/reprocess.js';
import { openStoreProcess } from '../store/store-process.js';
import { CommandLine, type Ran } from './ingest-child.js';

const HEADER = '<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default';
const LINES = [
  ...Array.from(
    { length: 40 },
    (_, index) => `${HEADER} AAA LOGOUT ${index} 0 : User ann - Client_ip 10.20.0.${index}`,
  ),
  `${HEADER.replace('03/17', '03/04')} AAA LOGOUT 71 0 : User ann - Client_ip 10.20.0.7`,
  `${HEADER} AAA LOGIN_FAILED 72 0 : User b\xffb - Client_ip 10.20.0.8 - Failure_reason "none"`,
  'no line of a gateway',
];
const ANNS = 41;

const store = new CommandLine(mkdtempSync(join(tmpdir(), 'gatehouse-reprocess-')));
after(() => rmSync(store.folder, { recursive: true, force: true }));

function people(department: string): void {
  writeFileSync(join(store.folder, 'enrich', 'people.csv'), `user,department\nann,${department}\n`);
}

before(async () => {
  mkdirSync(join(store.folder, 'enrich'));
  writeFileSync(join(store.folder, 'gatehouse.yaml'), 'enrich: {folder: enrich}\ndataFolder: data\n');
  writeFileSync(join(store.folder, 'ns.log'), Buffer.from(`${LINES.join('\n')}\n`, 'latin1'));
  people('Sales');
  await store.ingest('ns.log', '--config', 'gatehouse.yaml', '--date-order', 'dmy');
});

function reprocess(...args: readonly string[]): Promise<Ran> {
  return store.run('reprocess', '--config', 'gatehouse.yaml', '--from', '2026-03-01', '--to', '2026-05-01', ...args);
}

async function reprocessed(...args: readonly string[]): Promise<Reprocessed> {
  const { exitCode, stdout, stderr } = await reprocess('--json', ...args);
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout) as Reprocessed;
}

function without(events: readonly object[], token: string): object[] {
  return events.map((event) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== token)));
}

test('events get what the tables say now; everything else stays, ids and raw lines too', async () => {
  const old = await store.events();
  assert.equal(old.length, LINES.length);
  people('Finance');
  const wanted = { events: LINES.length, blocks: 1, changed: ANNS, fields: { userDepartment: ANNS }, kept: [] };
  assert.deepEqual(await reprocessed('--dry-run'), { ...wanted, isDryRun: true, isComplete: true });
  assert.deepEqual(await store.events(), old);
  assert.deepEqual(await reprocessed(), { ...wanted, isDryRun: false, isComplete: true });
  const now = await store.events();
  assert.deepEqual(without(now, 'userDepartment'), without(old, 'userDepartment'));
  assert.equal(await store.count('userDepartment: Finance'), ANNS);
  assert.deepEqual(readdirSync(join(store.folder, 'data', 'replacing')), []);
});

test('a second time there is nothing to change, and it says so', async () => {
  const { stdout } = await reprocess();
  assert.equal(stdout, '43 events have been read again; 0 have changed\n');
  people('Legal');
  assert.match((await reprocess('--dry-run')).stdout, /43 events .* 41 would change\n {2}userDepartment +41\n$/);
});

const refusals: readonly [what: string, args: readonly string[], exitCode: number, says: RegExp][] = [
  ['a span that ends before it begins', ['--from', '2026-05-01', '--to', '2026-03-01'], 2, /--to .*not after --from/],
  ['a begin that is no instant', ['--from', 'yesterday', '--to', '2026-03-01'], 2, /no instant; write 2026-03-17/],
  ['a date that there is not', ['--from', '2026-13-01', '--to', '2027-01-01'], 2, /no instant/],
  ['no end', ['--from', '2026-03-01'], 2, /--to/],
  ['a folder without a store', ['--from', '2026-03-01', '--to', '2026-05-01', '--data', 'none'], 1, /no event store/],
];

for (const [what, args, exitCode, says] of refusals) {
  test(`${what} is refused`, async () => {
    const ran = await store.run('reprocess', ...args);
    assert.equal(ran.exitCode, exitCode, ran.stderr);
    assert.match(ran.stderr, says);
  });
}

test('while a server has the store it says what to do', async () => {
  const server = await openStoreProcess(join(store.folder, 'data'));
  const { exitCode, stderr } = await reprocess();
  await server.close();
  assert.equal(exitCode, 1);
  assert.match(stderr, /using the event store in .*stop the server.*start it again/s);
});
