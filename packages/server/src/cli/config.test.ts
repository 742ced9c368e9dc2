import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { configMarkdown } from '../config/reference.js';
import { type CapturedIo, type CaptureOptions, capturedIo } from '../test/captured-io.js';
import { repositoryRoot } from '../test/tree.js';
import { configFromFlags, registerConfig } from './config.js';
import { reportFailure } from './exit.js';

interface Ended {
  readonly exitCode: number;
  readonly io: CapturedIo;
}

async function run(args: readonly string[], options: CaptureOptions = {}): Promise<Ended> {
  const io = capturedIo({ cwd: repositoryRoot, ...options });
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerConfig(program, io);
  let exitCode = 0;
  try {
    await program.parseAsync(['config', ...args], { from: 'user' });
  } catch (error) {
    exitCode = await reportFailure(io, error, args);
  }
  await io.stdout.flush();
  return { exitCode, io };
}

const EXAMPLE = 'examples/gatehouse.yaml';

describe('gatehouse config check', () => {
  it('says that all is well', async () => {
    const { exitCode, io } = await run(['check', EXAMPLE]);
    assert.deepEqual([exitCode, io.written.stdout], [0, `${EXAMPLE}: no problems; 6 listeners\n`]);
  });

  it('tells all problems and ends with 2', async () => {
    const { exitCode, io } = await run(['check', EXAMPLE, '--set', 'http.port=x', '--set', 'log.level=x']);
    assert.equal(exitCode, 2);
    assert.match(io.written.stdout, /http\.port cannot be.*log\.level cannot be.*: 2 problems\n$/s);
    assert.equal(io.written.stderr, '');
  });

  it('passes with warnings', async () => {
    const { exitCode, io } = await run(['check', EXAMPLE], { env: { GATEHOUSE_NOPE: '1' } });
    assert.equal(exitCode, 0);
    assert.match(io.written.stdout, /"GATEHOUSE_NOPE" sets no key.*no problems, 1 warning; 6 listeners\n$/s);
  });

  it('finds the file by --config and by the environment', async () => {
    const flag = await run(['check', '--config', EXAMPLE]);
    const variable = await run(['check'], { env: { GATEHOUSE_CONFIG: EXAMPLE } });
    assert.equal(flag.io.written.stdout, variable.io.written.stdout);
    assert.match(flag.io.written.stdout, /6 listeners/);
  });

  it('checks what is in effect without a file', async () => {
    const { exitCode, io } = await run(['check']);
    assert.deepEqual(
      [exitCode, io.written.stdout],
      [0, 'the configuration without a file: no problems; 2 listeners\n'],
    );
  });

  it('is readable by programs', async () => {
    const { exitCode, io } = await run(['check', '--json', '--set', 'http.port=x']);
    assert.equal(exitCode, 2);
    assert.deepEqual(JSON.parse(io.written.stdout), {
      valid: false,
      problems: [
        {
          severity: 'error',
          code: 'config.invalid-value',
          place: '--set',
          message: 'http.port cannot be "x": it is no whole number',
          remedy: 'write for example 8080',
        },
      ],
    });
  });

  it('says that there is no such file', async () => {
    const { exitCode, io } = await run(['check', 'none.yaml']);
    assert.equal(exitCode, 1);
    assert.match(io.written.stderr, /there is no file .*none\.yaml/);
  });

  it('refuses a --set without a value', async () => {
    const { exitCode, io } = await run(['check', '--set', 'http.port']);
    assert.equal(exitCode, 2);
    assert.match(io.written.stderr, /write it as KEY=VALUE/);
  });
});

describe('gatehouse config print', () => {
  const secret = { GATEHOUSE_LISTENERS_SINGAPORE_TLS_TLS_KEY_PASSPHRASE: 'open sesame' };

  it('shows values with their places, and no secret', async () => {
    const { exitCode, io } = await run(['print', '-c', EXAMPLE, '--data', '/srv/d'], { env: secret });
    assert.equal(exitCode, 0);
    assert.match(io.written.stdout, /^dataFolder +\/srv\/d +--data$/m);
    assert.match(io.written.stdout, /^journal\.maxBytes +21474836480 +examples\/gatehouse\.yaml:\d+:13$/m);
    assert.match(io.written.stdout, /^listeners\.vienna-tcp\.port +5514 +default$/m);
    assert.match(
      io.written.stdout,
      /tls\.keyPassphrase +\(hidden\) +GATEHOUSE_LISTENERS_SINGAPORE_TLS_TLS_KEY_PASSPHRASE$/m,
    );
    assert.doesNotMatch(io.written.stdout, /sesame/);
  });

  it('prints the same as JSON', async () => {
    const { io } = await run(['print', '-c', EXAMPLE, '--json'], { env: secret });
    const rows = JSON.parse(io.written.stdout) as { key: string; value: unknown; origin: { from: string } }[];
    const found = rows.find(({ key }) => key.endsWith('keyPassphrase'));
    assert.deepEqual([found?.value, found?.origin.from], ['(hidden)', 'environment']);
    assert.doesNotMatch(io.written.stdout, /sesame/);
  });

  it('shows a secret that is not set as absent', async () => {
    const set = ['--set', 'listeners.syslog-tls.tls.certificate=c', '--set', 'listeners.syslog-tls.tls.key=k'];
    const { io } = await run(['print', ...set]);
    assert.match(io.written.stdout, /keyPassphrase +- +default$/m);
  });

  it('fails with all problems where there are some', async () => {
    const { exitCode, io } = await run(['print', '--set', 'http.port=x']);
    assert.equal(exitCode, 2);
    assert.match(io.written.stderr, /one problem\n--set: http\.port cannot be/);
  });
});

describe('gatehouse config reference', () => {
  it('prints the reference that is in the documents', async () => {
    const { io } = await run(['reference']);
    assert.equal(io.written.stdout, configMarkdown());
    assert.equal(io.written.stdout, readFileSync(`${repositoryRoot}docs/reference/configuration.md`, 'utf8'));
  });
});

describe('the configuration of another command', () => {
  it('comes with its warnings on standard error', async () => {
    const io = capturedIo({ env: { GATEHOUSE_NOPE: '1', GATEHOUSE_CONFIG: '' } });
    const { http } = await configFromFlags(io, { set: ['http.port=0'] });
    assert.equal(http.port, 0);
    assert.match(io.written.stderr, /GATEHOUSE_NOPE: warning/);
  });

  it('is refused with all its problems', async () => {
    await assert.rejects(configFromFlags(capturedIo(), { set: ['a=b', 'c=d'] }), {
      code: 'config.invalid',
      exitCode: 2,
    });
  });
});
