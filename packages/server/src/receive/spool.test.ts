import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Collector, until } from './collector.test.js';
import { createSpoolListener } from './spool.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-spool-'));
after(() => rmSync(place, { recursive: true, force: true }));

async function spool(context: TestContext) {
  const folder = join(place, context.name.replaceAll(/\W+/g, '-'));
  const collector = new Collector();
  const listener = createSpoolListener(
    { sourceId: 'spool-test', folder, stateFile: join(folder, '.positions.json'), maxFrameBytes: 1000, pollMs: 20 },
    collector.parts,
  );
  mkdirSync(folder, { recursive: true });
  return { folder, collector, listener };
}

async function running(context: TestContext) {
  const spooling = await spool(context);
  await spooling.listener.start();
  context.after(() => spooling.listener.stop());
  return spooling;
}

test('files are read once, plain and compressed, and moved', async (context) => {
  const { folder, collector } = await running(context);
  writeFileSync(join(folder, 'a.log'), 'one\ntwo');
  writeFileSync(join(folder, 'b.log.gz'), gzipSync('three\n'));
  writeFileSync(join(folder, '.c.log'), 'hidden\n');
  await until(() => existsSync(join(folder, 'done/a.log')) && existsSync(join(folder, 'done/b.log.gz')));
  assert.deepEqual(collector.texts, ['one', 'two', 'three']);
  assert.deepEqual(new Set(collector.received.map(({ receivedAt }) => receivedAt)), new Set([null]));
  const left = readdirSync(folder).filter((name) => !name.startsWith('.positions'));
  assert.deepEqual(left.sort(), ['.c.log', 'done']);
});

test('a file of the same name as one that is done replaces nothing', async (context) => {
  const { folder } = await running(context);
  writeFileSync(join(folder, 'a.log'), 'one\n');
  await until(() => existsSync(join(folder, 'done/a.log')));
  writeFileSync(join(folder, 'a.log'), 'two\n');
  await until(() => readdirSync(join(folder, 'done')).length === 2);
  assert.equal(readFileSync(join(folder, 'done/a.log'), 'utf8'), 'one\n');
});

test('a damaged file gives what stood before the damage and is put aside', async (context) => {
  const { folder, collector } = await running(context);
  const text = Array.from({ length: 50_000 }, (_, index) => `line ${index}\n`).join('');
  const whole = gzipSync(text);
  writeFileSync(join(folder, 'cut.gz'), whole.subarray(0, whole.length - 100));
  await until(() => existsSync(join(folder, 'failed/cut.gz')));
  assert.ok(collector.frames > 1000);
  assert.ok(collector.logged.includes('a spooled file cannot be read to its end'));
});

test('a file is moved only when it is durable, and after a restart it goes on behind that', async (context) => {
  const first = await running(context);
  const lines = Array.from({ length: 300_000 }, (_, index) => `line ${index}`);
  first.collector.durability = 'later';
  writeFileSync(join(first.folder, 'a.log'), `${lines.join('\n')}\n`);
  await until(() => first.collector.received.length > 0);
  const durable = first.collector.frames;
  first.collector.settle();
  await until(() => first.collector.frames === lines.length);
  await until(() => existsSync(join(first.folder, '.positions.json')));
  await sleep(50);
  assert.ok(existsSync(join(first.folder, 'a.log')), 'moved before it was durable');
  const second = await running(context);
  await until(() => existsSync(join(second.folder, 'done/a.log')));
  assert.ok(second.collector.frames <= lines.length - durable, 'durable lines were read again');
  assert.deepEqual(second.collector.texts, lines.slice(-second.collector.frames));
  first.collector.settle();
});

test('what never becomes durable stays in the folder', async (context) => {
  const { folder, collector } = await running(context);
  collector.durability = 'never';
  writeFileSync(join(folder, 'a.log'), 'one\n');
  await until(() => collector.frames >= 2);
  assert.deepEqual(existsSync(join(folder, 'a.log')), true);
  collector.durability = 'now';
  await until(() => existsSync(join(folder, 'done/a.log')));
});
