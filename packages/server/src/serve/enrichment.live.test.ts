/** Tables that are replaced under a running server, by better ones and by broken ones; and history that is read again when it stands still. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CommandLine } from '../cli/ingest-child.js';
import type { Reprocessed } from '../reprocess/reprocess.js';
import { mmdbBytes } from '../test/mmdb-file.js';
import { freePort, loginLine, Served } from './served.test.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-serve-enrichment-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): void {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

/** Everything that is looked up says `word`. */
function writeTables(word: string): void {
  const records = { '198.41.0.0/24': { city: `City ${word}` } };
  write('places.mmdb', mmdbBytes({ type: 'Test-City', version: 4, records }));
  write('enrich/people.csv', `user,department\nann,${word}\n`);
  write('enrich/sites.csv', `network,name\n203.0.113.0/24,Site ${word}\n`);
  write('enrich/watch/list.txt', word === 'Old' ? 'nobody\n' : 'ann\n');
}

function send(port: number, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.end(`${line}\n`);
    socket.resume();
  });
}

/** Its client has a public address, its destination one of the site. */
function line(number: number): string {
  return loginLine('adc-1', number).replaceAll('192.0.2.7', '198.41.0.4');
}

const TOKENS = ['sessionId', 'userDepartment', 'geoSourceCity', 'tags'] as const;
const RELOADED = 'tables of enrichment have been read again';
const LEFT_OUT = 'enrichment leaves something out';

test('what is replaced counts for the lines that follow, what is broken does not', async (context) => {
  const port = await freePort();
  writeTables('Old');
  const enrich = 'enrich: { folder: enrich, databases: [places.mmdb] }';
  const served = await Served.prepare({ folder, listeners: [`id: a, kind: tcp, port: ${port}`], more: [enrich] });
  context.after(() => served.kill());
  await served.start();
  await send(port, line(1));
  await served.atRest(1);
  writeTables('New');
  await served.until(() => served.logged(RELOADED).length >= 2, 30_000);
  await send(port, line(2));
  await served.atRest(2);
  for (const name of ['places.mmdb', 'enrich/people.csv', 'enrich/sites.csv']) write(name, 'no table of this kind');
  await served.until(() => served.logged(LEFT_OUT).length >= 3, 30_000);
  await send(port, line(3));
  await served.atRest(3);
  await served.stop();
  const told = served.logged(LEFT_OUT).map((logged) => (logged as { problem?: string }).problem ?? '');
  for (const name of [/places\.mmdb/, /people\.csv/, /sites\.csv/]) assert.match(told.join('\n'), name);
  const now = { userDepartment: 'New', geoSourceCity: 'City New' };
  assert.deepEqual(await known(served), [
    { userDepartment: 'Old', geoSourceCity: 'City Old', isWatched: false },
    { ...now, isWatched: true },
    { ...now, isWatched: true },
  ]);
});

test('reprocessed while it stands still, history says the same, and the server goes on', async (context) => {
  const port = await freePort();
  writeTables('Newest');
  const enrich = 'enrich: { folder: enrich, databases: [places.mmdb] }';
  const served = await Served.prepare({ folder, listeners: [`id: a, kind: tcp, port: ${port}`], more: [enrich] });
  context.after(() => served.kill());
  const span = ['--from', '2026-11-01', '--to', '2026-12-01'];
  const { stdout, stderr } = await new CommandLine(folder).run(
    'reprocess',
    '--config',
    'gatehouse.yaml',
    '--json',
    ...span,
  );
  assert.notEqual(stdout, '', stderr);
  const { kept, changed } = JSON.parse(stdout) as Reprocessed;
  assert.deepEqual([kept, changed], [[], 3]);
  await served.start();
  await send(port, line(4));
  await served.atRest(1);
  await served.stop();
  const now = { userDepartment: 'Newest', geoSourceCity: 'City Newest', isWatched: true };
  assert.deepEqual(await known(served), [now, now, now, now]);
});

async function known(served: Served): Promise<readonly object[]> {
  const events = await served.events('deviceName: adc-1', TOKENS);
  return events
    .sort((a, b) => Number(a.sessionId) - Number(b.sessionId))
    .map(({ userDepartment, geoSourceCity, tags = [] }) => ({
      userDepartment,
      geoSourceCity,
      isWatched: (tags as readonly string[]).includes('list'),
    }));
}
