/** What the server tells its operators, on real sockets. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRefusal } from '../access/no-auth.js';
import { problemIn, type ServedApp, serveApp } from '../test/served-app.js';
import { Accounting } from './accounting.js';
import { exampleJournal, exampleReport, exampleRetention } from './example-report.js';
import type { Check } from './health.js';
import { type OperationParts, operationRoutes } from './operations.js';
import { createStatus } from './status.js';
import type { StatusReport } from './status-report.js';

function served(t: TestContext, parts: Partial<OperationParts> = {}): Promise<ServedApp> {
  const routes = operationRoutes({ checks: {}, status: async () => exampleReport(), ...parts });
  return serveApp(t, { routes, authenticator: createRefusal() });
}

test('/metrics and /status tell what the books hold', async (t) => {
  const clock = () => Date.now();
  const accounting = new Accounting({ clock, carried: { last: 0, lines: 0 } });
  const listener = accounting.listener({ id: 'vienna', kind: 'tcp', silentAfterSeconds: 60 });
  const status = createStatus({
    accounting,
    journal: { facts: () => exampleJournal },
    retention: { state: exampleRetention },
    clock,
  });
  const { url } = await served(t, { status });
  listener.received('192.0.2.1', 5, 700);
  const metrics = await fetch(`${url}/metrics`);
  assert.match(metrics.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await metrics.text();
  assert.match(text, /^gatehouse_received_frames_total\{listener="vienna",peer="192\.0\.2\.1"\} 5$/m);
  assert.match(text, /^gatehouse_waiting_frames 5$/m);
  listener.received('192.0.2.1', 1, 100);
  const report = (await (await fetch(`${url}/status`)).json()) as StatusReport;
  assert.equal(report.listeners[0]?.receivedFrames, 6);
  assert.ok(report.process.residentBytes > 1e6 && report.process.uptimeSeconds >= 0);
  assert.deepEqual(report.journal, exampleJournal);
});

test('programs on this machine need no token; behind a proxy nobody can be told from them', async (t) => {
  const routes = operationRoutes({ checks: {}, status: async () => exampleReport() });
  const authenticator = createRefusal();
  const open = await serveApp(t, { routes, authenticator });
  const closed = await serveApp(t, { routes, authenticator, publicUrl: 'https://gatehouse.example.com' });
  const authorization = 'Bearer gh_wrong';
  for (const path of ['/status', '/metrics']) {
    assert.equal((await fetch(open.url + path)).status, 200);
    assert.equal((await fetch(open.url + path, { headers: { authorization } })).status, 401);
    assert.equal((await fetch(closed.url + path)).status, 401);
  }
  for (const path of ['/healthz', '/readyz']) assert.equal((await fetch(closed.url + path)).status, 200);
});

test('who administrates some customers does not see the books, which tell of all', async (t) => {
  const caller = { id: 'x', name: 'x', role: 'admin', tenants: ['a'], via: 'token', address: '' } as const;
  const routes = operationRoutes({ checks: {}, status: async () => exampleReport() });
  const publicUrl = 'https://gatehouse.example.com';
  const { url } = await serveApp(t, { routes, authenticator: { authenticate: async () => caller }, publicUrl });
  for (const path of ['/status', '/metrics'])
    assert.equal((await problemIn(await fetch(url + path))).code, 'access.all-customers');
});

const fine: Check = async () => undefined;
const broken: Check = () => Promise.reject(new Error('the journal is full'));

for (const [name, checks, code] of [
  ['ready', { store: fine, journal: fine }, 200],
  ['not ready', { store: fine, journal: broken }, 503],
] as const) {
  test(`/readyz is ${code} when the parts are ${name}; /healthz is 200`, async (t) => {
    const { url } = await served(t, { checks });
    const response = await fetch(`${url}/readyz`);
    assert.equal(response.status, code);
    const { parts } = (await response.json()) as { parts: unknown };
    assert.deepEqual(parts, { store: 'ok', journal: code === 200 ? 'ok' : 'the journal is full' });
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });
}

test('a failure inside is logged and tells the outside nothing', async (t) => {
  const failure = new Error('secret path /srv/x');
  const { url, errors } = await served(t, { status: () => Promise.reject(failure) });
  for (const path of ['/status', '/metrics']) {
    const response = await fetch(`${url}${path}`);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret|at .*:\d+|Error:/);
  }
  assert.deepEqual(errors, [failure, failure]);
});
