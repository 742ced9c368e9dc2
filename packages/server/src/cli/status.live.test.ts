/** `gatehouse status` against a real server, another program, and nobody. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { Command } from 'commander';
import { createRefusal } from '../access/no-auth.js';
import { createApp } from '../api/app.js';
import { AppError } from '../errors.js';
import { exampleReport } from '../serve/example-report.js';
import { operationRoutes } from '../serve/operations.js';
import { type CaptureOptions, capturedIo } from '../test/captured-io.js';
import { NO_AUDIT } from '../test/served-app.js';
import { registerStatus } from './status.js';

async function ask(args: readonly string[], options: CaptureOptions = {}): Promise<string> {
  const io = capturedIo(options);
  const program = new Command('gatehouse').exitOverride();
  registerStatus(program, io);
  await program.parseAsync(['status', ...args], { from: 'user' });
  return io.written.stdout;
}

async function runningServer(t: TestContext): Promise<string> {
  const server = await createApp({
    audit: NO_AUDIT,
    address: '127.0.0.1',
    port: 0,
    routes: operationRoutes({ checks: {}, status: async () => exampleReport() }),
    authenticator: createRefusal(),
    clock: Date.now,
    onError: () => assert.fail(),
  });
  const { port } = await server.start();
  t.after(() => server.stop(0));
  return `http://127.0.0.1:${port}`;
}

test('the report of a running server, as a text and as JSON', async (t) => {
  const url = await runningServer(t);
  assert.match(await ask(['--url', url]), /^Gatehouse has been running for 3 h .*\n\nlistener/);
  assert.deepEqual(JSON.parse(await ask(['--url', url, '--json'])), JSON.parse(JSON.stringify(exampleReport())));
});

test('a server that asks for a token gets the one of the environment; without it says so', async (t) => {
  const seen: string[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers.authorization ?? '');
    response.writeHead(401).end(JSON.stringify({ detail: 'nobody is signed in', remedy: 'sign in' }));
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await assert.rejects(ask(['--url', url]), /nobody is signed in \(sign in\)/);
  await assert.rejects(ask(['--url', url], { env: { GATEHOUSE_TOKEN: 'gh_x' } }));
  assert.deepEqual(seen, ['', 'Bearer gh_x']);
});

test('nobody there: which address, why, and what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await assert.rejects(ask(['--url', `http://127.0.0.1:${port}`]), (error) => {
    assert.ok(error instanceof AppError);
    assert.equal(error.code, 'server.unreachable');
    assert.equal(error.message, `no server answers at http://127.0.0.1:${port}: nothing listens there`);
    assert.match(error.remedy, /gatehouse serve/);
    return true;
  });
});

const strangers: readonly [answer: string, reason: RegExp][] = [
  ['<html>', /what answers there is not Gatehouse/],
  ['null', /what answers there is not Gatehouse/],
  ['{"statusVersion":99}', /another version of Gatehouse, whose status is of version 99/],
];

for (const [answer, reason] of strangers) {
  test(`an answer ${answer} is no status`, async (t) => {
    const server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    t.after(() => server.close());
    await assert.rejects(ask(['--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`]), reason);
  });
}

for (const url of ['127.0.0.1:8080', 'ftp://127.0.0.1', 'nonsense']) {
  test(`--url ${url} is refused before anything is asked`, async () => {
    await assert.rejects(ask(['--url', url]), (error) => error instanceof AppError && error.code === 'option.invalid');
  });
}
