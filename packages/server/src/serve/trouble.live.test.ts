/** What goes wrong around the server: the store, the disk, the journal's file. It says so, and loses nothing that it has taken. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandLine } from '../cli/ingest-child.js';
import { startRelp } from './senders.test.js';
import { freePort, Served } from './served.test.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-trouble-'));
after(() => rmSync(place, { recursive: true, force: true }));

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function serveRelp(folder: string, more: readonly string[] = []) {
  const port = await freePort();
  const served = await Served.prepare({ folder, listeners: [`id: relp, kind: relp, port: ${port}`], more });
  return { served, port };
}

test('a store that is away for a while: receiving goes on, everything is stored afterwards', async (context) => {
  const { served, port } = await serveRelp(join(place, 'away'));
  context.after(() => served.kill());
  await served.start();
  const incoming = join(served.folder, 'data', 'incoming');
  const relp = startRelp({ port, device: 'adc-away', perSecond: 2000 });
  await served.until(async () => (await served.status()).balance.stored > 500);
  renameSync(incoming, `${incoming}-away`);
  const before = relp.acknowledged();
  await served.until(() => relp.acknowledged() > before + 4000);
  const during = await served.status();
  assert.ok(during.balance.inJournal > 2000, JSON.stringify(during.balance));
  assert.ok(during.store.failures > 0);
  assert.equal(during.balance.unaccounted, 0);
  assert.ok(
    served.logged().some(({ level, message }) => level === 'error' && message.startsWith('the store cannot take')),
  );
  renameSync(`${incoming}-away`, incoming);
  await relp.stop();
  await served.atRest(relp.sent());
  await served.stop();
  assert.deepEqual(await served.numbers('adc-away'), upTo(relp.sent()));
  await replay(served);
  assert.deepEqual(await served.numbers('adc-away'), upTo(relp.sent()));
});

/** Stores kept blocks once more, from the middle of a group on; nothing may change by it. */
async function replay(served: Served): Promise<void> {
  const groups = readFileSync(join(served.folder, 'data', 'groups'), 'utf8').split('\n');
  const [from = 0, to = 0] =
    groups.map((line) => line.split(' ').map(Number)).find(([a = 0, b = 0]) => b - a > 3) ?? [];
  assert.ok(from > 0, groups.join());
  const middle = String(Math.floor((from + to) / 2));
  const { exitCode, stderr } = await new CommandLine(served.folder).run('journal', 'replay', '--from', middle);
  assert.equal(exitCode, 0, stderr);
  await served.start();
  await served.atRest();
  await served.stop();
}

const TMPFS_MIB = 96;
const isRoot = process.getuid?.() === 0;
const canMount = isRoot && spawnSync('mount', ['--version']).status === 0;

test('a full disk: nothing more is acknowledged until there is room again', {
  skip: canMount ? false : 'needs root and mount, for a small disk',
}, async (context) => {
  const folder = join(place, 'full');
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${TMPFS_MIB}m`, 'tmpfs', data]);
  context.after(() => execFileSync('umount', ['-l', data]));
  const { served, port } = await serveRelp(folder);
  context.after(() => served.kill());
  await served.start();
  const relp = startRelp({ port, device: 'adc-full', perSecond: 3000 });
  await served.until(async () => (await served.status()).balance.stored > 500);
  fill(join(data, 'ballast'));
  await served.until(() => served.logged().some(({ error }) => error?.code === 'disk.full'));
  const stuck = await untilStill(() => relp.acknowledged());
  assert.ok(relp.sent() > stuck, 'everything was acknowledged although the disk is full');
  rmSync(join(data, 'ballast'));
  await served.until(() => relp.acknowledged() > stuck + 1000, 60_000);
  await relp.stop();
  await served.atRest(undefined, 60_000);
  await served.stop();
  assert.deepEqual(await served.numbers('adc-full'), upTo(relp.sent()));
});

/** Takes the last byte of the disk. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (const size of [1 << 20, 1 << 12]) {
    const bytes = Buffer.alloc(size);
    try {
      for (;;) if (writeSync(file, bytes) < size) break;
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
    }
  }
  closeSync(file);
}

async function untilStill(value: () => number): Promise<number> {
  for (let last = -1; ; ) {
    if (value() === last) return last;
    last = value();
    await sleep(1500);
  }
}

test('sources.json is damaged while lines of a removed listener wait: it is set aside, and they are stored', async (context) => {
  const { served, port } = await serveRelp(join(place, 'sources'));
  context.after(() => served.kill());
  await served.start();
  const incoming = join(served.folder, 'data', 'incoming');
  renameSync(incoming, `${incoming}-away`);
  const relp = startRelp({ port, device: 'adc-removed', perSecond: 2000 });
  await served.until(() => relp.acknowledged() > 1000);
  await relp.stop();
  await served.kill();
  const other = await freePort();
  served.configure({ listeners: [`id: other, kind: tcp, port: ${other}`] });
  writeFileSync(join(served.folder, 'data', 'sources.json'), '{"relp": {"custom');
  await served.start();
  await served.atRest();
  await served.stop();
  assert.deepEqual(await served.numbers('adc-removed'), upTo(relp.sent()));
  const errors = served.logged().filter(({ level }) => level === 'error');
  assert.ok(errors.some(({ message }) => message.includes('set aside')));
  assert.equal(errors.filter(({ message }) => message.includes('not known any more')).length, 1);
  assert.ok(existsSync(join(served.folder, 'data', 'sources.json.damaged-1')));
});

test('a journal whose file is damaged is recovered, and the loss is said', async (context) => {
  const { served, port } = await serveRelp(join(place, 'damaged'));
  context.after(() => served.kill());
  await served.start();
  const incoming = join(served.folder, 'data', 'incoming');
  renameSync(incoming, `${incoming}-away`);
  const relp = startRelp({ port, device: 'adc-damaged', perSecond: 5000 });
  await served.until(() => relp.acknowledged() > 10_000);
  await served.kill();
  const acknowledged = relp.acknowledged();
  rmSync(incoming, { recursive: true, force: true });
  damage(join(served.folder, 'data', 'journal', 'data.mdb'));
  await served.start();
  await relp.stop();
  const { balance } = await served.atRest();
  await served.stop();
  const stored = await served.numbers('adc-damaged');
  assert.equal(new Set(stored).size, stored.length);
  const lost = acknowledged - stored.filter((number) => number <= acknowledged).length;
  context.diagnostic(
    `${lost} of ${acknowledged} lost, ${balance.damaged} of them counted; ${JSON.stringify(
      served
        .logged()
        .filter(({ level }) => level !== 'info')
        .slice(-2),
    )}`,
  );
  assert.ok(lost > 0, 'nothing was damaged');
  assert.ok(served.logged().some(({ level }) => level === 'error'));
  assert.equal(balance.damaged, lost);
});

/** Overwrites a few pages in the middle of a file: of the blocks' content mostly, which is most of it. */
function damage(path: string): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(3 * 4096, 0x5a), 0, 3 * 4096, Math.floor(size / 8192) * 4096);
  closeSync(file);
}
