/** Files that are no logs, and places that do not work: a defect on an event or one clear error, never a stack trace. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Random } from '../generate/random.js';
import type { PrintedEvent } from '../map/print.js';
import { CommandLine, type IngestSummary, linesOf, type Ran, rawBytes } from './ingest-child.js';

const MEBIBYTE = 1 << 20;
const LINE = '<134> 03/17/2026:09:00:01 GMT gw-a 0-PPE-0 : default AAA LOGOUT 71 0 : User mbell - Client_ip 192.0.2.7';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-bad-input-'));
after(() => rmSync(place, { recursive: true, force: true }));

function noise(length: number): Buffer {
  const random = new Random('noise');
  return Buffer.from(Array.from({ length }, () => random.next() & 255));
}

interface Content {
  readonly name: string;
  readonly bytes: Buffer;
  /** Where a line is longer than what is kept of it. */
  readonly cut?: { readonly kept: Buffer; readonly originalLength: number };
  readonly lines: number;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const long = (length: number): NonNullable<Content['cut']> => ({
  kept: Buffer.alloc(MEBIBYTE, 'x'),
  originalLength: length,
});

const CONTENTS: readonly Content[] = [
  { name: 'nothing', bytes: Buffer.alloc(0), lines: 0 },
  { name: 'blank lines only', bytes: latin1('\n\r\n \t \n\r\r\n'), lines: 0 },
  { name: 'one byte', bytes: latin1('x'), lines: 1 },
  { name: 'a megabyte of noise', bytes: noise(MEBIBYTE), lines: linesOf(noise(MEBIBYTE)).length },
  { name: 'NUL bytes', bytes: latin1(`\0\n${LINE}\0\n\0\0\0${LINE}\n`), lines: 3 },
  { name: 'bytes that are no UTF-8', bytes: latin1(`${LINE}\n${LINE.replace('mbell', 'm\xffb\xc3')}\n`), lines: 2 },
  { name: 'CRLF', bytes: latin1(`${LINE}\r\n${LINE}\r\n`), lines: 2 },
  { name: 'a lone CR ends no line', bytes: latin1(`${LINE}\r${LINE}\n`), lines: 1 },
  { name: 'two CR before the line feed', bytes: latin1(`${LINE}\r\r\n`), lines: 1 },
  { name: 'a CR at the end of the file', bytes: latin1(`${LINE}\n${LINE}\r`), lines: 2 },
  { name: 'blank lines between', bytes: latin1(`\n\n${LINE}\n\n \n${LINE}\n\n`), lines: 2 },
  { name: 'control characters', bytes: latin1('\x01n:sourcePort\x02 \x01*\x02\x1b[31m\x7f\n\x01\n\x02\n'), lines: 3 },
  { name: 'a byte order mark', bytes: Buffer.from(`\ufeff${LINE}\n`), lines: 1 },
  { name: 'UTF-16', bytes: Buffer.from(`\ufeff${LINE}\n${LINE}\n`, 'utf16le'), lines: 3 },
  { name: 'a line as long as may be', bytes: Buffer.alloc(MEBIBYTE, 'x'), lines: 1 },
  {
    name: 'three megabytes without line feed',
    bytes: Buffer.alloc(3 * MEBIBYTE, 'x'),
    cut: long(3 * MEBIBYTE),
    lines: 1,
  },
  {
    name: 'a line longer than a block, and one after it',
    bytes: Buffer.concat([Buffer.alloc(40 * MEBIBYTE, 'x'), latin1(`\n${LINE}\n`)]),
    cut: long(40 * MEBIBYTE),
    lines: 2,
  },
];

describe('files that are no logs', () => {
  const commands = new CommandLine(place);
  const eventsOf = new Map<string, readonly PrintedEvent[]>();
  let summary: IngestSummary;

  before(async () => {
    for (const { name, bytes } of CONTENTS) writeFileSync(join(place, name), bytes);
    summary = await commands.ingest(...CONTENTS.map(({ name }) => name));
    const events = await commands.events();
    for (const { name, lines } of CONTENTS) eventsOf.set(name, events.splice(0, lines));
    eventsOf.set('left over', events);
  });

  for (const [index, { name, bytes, cut, lines }] of CONTENTS.entries()) {
    test(name, () => {
      assert.equal(summary.files[index]?.lines, lines);
      const events = eventsOf.get(name) ?? [];
      const expected = linesOf(bytes);
      if (cut !== undefined) {
        assertCut(events[0], cut);
        expected[0] = cut.kept;
      }
      assert.deepEqual(events.map(rawBytes), expected);
      for (const event of events) assertBase64OnlyWhereNeeded(event);
    });
  }

  test('and nothing besides', () => assert.deepEqual(eventsOf.get('left over'), []));
});

function assertCut(event: PrintedEvent | undefined, { originalLength }: NonNullable<Content['cut']>): void {
  assert.ok(Object.values(event?.defects ?? {}).includes('line-too-long'));
  assert.deepEqual(event?.attributes, { originalLength: String(originalLength) });
}

