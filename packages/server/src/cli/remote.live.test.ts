/**
 * Commands that ask a running server print what they print over the store itself, byte for byte: each is run both ways over the same events.
 * chDB has one store at a time per process, so the server comes first.
 */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Caller, Credentials } from '../access/caller.js';
import { EventSearch } from '../api/event-search.js';
import { searchRoutes } from '../api/routes/search.js';
import { AppError } from '../errors.js';
import { makeCertificates, missingCommand } from '../receive/programs.test.js';
import { SessionUpkeep } from '../sessions/upkeep.js';
import { capturedIo } from '../test/captured-io.js';
import { somebody } from '../test/kept-searches.js';
import { runApp, type ServedAppParts } from '../test/served-app.js';
import { exampleLines, type FilledStore, fillStore } from '../test/stored-events.js';
import { runCommandLine } from './program.js';

const TOKEN = 'gh_made-up';
const TIME = ['--from', '2026-01-01', '--to', '2026-12-31'];

/** What people type; every one must mean the same both ways. */
const COMMANDS: readonly (readonly string[])[] = [
  ['query'],
  ['query', '--format', 'csv', 'userName: *'],
  ['query', '--format', 'table', '--limit', '7'],
  ['query', '--format', 'table', '--limit', '1200', '--fields', 'eventTime,eventName'],
  ['query', '--sort', 'inByte:desc', '--fields', 'inByte,userName,attributes', '--limit', '50', 'inByte: *'],
  ['query', '--count', 'eventName: LOGIN_FAILED', ...TIME],
  ['query', '--group-by', 'category,outcome', '--metric', 'count,uniq(userName),sum(inByte),max(eventTime)'],
  ['query', '--interval', '1h', '--metric', 'count', '--format', 'table'],
  ['query', '--shape', 'ecs', '--limit', '20'],
  ['query', '--shape', 'ocsf', '--fields', 'userName', '--limit', '20', 'category: SSLVPN'],
  ['query', '--tz', 'Europe/Vienna', '--count', 'eventTime: 2026-03-18'],
  ['query', 'userName: "nobody at all"'],
  ['query', 'userName:', '('],
  ['query', '--json', 'nosuch: 1'],
  ['query', '--tz', 'Mars/Olympus'],
  ['sessions'],
  ['sessions', '--json'],
  ['sessions', '--json', '--fields', 'startTime,userName', '--sort', 'duration:desc', '--limit', '5'],
  ['sessions', '--count', 'state: closed', ...TIME],
  ['sessions', 'userName: "nobody at all"'],
  ['session', 'none'],
  ['who', '192.0.2.37', '--at', '2026-03-17T10:00'],
  ['who', 'nonsense'],
  ['user', 'nobody-at-all', ...TIME],
];

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let filled: FilledStore;
let home: string;
let url: string;
let stop: () => Promise<void>;
/** Of a user and a session that there are. */
let known: readonly (readonly string[])[] = [];
const remote = new Map<string, Ran>();

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Promise<Ran> {
  const io = capturedIo({ env: { HOME: home, ...env }, stdin, cwd: home });
  const code = await runCommandLine(io, args);
  return { code, ...io.written };
}

const keyOf = (args: readonly string[]): string => args.join(' ');

describe('a command that asks a server', () => {
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'gatehouse-remote-'));
    const log = { text: exampleLines(2).join('\n'), zone: 'UTC', blockRows: 200, customer: 'acme' };
    filled = await fillStore({ logs: [log], events: [] });
    const blocks = await filled.store.select('SELECT DISTINCT toString(block) AS block FROM events');
    await new SessionUpkeep(filled.store).add(blocks.map(({ block }) => Number(block)));
    ({ url, stop } = await serve());
  });
  after(async () => {
    await filled.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('gets its answers', askAll);
  it('writes a Parquet file as the engine does', writeParquet);
  it('keeps a server and a token, for the person alone', keepProfile);
  it('says what is wrong', refusals);
  it('trusts the authority that is named, and no other', { skip: missingCommand('openssl') ?? false }, trustAuthority);
  describe('prints what it prints over the store itself', () => {
    before(async () => {
      await stop();
      await filled.store.close();
    });
    for (const args of COMMANDS) it(keyOf(args), () => compare(args));
    it('a session and a user that there are', async () => {
      for (const args of known) await compare(args);
    });
  });
});

async function trustAuthority(): Promise<void> {
  const { server: files, authority, stranger } = makeCertificates(home);
  const log = { info: () => undefined, error: () => undefined };
  const secure = await serve({ tls: { files: { ...files, minVersion: 'TLSv1.2' }, log } });
  const ask = (...more: readonly string[]) =>
    run(['query', '--count', '--url', secure.url.replace('http:', 'https:'), ...more]);
  try {
    assert.equal((await ask('--token', TOKEN, '--ca', authority)).code, 0);
    assert.match((await ask('--token', TOKEN)).stderr, /authority that nobody here knows: name it with --ca/);
    assert.match((await ask('--token', TOKEN, '--ca', stranger.certificate)).stderr, /no server answers/);
  } finally {
    await secure.stop();
  }
}

