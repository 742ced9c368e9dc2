import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { capturedIo } from '../test/captured-io.js';
import { registerGenerate } from './generate.js';

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  args: readonly string[],
  options: { readonly cwd?: string; readonly isTty?: boolean } = {},
): Promise<Printed> {
  const io = capturedIo(options);
  const program = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  registerGenerate(program, io);
  await program.parseAsync(['generate', ...args], { from: 'user' });
  await io.stdout.flush();
  return { ...io.written };
}

async function inFolder(work: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await mkdtemp(join(tmpdir(), 'gatehouse-generate-'));
  try {
    await work(cwd);
  } finally {
    await rm(cwd, { recursive: true });
  }
}

describe('gatehouse generate', () => {
  it('writes lines to standard output and nothing else where there is no terminal', async () => {
    const { stdout, stderr } = await run(['--events', '500']);
    assert.equal(stdout.split('\n').length, 501);
    assert.ok(stdout.endsWith('\n'));
    assert.equal(stderr, '');
  });

  it('shows its progress on a terminal', async () => {
    const { stderr } = await run(['--events', '1200'], { isTty: true });
    assert.match(stderr, /\r1,200 of 1,200 lines, [\d,]+ a second/);
  });

  it('writes the same lines to a file, and their truths beside it, in the same order', () =>
    inFolder(async (cwd) => {
      const args = ['--events', '400', '--seed', '9', '--mix', 'bench'];
      await run([...args, '--out', 'x.log', '--truth', 'x.ndjson'], { cwd });
      const lines = await readFile(join(cwd, 'x.log'), 'latin1');
      assert.equal(lines, (await run(args)).stdout);
      const truths = (await readFile(join(cwd, 'x.ndjson'), 'utf8')).trimEnd().split('\n');
      assert.equal(truths.length, 400);
      for (const [index, line] of lines.trimEnd().split('\n').entries()) {
        const truth = JSON.parse(truths[index] ?? '') as Readonly<Record<string, unknown>>;
        assert.ok(line.includes(` ${truth['eventName']} ${truth['sessionId']} 0 : `), line);
      }
      assert.deepEqual((await readdir(cwd)).toSorted(), ['x.log', 'x.ndjson']);
    }));

  it('starts on the day asked for, with the scenarios asked for', async () => {
    const args = [
      '--events',
      '900',
      '--users',
      '12',
      '--days',
      '3',
      '--start',
      '2024-02-29',
      '--scenario',
      'burst, hostile',
    ];
    const { stdout } = await run(args);
    assert.match(stdout, /^<\d+> 02\/29\/2024:/);
    assert.match(stdout, /User account is locked out/);
    assert.match(stdout, /DROP TABLE/);
  });

  it('leaves nothing behind when it fails, and keeps what was there', () =>
    inFolder(async (cwd) => {
      await writeFile(join(cwd, 'x.log'), 'precious');
      await assert.rejects(run(['--events', '10', '--out', 'x.log', '--truth', 'no/such/folder'], { cwd }), {
        code: 'file.unwritable',
      });
      assert.deepEqual(await readdir(cwd), ['x.log']);
      assert.equal(await readFile(join(cwd, 'x.log'), 'utf8'), 'precious');
    }));

  const refusals = [
    [['--events', '0'], 'option.invalid', /--events cannot be 0/],
    [['--events', '1e6'], 'option.invalid', /whole number/],
    [['--events', '5', '--users', '900000'], 'option.invalid', /50,000/],
    [['--events', '5', '--seed', '-1'], 'option.invalid', /--seed/],
    [['--events', '5', '--start', '2026-02-30'], 'option.invalid', /--start cannot be 2026-02-30/],
    [['--events', '5', '--scenario', 'sprey'], 'option.invalid', /--scenario cannot be sprey.*spray/],
    [['--events', '5', '--mix', 'bench', '--scenario', 'spray'], 'option.invalid', /bench/],
    [['--events', '5', '--mix', 'bench', '--days', '2'], 'option.invalid', /forty lines a second/],
    [['--events', '5', '--out', 'a', '--truth', 'a'], 'option.invalid', /the lines go there/],
    [[], 'commander.missingMandatoryOptionValue', /--events/],
    [['--events', '5', '--mix', 'wild'], 'commander.invalidArgument', /realistic, bench/],
  ] as const;
  for (const [args, code, message] of refusals) {
    it(`refuses ${args.join(' ') || 'no options'}`, () => assert.rejects(run(args), { code, message }));
  }
});
