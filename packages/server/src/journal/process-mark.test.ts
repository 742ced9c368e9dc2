import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { isRunning, processMark } from './process-mark.js';

test('this process runs', () => {
  assert.equal(isRunning(processMark(process.pid)), true);
});

for (const mark of ['', 'x', '0 - -', '-1 - -', '1.5 - -', '999999999 - -']) {
  test(`no process is named '${mark}'`, () => {
    assert.equal(isRunning(mark), false);
  });
}

test('a process that has ended does not run, nor does another one under its number', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  const mark = processMark(child.pid ?? 0);
  assert.equal(isRunning(mark), true);
  assert.equal(isRunning(mark.replace(/ [^ ]+ /, ' 1 ')), false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isRunning(mark), false);
});
