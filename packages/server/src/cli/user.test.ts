import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createAccess } from '../access/access.js';
import { OWNER } from '../access/authority.js';
import { PASSWORD, PLACE } from '../access/sample-access.js';
import { auditFolder, openLmdbTrail } from '../audit/lmdb-trail.js';
import { documentsFolder, openLmdbDocuments } from '../documents/lmdb-documents.js';
import { DEFAULT_CUSTOMER } from '../store/identity.js';
import { type CaptureOptions, capturedIo } from '../test/captured-io.js';
import { runCommandLine } from './program.js';

const PIPED = { stdin: `${PASSWORD}\n` };

test('somebody is added with a piped password, listed, and can sign in', async (context) => {
  const { folder, run } = commands(context);
  assert.equal((await run(['user', 'list'])).stdout, 'There is no user yet.\n');
  const added = await run(['user', 'add', 'Anna', '--role', 'analyst', '--name', 'Anna Huber'], PIPED);
  assert.equal(added.exitCode, 0, added.stderr);
  assert.match(added.stdout, /anna +Anna Huber +analyst +00000000-0000-4000-8000-000000000000 +enabled +-/);
  assert.ok(!added.stdout.includes(PASSWORD) && !added.stderr.includes(PASSWORD));
  assert.match((await run(['user', 'list'])).stdout, /^login.*\nanna /);
  const documents = openLmdbDocuments({ folder: documentsFolder(folder) });
  const { login } = await createAccess({ documents, customers: () => [], isSecure: false });
  await login.withPassword({ login: 'anna', password: PASSWORD }, PLACE);
  await documents.close();
});

test('at a terminal the password is asked for twice and not shown', async (context) => {
  const { run } = commands(context);
  const typed = await run(['user', 'add', 'anna'], { stdin: `${PASSWORD}\n${PASSWORD}\n`, isTty: true });
  assert.equal(typed.exitCode, 0, typed.stderr);
  assert.equal(typed.stderr, 'Password: \nAgain: \n');
  assert.ok(!typed.stdout.includes(PASSWORD));
});

const refusedPasswords: readonly (readonly [string, CaptureOptions, RegExp])[] = [
  ['two that differ', { stdin: `${PASSWORD}\nfive words of a sentence\n`, isTty: true }, /not the same/],
  ['one where two are asked for', { stdin: `${PASSWORD}\n`, isTty: true }, /none was given/],
  ['nothing', { stdin: '' }, /none was given/],
  ['an empty line', { stdin: '\n' }, /none was given/],
  ['a file', { stdin: 'x'.repeat(5000) }, /longer than 4096 bytes/],
  ['a short one', { stdin: 'short\n' }, /fewer than 12/],
];

for (const [name, given, reason] of refusedPasswords) {
  test(`${name} is refused as a password`, async (context) => {
    const { run } = commands(context);
    const { exitCode, stderr } = await run(['user', 'add', 'anna'], given);
    assert.equal(exitCode, 2);
    assert.match(stderr, reason);
    assert.equal((await run(['user', 'list', '--json'])).stdout, '[]\n');
  });
}

test('a password is no argument', async (context) => {
  const { run } = commands(context);
  for (const args of [
    ['anna', PASSWORD],
    ['anna', '--password', PASSWORD],
  ])
    assert.equal((await run(['user', 'add', ...args], PIPED)).exitCode, 2);
});

test('role, customers, password and state are changed; the last administrator stays', async (context) => {
  const { run } = commands(context);
  const json = async (...args: string[]) => JSON.parse((await run([...args, '--json'], PIPED)).stdout) as object[];
  await run(['user', 'add', 'chief', '--role', 'admin', '--all-tenants'], PIPED);
  await run(['user', 'add', 'anna'], PIPED);
  const pick = ([user]: object[]) => {
    const { role, tenants, isDisabled } = user as { role: string; tenants: unknown; isDisabled: boolean };
    return [role, tenants, isDisabled];
  };
  assert.deepEqual(pick(await json('user', 'role', 'anna', 'admin')), ['admin', [DEFAULT_CUSTOMER], false]);
  assert.deepEqual(pick(await json('user', 'role', 'anna', 'viewer', '--tenants', '')), ['viewer', [], false]);
  assert.deepEqual(pick(await json('user', 'disable', 'anna')), ['viewer', [], true]);
  assert.deepEqual(pick(await json('user', 'enable', 'anna')), ['viewer', [], false]);
  assert.deepEqual(pick(await json('user', 'password', 'anna')), ['viewer', [], false]);
  assert.match((await run(['user', 'remove', 'chief'])).stderr, /last administrator/);
  assert.equal((await run(['user', 'remove', 'anna'])).stdout, 'removed\n');
  assert.match((await run(['user', 'disable', 'anna'])).stderr, /there is no user of this name/);
  assert.match((await run(['user', 'role', 'chief', 'king'])).stderr, /viewer, analyst, admin/);
  assert.match((await run(['user', 'add', 'x', '--tenants', 'nowhere'], PIPED)).stderr, /no customer nowhere/);
});

