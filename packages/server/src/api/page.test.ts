import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readPage } from './page.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-page-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'assets'));
mkdirSync(join(folder, '.vite'));
for (const [name, text] of [
  ['index.html', '<html>'],
  ['index.html.br', 'brotli'],
  ['index.html.gz', 'gzip'],
  ['assets/a-1.js', 'script'],
  ['secret.txt', 'not of the page'],
  ['.vite/manifest.json', '{}'],
] as const)
  writeFileSync(join(folder, name), text);

const page = readPage(folder);

const rows = [
  { name: 'the document', path: '/', text: '<html>' },
  { name: 'a place inside the page', path: '/search', text: '<html>' },
  { name: 'a place with a value in it', path: '/people/jdoe', text: '<html>' },
  { name: 'a place whose value has a dot', path: '/addresses/192.0.2.1', text: '<html>' },
  { name: 'a script', path: '/assets/a-1.js', text: 'script' },
  { name: 'brotli before gzip', path: '/', encodings: 'gzip, deflate, br', text: 'brotli' },
  { name: 'gzip alone', path: '/', encodings: 'gzip;q=1.0', text: 'gzip' },
  { name: 'a script that is gone', path: '/assets/a-0.js', text: null },
  { name: 'the API', path: '/api/v1/nothing', text: null },
  { name: 'a file of another kind', path: '/secret.txt', text: null },
  { name: 'a hidden file', path: '/.vite/manifest.json', text: null },
  { name: 'a way out', path: '/../../etc/passwd.js', text: null },
];

for (const { name, path, encodings = '', text } of rows) {
  test(`page: ${name}`, () => {
    const answer = page?.({ path, acceptEncoding: encodings });
    assert.equal(answer?.bytes.toString() ?? null, text);
  });
}

test('page: the document is asked for again, what has a digest in its name is kept', () => {
  const document = page?.({ path: '/', acceptEncoding: 'br' });
  assert.equal(document?.headers['cache-control'], 'no-cache');
  assert.equal(document?.headers['content-encoding'], 'br');
  assert.match(document?.headers['content-security-policy'] ?? '', /script-src 'self'/);
  assert.doesNotMatch(document?.headers['content-security-policy'] ?? '', /unsafe/);
  assert.match(page?.({ path: '/assets/a-1.js', acceptEncoding: '' })?.headers['cache-control'] ?? '', /immutable/);
});

test('page: not built', () => assert.equal(readPage(join(folder, 'nowhere')), null));