function assertBase64OnlyWhereNeeded(event: PrintedEvent): void {
  const bytes = rawBytes(event);
  const isText = Buffer.from(bytes.toString('utf8')).equals(bytes);
  assert.equal(event.rawEventBase64 === undefined, isText);
  assert.equal(event.rawEvent, bytes.toString('utf8'));
}

/** One line that says what happened, one that says what to do; what a bar or a note has said before may stand above. */
function assertClearError({ exitCode, stderr }: Ran, message: RegExp): void {
  assert.equal(exitCode, 1);
  assert.match(stderr, message);
  assert.match(stderr, /^(note: .*\n)*error: .+\n→ .+\n$/);
}

describe('paths that cannot be read', () => {
  const folder = mkdtempSync(join(place, 'paths-'));
  const commands = new CommandLine(folder);
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'good.log'), `${LINE}\n`);
  writeFileSync(join(folder, 'old.xz'), Buffer.from('fd377a585a000004', 'hex'));

  const cases = [
    { path: 'missing.log', message: /there is no file .*missing\.log/ },
    { path: 'good.log/below', message: /there is no file/ },
    { path: 'folder', message: /is a folder/ },
    { path: 'old.xz', message: /compressed as xz/ },
    { path: '/proc/self/mem', message: /cannot be read: i\/o error/, skip: !existsSync('/proc/self/mem') },
  ];
  for (const { path, message, skip = false } of cases) {
    test(path, { skip: skip && 'no such file on this system' }, async () => {
      assertClearError(await commands.run('ingest', 'good.log', path), message);
      assert.equal(existsSync(join(folder, 'data')), false);
    });
  }

  const isRoot = process.getuid?.() === 0;
  test('no permission', { skip: isRoot && 'root may read everything' }, async () => {
    writeFileSync(join(folder, 'secret.log'), LINE, { mode: 0 });
    assertClearError(await commands.run('ingest', 'secret.log'), /secret\.log cannot be read: permission denied/);
  });

  test('a store where a file is', async () => {
    assertClearError(await commands.run('ingest', 'good.log', '--data', 'good.log'), /cannot be written: not a dir/);
  });
});

describe('compressed data that is damaged', () => {
  const commands = new CommandLine(mkdtempSync(join(place, 'damaged-')));
  const lines = Array.from({ length: 8000 }, (_, index) => `${LINE.replace(' 71 ', ` ${index} `)} ${index % 997}`);
  const whole = gzipSync(`${lines.join('\n')}\n`);

  test('is stored up to there, together with the files before it, and the exit code says so', async () => {
    writeFileSync(join(commands.folder, 'good.log'), `${LINE}\n`);
    writeFileSync(join(commands.folder, 'cut.gz'), whole.subarray(0, whole.length >> 1));
    const ran = await commands.run('ingest', 'good.log', 'cut.gz');
    assertClearError(ran, /note: what was read before .*\nerror: .*cut\.gz ends in the middle .*\n→ copy it again/);
    assert.match(ran.stdout, /good\.log {2}1 line/);
  });

  test('holds the first lines, each once, however often it is tried', async () => {
    const stored = await commands.count();
    assert.ok(stored > 1000 && stored < 8000, `${stored} events`);
    assertClearError(await commands.run('ingest', 'cut.gz'), /cut\.gz ends in the middle/);
    assert.equal(await commands.count(), stored);
    const events = await commands.events('', ['rawEvent']);
    const expected = [LINE, ...lines.slice(0, stored - 1)];
    // The last line of a stream that ends anywhere may end anywhere as well.
    assert.deepEqual(
      events.slice(0, -1).map(({ rawEvent }) => rawEvent),
      expected.slice(0, -1),
    );
    assert.ok(expected.at(-1)?.startsWith(String(events.at(-1)?.rawEvent)));
  });
});

const makePipe = (path: string): boolean => succeeds('mkfifo', path);
const hasPipes = makePipe(join(place, 'pipe'));

function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

describe('a store that is in use', { skip: hasPipes ? false : 'there is no mkfifo here' }, () => {
  test('is refused to others, and theirs again afterwards', async () => {
    const commands = new CommandLine(mkdtempSync(join(place, 'locked-')));
    makePipe(join(commands.folder, 'pipe'));
    writeFileSync(join(commands.folder, 'good.log'), `${LINE}\n`);
    const first = commands.start('ingest', 'pipe');
    while (!existsSync(join(commands.folder, 'data', 'collector-id'))) await wait(10);
    for (const second of [
      ['ingest', 'good.log'],
      ['query', '--count'],
    ])
      assertClearError(await commands.run(...second), /another process is using the event store in .*data\n→ wait for/);
    writeFileSync(join(commands.folder, 'pipe'), `${LINE}\n`.repeat(3));
    assert.deepEqual(await first.ran.then(({ exitCode }) => exitCode), 0);
    assert.equal((await commands.ingest('good.log')).total.lines, 1);
    assert.equal(await commands.count(), 4);
  });
});