test('a token is made, its secret printed once; listed without; revoked', async (context) => {
  const { folder, run } = commands(context);
  await run(['user', 'add', 'anna', '--role', 'analyst'], PIPED);
  const made = await run(['token', 'create', 'export', '--user', 'anna', '--scopes', 'search,export', '--days', '7']);
  const secret = made.stdout.trim();
  assert.match(secret, /^gh_t[0-9a-f]{18}_[A-Za-z0-9_-]{43}$/);
  assert.ok(!made.stderr.includes(secret));
  const listed = (await run(['token', 'list'])).stdout;
  assert.match(listed, /export +anna +analyst +00000000-0000-4000-8000-000000000000 +search, export/);
  assert.ok(!listed.includes(secret.slice(-43)));
  const id = secret.split('_')[1] ?? '';
  assert.equal((await run(['token', 'revoke', id])).exitCode, 0);
  assert.equal((await run(['token', 'list'])).stdout, 'There is no token.\n');
  const documents = openLmdbDocuments({ folder: documentsFolder(folder) });
  const { tokens } = await createAccess({ documents, customers: () => [], isSecure: false });
  assert.equal(await tokens.find(secret), null);
  await documents.close();
});

for (const [args, reason] of [
  [['--user', 'nobody'], /there is no user of this name/],
  [['--user', 'anna', '--role', 'admin'], /cannot have more than its owner/],
  [['--user', 'anna', '--all-tenants'], /cannot have more than its owner/],
  [['--user', 'anna', '--scopes', 'search,everything'], /--scopes cannot be everything/],
  [['--user', 'anna', '--days', '1000'], /cannot be valid for 1000 days/],
  [['--user', 'anna', '--days', 'x'], /cannot be valid for NaN days/],
  [[], /--user/],
] as const) {
  test(`no token with ${args.join(' ') || 'nothing'}`, async (context) => {
    const { run } = commands(context);
    await run(['user', 'add', 'anna'], PIPED);
    const { exitCode, stderr } = await run(['token', 'create', 't', ...args]);
    assert.ok(exitCode > 0);
    assert.match(stderr, reason);
  });
}

test('what the commands change counts at once in a process that has the folder open', async (context) => {
  const { folder, run } = commands(context);
  const documents = openLmdbDocuments({ folder: documentsFolder(folder) });
  const { accounts } = await createAccess({ documents, customers: () => [], isSecure: false });
  assert.equal((await run(['user', 'add', 'anna'], PIPED)).exitCode, 0);
  assert.equal((await accounts.get(OWNER, 'anna')).isDisabled, false);
  await run(['user', 'disable', 'anna']);
  assert.equal((await accounts.get(OWNER, 'anna')).isDisabled, true);
  await documents.close();
});

test('what the commands change is in the audit, failures too, without the password', async (context) => {
  const { folder, run } = commands(context);
  await run(['user', 'add', 'anna'], PIPED);
  await run(['user', 'add', 'anna'], PIPED);
  const { stdout } = await run(['token', 'create', 't', '--user', 'anna']);
  await run(['user', 'list']);
  const trail = openLmdbTrail({ folder: auditFolder(folder) });
  const { records } = await trail.search({ limit: 10, isWanted: () => true });
  await trail.close();
  assert.deepEqual(
    records.map(({ subject, outcome, code, actor }) => [subject, outcome, code, actor?.via]),
    [
      ['gatehouse token create', 'Success', undefined, 'command-line'],
      ['gatehouse user add', 'Failure', 'access.name-taken', 'command-line'],
      ['gatehouse user add', 'Success', undefined, 'command-line'],
    ],
  );
  for (const secret of [PASSWORD, stdout.trim().slice(-43)]) assert.ok(!JSON.stringify(records).includes(secret));
});

function commands(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-user-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    async run(args: readonly string[], options: CaptureOptions = {}) {
      const io = capturedIo(options);
      const [command = '', subcommand = '', ...rest] = args;
      const exitCode = await runCommandLine(io, [command, subcommand, '--data', folder, ...rest]);
      return { exitCode, stdout: io.written.stdout, stderr: io.written.stderr };
    },
  };
}
