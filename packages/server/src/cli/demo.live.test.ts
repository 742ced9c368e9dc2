/** The first screen that a newcomer sees: it must work in an empty folder, and again. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const mainPath = fileURLToPath(new URL('./main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-demo-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the demonstration stores the example and answers three questions', () => {
  const { status, stdout } = runDemo();
  assert.equal(status, 0);
  assert.match(stdout, /lines read +3,000\b/);
  assert.match(stdout, /unrecognised +1\b/);
  assert.match(stdout, /203\.0\.113\.21 +10 +10\n/);
  assert.match(stdout, /jhaller +203\.0\.113\.55 +192\.0\.2\.35\n/);
  assert.match(stdout, /wkessler +767885044\b/);
});

test('run again it stores nothing twice and gives the same answers', () => {
  const { status, stdout } = runDemo();
  assert.equal(status, 0);
  assert.match(stdout, /has been ingested before/);
  assert.match(stdout, /203\.0\.113\.21 +10 +10\n/);
});

test('a step that fails ends it with one error', () => {
  writeFileSync(join(folder, 'occupied'), 'a file where the store should be');
  const { status, stderr } = runDemo('--data', 'occupied');
  assert.equal(status, 1);
  assert.equal(stderr.match(/^error:/gm)?.length, 1);
});

function runDemo(...args: string[]) {
  return spawnSync(process.execPath, [mainPath, 'demo', ...args], { cwd: folder, encoding: 'utf8' });
}