async function serve(transport: Pick<ServedAppParts, 'tls'> = {}) {
  const search = new EventSearch({ store: filled.store, clock: Date.now });
  const session = {
    method: 'GET',
    path: '/api/v1/session',
    access: 'viewer',
    summary: '',
    response: {},
    handler: async () => ({ name: 'ann', role: 'analyst' }),
  } as const;
  const authenticate = async (request: Credentials): Promise<Caller> => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) throw new AppError('access.denied', {});
    return somebody('ann', { tenants: ['acme'], via: 'token' });
  };
  let now = 0;
  return runApp({
    routes: [...searchRoutes(search), session],
    authenticator: { authenticate },
    clock: () => (now += 5000),
    ...transport,
  });
}

async function askAll(): Promise<void> {
  const { stdout } = await run(['sessions', '--json', '--limit', '1', ...server()]);
  const { id, userName } = JSON.parse(stdout) as { readonly id: string; readonly userName: string };
  const user = ['user', String(userName), ...TIME];
  known = [['session', id], ['session', id, '--json'], user, [...user, '--json']];
  for (const args of [...COMMANDS, ...known]) remote.set(keyOf(args), await run([...args, ...server()]));
  const answered = [...remote.values()].filter(({ code, stdout: text }) => code === 0 && text !== '');
  assert.ok(answered.length > 15, JSON.stringify([...remote].map(([key, { code, stderr }]) => [key, code, stderr])));
}

function server(): readonly string[] {
  return ['--url', url, '--token', TOKEN];
}

async function compare(args: readonly string[]): Promise<void> {
  const asked = remote.get(keyOf(args));
  const own = await run([...args, '--data', filled.folder]);
  // Which of our codes it is, a server says in its own words.
  assert.equal(own.code === 0, asked?.code === 0, `${own.stderr}\nfrom the server: ${asked?.stderr}`);
  assert.equal(asked?.stdout, own.stdout);
  assert.equal(asked?.stderr, own.stderr);
}

async function writeParquet(): Promise<void> {
  const { code, stderr } = await run([
    'query',
    '--format',
    'parquet',
    '--output',
    'some.parquet',
    '--limit',
    '5',
    ...server(),
  ]);
  assert.equal(code, 0, stderr);
  const bytes = readFileSync(join(home, 'some.parquet'));
  assert.equal(bytes.subarray(0, 4).toString() + bytes.subarray(-4).toString(), 'PAR1PAR1');
  assert.equal((await run(['query', '--format', 'parquet', '--output', 'some.parquet', ...server()])).code, 1);
}

async function keepProfile(): Promise<void> {
  const file = join(home, '.config/gatehouse/profile.json');
  const wrong = await run(['login', url], {}, 'gh_wrong\n');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /nobody is signed in/);
  assert.equal(statSync(file, { throwIfNoEntry: false }), undefined);
  const { stdout } = await run(['login', url], {}, `${TOKEN}\n`);
  assert.match(stdout, /Signed in to http:\/\/127\.0\.0\.1:\d+ as "ann" \(analyst\)/);
  assert.doesNotMatch(stdout, new RegExp(TOKEN));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(
    (await run(['query', '--count'])).stdout,
    `${remote.get('query')?.stdout.trimEnd().split('\n').length}\n`,
  );
  assert.match((await run(['query', '--count', '--data', 'nowhere'])).stderr, /no event store/);
  chmodSync(file, 0o644);
  assert.match((await run(['query', '--count'])).stderr, /others may read .*chmod 600/s);
  chmodSync(file, 0o600);
  assert.match((await run(['login', '--forget'])).stdout, /^Forgotten/);
  assert.match((await run(['login', '--forget'])).stdout, /nothing to forget/);
  assert.match((await run(['query', '--count'])).stderr, /no event store/);
}

async function refusals(): Promise<void> {
  const rows: readonly [args: readonly string[], env: Readonly<Record<string, string>>, said: RegExp][] = [
    [['query', '--url', url], {}, /nobody is signed in[\s\S]*sign in/],
    [['query', '--count', '--url', url], { GATEHOUSE_TOKEN: TOKEN }, /^$/],
    [['query', '--customer', 'acme', ...server()], {}, /the customers of its token/],
    [['query', '--explain', ...server()], {}, /where the store is/],
    [['query', '--url', 'http://192.0.2.1', '--token', TOKEN], {}, /sent encrypted only/],
    [['query', '--url', 'http://127.0.0.1:1', '--token', TOKEN], {}, /no server answers at .*nothing listens there/],
    [['query', '--url', 'nonsense'], {}, /with its protocol and port/],
    [['query', '--ca', 'nowhere.pem', ...server()], {}, /there is no file/],
    [['login'], {}, /which server/],
  ];
  for (const [args, env, said] of rows) assert.match((await run(args, env)).stderr, said, keyOf(args));
}
