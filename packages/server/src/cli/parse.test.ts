import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { capturedIo } from '../test/captured-io.js';
import { registerExplain } from './explain.js';
import { registerParse } from './parse.js';

const LINES = [
  '<134> 05/06/2024:15:20:01  gw1 0-PPE-2 : default AAA Message 4100 0 : "x"',
  '',
  'not ours',
  '<134> 18/06/2024:15:20:01  gw1 0-PPE-2 : default AAA LOGIN_FAILED 4101 0 : User a\x1b[31m - Client_ip 192.0.2.7 - Failure_reason "no"',
].join('\n');

async function run(
  args: readonly string[],
  options: { isTty?: boolean; env?: Record<string, string> } = {},
): Promise<string> {
  const io = capturedIo({ stdin: LINES, ...options });
  const program = new Command().exitOverride();
  registerParse(program, io);
  registerExplain(program, io);
  await program.parseAsync([...args], { from: 'user' });
  await io.stdout.flush();
  return io.written.stdout;
}

async function objects(args: readonly string[]): Promise<Record<string, unknown>[]> {
  const text = await run(args);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('parse prints one object for every line that is not blank, in order', async () => {
  const printed = await objects(['parse', '-']);
  assert.deepEqual(
    printed.map(({ eventName, defects }) => eventName ?? defects),
    ['Message', ['no-event-time', 'unrecognised'], 'LOGIN_FAILED'],
  );
});

test('options reach the reader', async () => {
  const [first] = await objects([
    'parse',
    '--timezone',
    'Europe/Zurich',
    '--date-order',
    'dmy',
    '--severity-from',
    'header',
  ]);
  assert.deepEqual([first?.['eventTime'], first?.['deviceSeverity']], ['2024-06-05T13:20:01.000Z', 0]);
});

for (const args of [
  ['parse', '--timezone', 'Mars/Base'],
  ['parse', '--date-order', 'xyz'],
  ['explain', '--severity-from', 'x'],
]) {
  test(`refused: ${args.join(' ')}`, () => assert.rejects(run(args)));
}

test('explain says how each line was read', async () => {
  const explained = await objects(['explain']);
  assert.deepEqual(
    explained.map(({ state, headerForm }) => `${state} ${headerForm}`),
    ['mapped V2', 'unrecognised V24', 'mapped V7'],
  );
});

test('explain on a terminal is text without control characters of the line', async () => {
  const text = await run(['explain'], { isTty: true, env: { NO_COLOR: '1' } });
  assert.match(text, /userName\S* +a\\u001b\[31m/);
  assert.match(text, /the setting of the source/);
});
