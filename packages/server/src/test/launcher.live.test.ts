/** The launcher in a small tree of its own, with an npm and a compiler that only note that they were called. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { repositoryRoot } from './tree.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-launcher-'));
after(() => rmSync(place, { recursive: true, force: true }));

interface Ending {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

test('the first start installs and builds, the next ones do neither', async () => {
  const tree = createTree('first');
  assert.deepEqual(await start(tree, { args: ['one', 'two words'] }), {
    exitCode: 0,
    stdout: `${JSON.stringify({ cwd: place, args: ['one', 'two words'] })}\n`,
    stderr: 'gatehouse: installing what it needs (once, a minute or two) …\ngatehouse: building …\n',
  });
  assert.equal((await start(tree)).stderr, '');
  assert.deepEqual(calls(tree), ['npm ci', 'tsc -b', 'page']);
});

test('a changed source is built, a changed lockfile installed', async () => {
  const tree = createTree('changed');
  await start(tree);
  touch(join(tree, 'packages/server/src/deep/a.ts'));
  await start(tree);
  assert.deepEqual(calls(tree), ['npm ci', 'tsc -b', 'page', 'tsc -b']);
  touch(join(tree, 'packages/ui/src/b.tsx'));
  await start(tree);
  assert.deepEqual(calls(tree), ['npm ci', 'tsc -b', 'page', 'tsc -b', 'tsc -b', 'page']);
  touch(join(tree, 'package-lock.json'));
  await start(tree);
  assert.deepEqual(calls(tree), ['npm ci', 'tsc -b', 'page', 'tsc -b', 'tsc -b', 'page', 'npm ci']);
});

test('starts at the same time prepare once', async () => {
  const tree = createTree('together');
  const endings = await Promise.all([start(tree), start(tree), start(tree)]);
  assert.deepEqual(
    endings.map(({ exitCode }) => exitCode),
    [0, 0, 0],
  );
  assert.deepEqual(calls(tree), ['npm ci', 'tsc -b', 'page']);
});

test('a lock whose owner has died is taken over', async () => {
  const tree = createTree('dead');
  mkdirSync(join(tree, '.tmp/preparing'), { recursive: true });
  writeFileSync(join(tree, '.tmp/preparing/pid'), '999999999\n');
  assert.equal((await start(tree)).exitCode, 0);
  assert.equal(existsSync(join(tree, '.tmp/preparing')), false);
});

test('a build that fails is told, and tried again by the next start', async () => {
  const tree = createTree('broken');
  const broken = await start(tree, { env: { BREAK: 'tsc' } });
  assert.equal(broken.exitCode, 1);
  assert.match(broken.stderr, /the sources do not compile/);
  assert.equal((await start(tree)).exitCode, 0);
  assert.deepEqual(calls(tree), ['npm ci', 'tsc -b', 'tsc -b', 'page']);
});

test('it works through a link, relative or absolute', async () => {
  const tree = createTree('linked');
  symlinkSync(join(tree, 'bin/gatehouse'), join(place, 'absolute'));
  symlinkSync('absolute', join(place, 'relative'));
  const { stdout } = await run(join(place, 'relative'), {});
  assert.deepEqual(JSON.parse(stdout), { cwd: place, args: [] });
});

test('a Node that is too old, or none, is refused with a remedy', async () => {
  const tree = createTree('old');
  const old = join(tree, 'old-node');
  mkdirSync(old);
  writeScript(join(old, 'node'), 'echo v18.20.1');
  const { exitCode, stderr } = await start(tree, { env: { PATH: [old, '/usr/bin', '/bin'].join(delimiter) } });
  assert.equal(exitCode, 1);
  assert.match(stderr, /Node.js v18.20.1 is too old.*\n.*→ install Node.js 20/);
  writeScript(join(old, 'node'), 'exit 127');
  assert.match(
    (await start(tree, { env: { PATH: [old, '/usr/bin', '/bin'].join(delimiter) } })).stderr,
    /not installed/,
  );
});

/** Everything in it is older than what a start writes. */
function createTree(name: string): string {
  const tree = join(place, name);
  const files = {
    'package-lock.json': '{}',
    'packages/server/tsconfig.json': '{}',
    'packages/server/dist/.tsbuildinfo': '',
    'sources/one/tsconfig.json': '{}',
    'sources/one/dist/.tsbuildinfo': '',
    'packages/server/src/deep/a.ts': '',
    'packages/server/dist/cli/main.js':
      'console.log(JSON.stringify({ cwd: process.cwd(), args: process.argv.slice(2) }));',
    'packages/model/src/c.ts': '',
    'packages/qql/src/d.ts': '',
    'packages/ui/src/b.tsx': '',
    'packages/ui/public/icon.svg': '',
    'packages/ui/index.html': '',
    'packages/ui/package.json': '{}',
    'packages/ui/build.mjs':
      "import fs from 'node:fs'; fs.appendFileSync('calls', 'page\\n'); fs.mkdirSync('packages/ui/dist/page', { recursive: true }); fs.writeFileSync('packages/ui/dist/page/.built', '');",
    'compiler.js': "require('fs').appendFileSync('calls', 'tsc -b\\n'); if (process.env.BREAK) process.exit(2);",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
    utimesSync(join(tree, path), 1, 1);
  }
  for (const folder of ['server/src/deep', 'server/src', 'model/src', 'qql/src', 'ui/src', 'ui/public'])
    utimesSync(join(tree, 'packages', folder), 1, 1);
  mkdirSync(join(tree, 'bin'));
  for (const script of ['gatehouse', 'prepare'])
    copyFileSync(join(repositoryRoot, 'bin', script), join(tree, 'bin', script));
  mkdirSync(join(tree, 'fake'));
  writeScript(
    join(tree, 'fake/npm'),
    'echo "npm $1" >>calls; sleep 0.3; mkdir -p node_modules/typescript/bin; cp compiler.js node_modules/typescript/bin/tsc; : >node_modules/.package-lock.json',
  );
  return tree;
}

function writeScript(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

function touch(path: string): void {
  utimesSync(path, new Date(), new Date());
}

function calls(tree: string): string[] {
  return readFileSync(join(tree, 'calls'), 'utf8').trim().split('\n');
}

interface StartOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function start(tree: string, { args = [], env = {} }: StartOptions = {}): Promise<Ending> {
  const path = [join(tree, 'fake'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  return run(join(tree, 'bin/gatehouse'), { args, env: { PATH: path, ...env } });
}

function run(command: string, { args = [], env = {} }: StartOptions): Promise<Ending> {
  const child = spawn(command, args, {
    cwd: place,
    env: { PATH: `${place}/linked/fake:/usr/local/bin:/usr/bin:/bin`, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...output }));
  });
}
