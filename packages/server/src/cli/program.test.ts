import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capturedIo } from '../test/captured-io.js';
import { commandNames, runCommandLine } from './program.js';

const cases = [
  { args: [], exitCode: 0, stdout: /^Usage: gatehouse .*Examples:/s, stderr: /^$/ },
  { args: ['--help'], exitCode: 0, stdout: /^Usage: gatehouse .*Examples:/s, stderr: /^$/ },
  { args: ['--version'], exitCode: 0, stdout: /^\d+\.\d+\.\d+\n$/, stderr: /^$/ },
  { args: ['guide', '--help'], exitCode: 0, stdout: /^Usage: gatehouse guide /, stderr: /^$/ },
  { args: ['help', 'guide'], exitCode: 0, stdout: /^Usage: gatehouse guide /, stderr: /^$/ },
  {
    args: ['giude'],
    exitCode: 2,
    stdout: /^$/,
    stderr: /^error: unknown command 'giude' \(Did you mean guide\?\)\n→ see gatehouse --help\n$/,
  },
  {
    args: ['--nonsense'],
    exitCode: 2,
    stdout: /^$/,
    stderr: /^error: unknown option '--nonsense'\n→ see gatehouse --help\n$/,
  },
  {
    args: ['guide', '--format', 'pdf'],
    exitCode: 2,
    stdout: /^$/,
    stderr: /^error: option .* argument 'pdf' is invalid.*\n→ see gatehouse guide --help\n$/,
  },
  {
    args: ['guide', 'extra'],
    exitCode: 2,
    stdout: /^$/,
    stderr: /^error: too many arguments.*\n→ see gatehouse guide --help\n$/,
  },
];

for (const { args, exitCode, stdout, stderr } of cases) {
  test(`gatehouse ${args.join(' ')} exits with ${exitCode}`, async () => {
    const io = capturedIo();
    assert.equal(await runCommandLine(io, args), exitCode);
    assert.match(io.written.stdout, stdout);
    assert.match(io.written.stderr, stderr);
  });
}

test('with --json an error is one JSON object', async () => {
  const io = capturedIo();
  assert.equal(await runCommandLine(io, ['guide', '--json']), 2);
  const { error } = JSON.parse(io.written.stderr) as { error: { code: string } };
  assert.equal(error.code, 'usage.invalid');
});

test('a stack trace is shown only when asked for', async () => {
  const [plain, debug] = [capturedIo(), capturedIo({ env: { GATEHOUSE_DEBUG: '1' } })];
  await runCommandLine(plain, ['--nonsense']);
  await runCommandLine(debug, ['--nonsense']);
  assert.doesNotMatch(plain.written.stderr, /^ {4}at /m);
  assert.match(debug.written.stderr, /^ {4}at /m);
});

test('every command is in the general help and has its own', async () => {
  const general = capturedIo();
  await runCommandLine(general, ['--help']);
  for (const name of commandNames) {
    assert.match(general.written.stdout, new RegExp(`^  ${name}\\b`, 'm'));
    const own = capturedIo();
    assert.equal(await runCommandLine(own, [name, '--help']), 0);
    assert.match(own.written.stdout, new RegExp(`^Usage: gatehouse ${name}\\b`));
  }
});
