/** What only a real process shows: closed pipes, full disks, signals, exit codes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const mainPath = fileURLToPath(new URL('./main.js', import.meta.url));

interface Ending {
  readonly exitCode: number | null;
  readonly stderr: string;
}

test('a reader that goes away is no failure', async () => {
  const child = spawn(process.execPath, [mainPath, 'guide', '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  assert.deepEqual(await ending(child), { exitCode: 0, stderr: '' });
});

test('a full disk is one', { skip: existsSync('/dev/full') ? false : 'this system has no /dev/full' }, async () => {
  const child = spawn(process.execPath, [mainPath, '--help'], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  const { exitCode, stderr } = await ending(child);
  assert.equal(exitCode, 1);
  assert.match(stderr, /^error: the disk .* is full\n→ /);
});

test('an unknown command exits with 2 and no stack trace', async () => {
  const child = spawn(process.execPath, [mainPath, 'nonsense'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const { exitCode, stderr } = await ending(child);
  assert.equal(exitCode, 2);
  assert.doesNotMatch(stderr, /^ {4}at /m);
});

for (const [signal, expected] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} ends a command that waits for input with ${expected}`, async () => {
    const child = spawn(process.execPath, [mainPath, 'parse', '-'], { stdio: 'pipe' });
    child.stdin.write('a line\n'.repeat(1000));
    await once(child.stdout, 'data');
    child.kill(signal);
    assert.deepEqual(await ending(child), { exitCode: expected, stderr: '' });
  });
}

test('a reader that goes away ends a command whose input goes on', async () => {
  const child = spawn(process.execPath, [mainPath, 'parse', '-'], { stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  child.stdout.destroy();
  const feeding = setInterval(() => child.stdin.write('a line\n'.repeat(1000)), 5);
  const end = await ending(child);
  clearInterval(feeding);
  assert.deepEqual(end, { exitCode: 0, stderr: '' });
});

function ending(child: ReturnType<typeof spawn>): Promise<Ending> {
  const chunks: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stderr: Buffer.concat(chunks).toString('utf8') }));
  });
}
