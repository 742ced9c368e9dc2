import assert from 'node:assert/strict';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Collector, until } from './collector.test.js';
import { createTailListener, type TailConfig } from './tail.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-tail-'));
after(() => rmSync(place, { recursive: true, force: true }));

const POLL_MS = 10;
/** Long enough for some looks at the files. */
const LOOKS_MS = 8 * POLL_MS;

function folderOf(context: TestContext): string {
  const folder = join(place, context.name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function follow(context: TestContext, config: Partial<TailConfig> = {}) {
  const folder = folderOf(context);
  const collector = new Collector();
  const listener = createTailListener(
    {
      sourceId: 'tail-test',
      path: join(folder, 'adc.log'),
      stateFile: join(folder, 'positions.json'),
      maxFrameBytes: 1000,
      pollMs: POLL_MS,
      rotatedMs: 100,
      ...config,
    },
    collector.parts,
  );
  await listener.start();
  context.after(() => listener.stop());
  return { collector, listener };
}

test('lines are read as they are written, whole ones only', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'one\r\n\ntwo\nthr');
  const { collector } = await follow(context);
  await until(() => collector.frames === 2);
  appendFileSync(log, 'ee\nfour');
  await until(() => collector.frames === 3);
  await sleep(LOOKS_MS);
  assert.deepEqual(collector.texts, ['one', 'two', 'three']);
  assert.deepEqual(
    { ...collector.received[0], frames: 0 },
    { sourceId: 'tail-test', peer: log, receivedAt: null, frames: 0, canWait: true },
  );
});

test('a file that appears later is found', async (context) => {
  const { collector } = await follow(context);
  await sleep(LOOKS_MS);
  writeFileSync(join(folderOf(context), 'adc.log'), 'late\n');
  await until(() => collector.frames === 1);
});

test('after a restart it goes on behind the last durable line', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'one\ntwo\nbegun');
  const first = await follow(context);
  await until(() => first.collector.frames === 2);
  await first.listener.stop();
  appendFileSync(log, ' and ended\nthree\n');
  const second = await follow(context);
  await until(() => second.collector.frames === 2);
  await sleep(LOOKS_MS);
  assert.deepEqual(second.collector.texts, ['begun and ended', 'three']);
});

test('what was not durable before a restart is read again', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'one\n');
  const first = await follow(context);
  await until(() => first.collector.frames === 1);
  await sleep(LOOKS_MS);
  first.collector.durability = 'later';
  appendFileSync(log, 'two\n');
  await until(() => first.collector.frames === 2);
  await sleep(LOOKS_MS);
  const second = await follow(context);
  await until(() => second.collector.frames === 1);
  assert.deepEqual(second.collector.texts, ['two']);
  first.collector.settle();
});

test('what never becomes durable is read again', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  const { collector } = await follow(context);
  collector.durability = 'never';
  writeFileSync(log, 'one\ntwo\n');
  await until(() => collector.frames >= 4);
  collector.durability = 'now';
  appendFileSync(log, 'three\n');
  await until(() => collector.texts.at(-1) === 'three');
  await sleep(LOOKS_MS);
  assert.deepEqual(collector.texts.slice(-3), ['one', 'two', 'three']);
});

test('a renamed file is read to its end, its successor from the beginning', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'one\n');
  const { collector } = await follow(context);
  await until(() => collector.frames === 1);
  renameSync(log, `${log}.1`);
  appendFileSync(`${log}.1`, 'two\n');
  writeFileSync(log, 'three\n');
  await until(() => collector.frames === 3);
  appendFileSync(`${log}.1`, 'the last, without line feed');
  await until(() => collector.frames === 4);
  assert.deepEqual([...collector.texts].sort(), ['one', 'the last, without line feed', 'three', 'two']);
  assert.deepEqual(new Set(collector.received.map(({ peer }) => peer)), new Set([log]));
});

test('a file that was renamed while nobody looked is read to its end', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'one\n');
  const first = await follow(context);
  await until(() => first.collector.frames === 1);
  await first.listener.stop();
  appendFileSync(log, 'two\n');
  renameSync(log, `${log}.1`);
  writeFileSync(log, 'three\n');
  const second = await follow(context);
  await until(() => second.collector.frames === 2);
  await sleep(LOOKS_MS);
  assert.deepEqual([...second.collector.texts].sort(), ['three', 'two']);
});

test('a file that was emptied and written anew begins again, shorter or longer than before', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'first line\nsecond line\n');
  const { collector } = await follow(context);
  await until(() => collector.frames === 2);
  copyFileSync(log, `${log}.1`);
  truncateSync(log);
  appendFileSync(log, 'third\n');
  await until(() => collector.frames === 3);
  writeFileSync(log, 'a fourth line that is longer than all before\n');
  await until(() => collector.frames === 4);
  assert.deepEqual(collector.texts.slice(2), ['third', 'a fourth line that is longer than all before']);
});

test('another file with the same inode is not taken for the one before', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, 'one\ntwo\n');
  const first = await follow(context);
  await until(() => first.collector.frames === 2);
  await first.listener.stop();
  const state = readFileSync(join(folderOf(context), 'positions.json'), 'utf8');
  unlinkSync(log);
  writeFileSync(log, 'a new one, and longer\n');
  // Whether the system gives the inode again is its business: the state is made to say so.
  const { ino, dev } = statSync(log);
  writeFileSync(join(folderOf(context), 'positions.json'), state.replace(/"\d+:\d+"/, `"${dev}:${ino}"`));
  const second = await follow(context);
  await until(() => second.collector.frames === 1);
  assert.deepEqual(second.collector.texts, ['a new one, and longer']);
});

test('a pattern names files in several folders, and new ones', async (context) => {
  const folder = folderOf(context);
  for (const name of ['a', 'b', '.hidden']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'a/ns1.log'), 'a1\n');
  writeFileSync(join(folder, 'b/ns10.log'), 'b10\n');
  writeFileSync(join(folder, '.hidden/ns1.log'), 'hidden\n');
  const { collector } = await follow(context, { path: join(folder, '*/ns?.log') });
  await until(() => collector.frames === 1);
  writeFileSync(join(folder, 'b/ns2.log'), 'b2\n');
  await until(() => collector.frames === 2);
  assert.deepEqual(collector.texts, ['a1', 'b2']);
});

test('a compressed file is no log to follow, and is told once', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  writeFileSync(log, gzipSync('one\n'));
  const { collector } = await follow(context);
  await until(() => collector.logged.length > 0);
  await sleep(LOOKS_MS);
  assert.deepEqual(collector.logged, ['a file cannot be followed']);
  assert.equal(collector.frames, 0);
});

test('a damaged file of positions is put aside, and everything is read', async (context) => {
  const folder = folderOf(context);
  writeFileSync(join(folder, 'positions.json'), '{"version":1,"files":{"1:2":{}}}');
  writeFileSync(join(folder, 'adc.log'), 'one\n');
  const { collector } = await follow(context);
  await until(() => collector.frames === 1);
  assert.ok(existsSync(join(folder, 'positions.json.damaged')));
});

test('without room nothing is read', async (context) => {
  const log = join(folderOf(context), 'adc.log');
  const { collector, listener } = await follow(context);
  collector.shut();
  writeFileSync(log, 'one\n');
  await sleep(LOOKS_MS);
  assert.equal(collector.frames, 0);
  collector.open();
  await until(() => collector.frames === 1);
  collector.shut();
  // A look that found room before may still be under way.
  await sleep(LOOKS_MS);
  appendFileSync(log, 'two\n');
  await sleep(LOOKS_MS);
  await listener.stop();
  assert.equal(collector.frames, 1);
});
