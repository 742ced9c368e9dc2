import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AppError } from '../errors.js';
import { openLogFile } from './open-file.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-open-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = Buffer.from(
  Array.from({ length: 60_000 }, (_, index) => `line ${index} ${'x'.repeat(index % 70)}\n`).join(''),
);

/** "one\ntwo\n" as a Zstandard frame with checksum (RFC 8878). */
const ZSTD_TWO_LINES = Buffer.from('28b52ffd04684100006f6e650a74776f0ae6a60e40', 'hex');

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await openLogFile(path)).chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a plain file is read whole, also when the reader comes late', async () => {
  const opened = await openLogFile(file('plain.log', TEXT));
  await new Promise((resolve) => setTimeout(resolve, 20));
  let length = 0;
  for await (const chunk of opened.chunks) length += chunk.length;
  assert.equal(length, TEXT.length);
  assert.equal(opened.position(), TEXT.length);
});

const hasProc = existsSync('/proc/self/fd');
test('a file that is opened and not read holds no descriptor', {
  skip: hasProc ? false : 'no /proc here',
}, async () => {
  const path = file('waiting.log', TEXT);
  const opened = await openLogFile(path);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const held = readdirSync('/proc/self/fd').filter((fd) => linkOf(`/proc/self/fd/${fd}`) === path);
  assert.deepEqual([held, opened.position()], [[], 0]);
});

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // the descriptor of the listing itself
  }
}

test('gzip is recognised by its content, several members follow each other', async () => {
  const content = Buffer.concat([gzipSync(TEXT), gzipSync('last\n')]);
  assert.ok((await read(file('no-suffix', content))).equals(Buffer.concat([TEXT, Buffer.from('last\n')])));
});

test('Zstandard is recognised by its content', async () => {
  assert.equal((await read(file('two', ZSTD_TWO_LINES))).toString(), 'one\ntwo\n');
});

function damaged(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  copy.writeUInt16LE(copy.readUInt16LE(copy.length >> 1) ^ 0x5aff, copy.length >> 1);
  return copy;
}

test('an empty file gives nothing', async () =>
  assert.equal((await read(file('empty.log', Buffer.alloc(0)))).length, 0));

const FAILURES: readonly (readonly [name: string, path: () => string, code: string])[] = [
  ['a file that is not there', () => join(folder, 'missing.log'), 'file.not-found'],
  ['a folder', () => folder, 'file.is-directory'],
  ['gzip cut off', () => file('cut.gz', gzipSync(TEXT).subarray(0, 2000)), 'file.truncated'],
  ['damaged gzip', () => file('bad.gz', damaged(gzipSync(TEXT))), 'file.corrupt'],
  ['cut Zstandard', () => file('cut.zst', ZSTD_TWO_LINES.subarray(0, 10)), 'file.truncated'],
  ['bzip2', () => file('old.bz2', Buffer.from('BZh91AY&SY')), 'file.unknown-compression'],
];

for (const [name, path, code] of FAILURES) {
  test(`${name}: ${code}`, async () => {
    await assert.rejects(read(path()), (error) => error instanceof AppError && error.code === code);
  });
}
