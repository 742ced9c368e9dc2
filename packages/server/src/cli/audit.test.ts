import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { open } from 'lmdb';
import { sampleEntry } from '../audit/append-until-killed.js';
import { auditFolder, openLmdbTrail } from '../audit/lmdb-trail.js';
import { capturedIo } from '../test/captured-io.js';
import { runCommandLine } from './program.js';

test('an audit that is whole says how long it is and its latest hash', async (context) => {
  const { folder, verify } = await withRecords(context, 3);
  const { exitCode, stdout } = await verify();
  assert.equal(exitCode, 0);
  const [, latest = ''] =
    /^3 records, 1 to 3, none changed, none missing\.\nlatest: (3:[0-9a-f]{64})\n$/.exec(stdout) ?? [];
  assert.equal((await verify('--expect', latest)).exitCode, 0);
  const other = await verify('--expect', `3:${'0'.repeat(64)}`);
  assert.equal(other.exitCode, 1);
  assert.match(other.stderr, /broken at record 3: its hash is another one than was noted/);
  assert.match((await verify('--expect', '3')).stderr, /--expect cannot be 3/);
  // Also beside a process that adds to it.
  const trail = openLmdbTrail({ folder: auditFolder(folder) });
  await trail.append(sampleEntry());
  assert.match((await verify()).stdout, /^4 records/);
  await trail.close();
});

test('the first record that is wrong is named, with exit code 1', async (context) => {
  const { folder, verify } = await withRecords(context, 5);
  const root = open({ path: auditFolder(folder), maxDbs: 2 });
  const records = root.openDB<string, number>('records', { encoding: 'string' });
  await records.put(4, (records.get(4) ?? '').replace('anna', 'bert'));
  await records.put(2, (records.get(2) ?? '').replace('anna', 'bert'));
  await root.close();
  const { exitCode, stderr } = await verify();
  assert.equal(exitCode, 1);
  assert.match(stderr, /broken at record 2: it is not what its hash was made of/);
  const { broken } = JSON.parse((await verify('--json')).stdout) as { broken: unknown };
  assert.deepEqual(broken, { sequence: 2, reason: 'changed' });
});

test('an audit without records', async (context) => {
  const { verify } = await withRecords(context, 0);
  assert.equal((await verify()).stdout, 'The audit is empty.\n');
});

test('records are listed, newest first, and found by a query', async (context) => {
  const { list } = await withRecords(context, 3);
  const { stdout } = await list();
  assert.match(stdout, /^record +time +who +from +action +outcome +what/);
  assert.deepEqual(
    [...stdout.matchAll(/^ *(\d+) /gm)].map(([, sequence]) => sequence),
    ['3', '2', '1'],
  );
  const [first] = (await list('--json', '--limit', '1')).stdout.split('\n');
  assert.equal((JSON.parse(first ?? '') as { sequence: number }).sequence, 3);
  const none = await list('userName: nobody-of-this-name');
  assert.deepEqual([none.exitCode, none.stdout, none.stderr], [0, '', 'No records match.\n']);
  assert.equal((await list('(')).exitCode, 2);
  assert.match((await list('--limit', '0')).stderr, /--limit cannot be 0/);
});

async function withRecords(context: TestContext, count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-audit-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const trail = openLmdbTrail({ folder: auditFolder(folder) });
  for (let index = 0; index < count; index++) await trail.append(sampleEntry());
  await trail.close();
  const run = async (command: string, ...args: string[]) => {
    const io = capturedIo();
    const exitCode = await runCommandLine(io, ['audit', command, '--data', folder, ...args]);
    return { exitCode, stdout: io.written.stdout, stderr: io.written.stderr };
  };
  const verify = (...args: string[]) => run('verify', ...args);
  const list = (...args: string[]) => run('list', ...args);
  return { folder, verify, list };
}
