/** The first screen that a newcomer sees: it must work in an empty folder, and again. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StatusReport } from '../serve/status-report.js';
import { repositoryRoot } from '../test/tree.js';

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

const FREE_PORTS = ['http.port=0', 'listeners.syslog-udp.port=0', 'listeners.syslog-tcp.port=0'];
const isUnix = process.platform !== 'win32';

test('npm start shows the example, then runs the server, with traffic on request, until it is interrupted', {
  skip: isUnix ? false : 'process groups are a Unix matter',
}, async (context) => {
  const settings = FREE_PORTS.flatMap((setting) => ['--set', setting]);
  const args = ['start', '--silent', '--', '--demo', '--data', join(folder, 'started'), ...settings];
  const child = spawn('npm', args, { cwd: repositoryRoot, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const group = -(child.pid ?? 0);
  const closed = once(child, 'close');
  context.after(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(group, 'SIGKILL');
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (said += text));
  for (let tries = 0; !/ stop +Ctrl-C/.test(said) && tries < 1800; tries++) await sleep(100);
  assert.match(said, /lines read +3,000\b/);
  assert.match(said, / receives +syslog over udp on 127\.0\.0\.1 port \d+\n/);
  const url = / answers +(http:\S+\/status)/.exec(said)?.[1] ?? assert.fail(said);
  for (let tries = 0; (await storedAt(url)) === 0 && tries < 900; tries++) await sleep(100);
  assert.ok((await storedAt(url)) > 0, 'no demo traffic was stored');
  assert.match(said, /--set enrich\.folder=examples\/enrich/);
  process.kill(group, 'SIGINT');
  await closed;
});

async function storedAt(url: string): Promise<number> {
  const { balance } = (await (await fetch(url)).json()) as StatusReport;
  return balance.stored;
}
