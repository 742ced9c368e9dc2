/** The server's own HTTP on real sockets: what it tells, and what it refuses. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { AppError } from '../errors.js';
import { Accounting } from './accounting.js';
import { exampleJournal, exampleReport } from './example-report.js';
import type { Check } from './health.js';
import { createHttpServer, type HttpParts } from './http.js';
import { createStatus } from './status.js';
import type { StatusReport } from './status-report.js';

interface Served {
  readonly port: number;
  readonly errors: unknown[];
  readonly stop: () => Promise<void>;
}

async function served(t: TestContext, parts: Partial<HttpParts> = {}): Promise<Served> {
  const errors: unknown[] = [];
  const server = createHttpServer({
    address: '127.0.0.1',
    port: 0,
    checks: {},
    status: async () => exampleReport(),
    onError: (error) => errors.push(error),
    ...parts,
  });
  const { port } = await server.start();
  t.after(() => server.stop(0));
  return { port, errors, stop: () => server.stop() };
}

/** Everything the server writes to a connection on which `text` was sent, until it closes. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

test('/metrics and /status tell what the books hold', async (t) => {
  const clock = () => Date.now();
  const accounting = new Accounting({ clock, carried: { last: 0, lines: 0 } });
  const listener = accounting.listener({ id: 'vienna', kind: 'tcp', silentAfterSeconds: 60 });
  const status = createStatus({ accounting, journal: { facts: () => exampleJournal }, clock });
  const { port } = await served(t, { status });
  listener.received('192.0.2.1', 5, 700);
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
  assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await metrics.text();
  assert.match(text, /^gatehouse_received_frames_total\{listener="vienna",peer="192\.0\.2\.1"\} 5$/m);
  assert.match(text, /^gatehouse_waiting_frames 5$/m);
  listener.received('192.0.2.1', 1, 100);
  const report = (await (await fetch(`http://127.0.0.1:${port}/status`)).json()) as StatusReport;
  assert.equal(report.listeners[0]?.receivedFrames, 6);
  assert.ok(report.process.residentBytes > 1e6 && report.process.uptimeSeconds >= 0);
  assert.deepEqual(report.journal, exampleJournal);
});

const fine: Check = async () => undefined;
const broken: Check = () => Promise.reject(new Error('the journal is full'));

for (const [name, checks, code] of [
  ['ready', { store: fine, journal: fine }, 200],
  ['not ready', { store: fine, journal: broken }, 503],
] as const) {
  test(`/readyz is ${code} when the parts are ${name}; /healthz is 200`, async (t) => {
    const { port } = await served(t, { checks });
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    assert.equal(response.status, code);
    const { parts } = (await response.json()) as { parts: unknown };
    assert.deepEqual(parts, { store: 'ok', journal: code === 200 ? 'ok' : 'the journal is full' });
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  });
}

test('a failure inside is logged and tells the outside nothing', async (t) => {
  const failure = new Error('secret path /srv/x');
  const { port, errors } = await served(t, { status: () => Promise.reject(failure) });
  for (const path of ['/status', '/metrics']) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret|at .*:\d+|Error/);
  }
  assert.deepEqual(errors, [failure, failure]);
});

const refusals: readonly [what: string, request: string, code: number][] = [
  ['POST', 'POST /status HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\n', 405],
  ['DELETE', 'DELETE /status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n', 405],
  ['an unknown path', 'GET /../etc/passwd HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n\r\n', 404],
  [
    'a name that a page points at us',
    'GET /status HTTP/1.1\r\nHost: evil.example.com:8080\r\nConnection: close\r\n\r\n',
    421,
  ],
  ['headers without end', `GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(20_000)}`, 431],
  ['what is no HTTP', '<134>1 2026-03-17T10:00:00Z gw1 - - - -\r\n\r\n', 400],
];

for (const [what, request, code] of refusals) {
  test(`${what} is answered with ${code}`, async (t) => {
    const { port } = await served(t);
    const answer = await exchange(port, request);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${code} `));
    assert.doesNotMatch(answer, /statusVersion/);
  });
}

for (const host of ['127.0.0.1', 'localhost:8080', '[::1]:8080']) {
  test(`HEAD for ${host} gives the headers only`, async (t) => {
    const { port } = await served(t);
    const answer = await exchange(port, `HEAD /status?x=1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const [head = '', body] = answer.split('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 200 /);
    for (const header of ['cache-control: no-store', 'x-content-type-options: nosniff', "default-src 'none'"]) {
      assert.ok(head.includes(header), header);
    }
    assert.match(head, /content-length: [1-9]/);
    assert.equal(body, '');
  });
}

test('a port that is taken is an error with a remedy', async (t) => {
  const { port } = await served(t);
  const second = createHttpServer({
    address: '127.0.0.1',
    port,
    checks: {},
    status: async () => exampleReport(),
    onError: () => assert.fail(),
  });
  await assert.rejects(
    second.start(),
    (error) => error instanceof AppError && error.code === 'listener.address-in-use',
  );
});

test('stopping does not wait for connections that say nothing', async (t) => {
  const { port, stop } = await served(t);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  const closed = once(socket.resume(), 'close');
  const began = Date.now();
  await Promise.all([stop(), closed]);
  assert.ok(Date.now() - began < 4000);
});
