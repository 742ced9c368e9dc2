/** `gatehouse serve` over TLS: what it prints, what browsers are told, and a certificate that is renewed while it runs. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeCertificates, missingCommand } from '../receive/programs.test.js';

const mainPath = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const skip = missingCommand('openssl') ?? false;

test('the setup link is one of TLS, the cookie bound to the host; the certificate is renewed by a signal', {
  skip,
}, async (context) => {
  const { folder, run, said } = prepared(context);
  const { authority, server, client } = makeCertificates(folder);
  const install = ({ certificate, key }: typeof server) => {
    copyFileSync(certificate, join(folder, 'page.pem'));
    copyFileSync(key, join(folder, 'page.key'));
  };
  install(server);
  const child = run(`http: { port: 0, tls: { certificate: page.pem, key: page.key } }`);
  const link = new URL(await said(/https:\S+\/setup#token=\S+/));
  const body = { token: link.hash.slice('#token='.length), login: 'chief', password: 'four words of a sentence' };
  const ask = (path: string, given?: object) => asked({ url: new URL(path, link), ca: authority }, given);
  const { status, cookie, hsts } = await ask('/api/v1/session/setup', body);
  assert.equal(status, 200);
  assert.match(cookie, /^__Host-gatehouse=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/);
  assert.match(hsts, /^max-age=\d+$/);
  install(client);
  child.kill('SIGHUP');
  await said(/configuration read again/);
  assert.equal((await ask('/healthz')).certificate, 'client');
  assert.equal((await ask('/status')).status, 200);
});

const REFUSED: readonly [what: string, configuration: string, said: RegExp][] = [
  ['everybody in the clear', 'http: { address: 0.0.0.0, port: 0 }', /others reach http\.address 0\.0\.0\.0/],
  [
    'a provider that is not described',
    'access: { oidc: none.yaml }\nhttp: { port: 0 }',
    /none\.yaml describes it: ENOENT/,
  ],
];

for (const [what, configuration, reason] of REFUSED) {
  test(`a server for ${what} does not start, and says why`, async (context) => {
    const { run, said } = prepared(context);
    const child = run(configuration);
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 2);
    await said(reason);
  });
}

function prepared(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-http-'));
  let child: ChildProcess | null = null;
  let output = '';
  context.after(async () => {
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    run(configuration: string): ChildProcess {
      const listeners = 'listeners: [{ id: only, kind: tcp, port: 0 }]';
      writeFileSync(join(folder, 'gatehouse.yaml'), `dataFolder: data\n${configuration}\n${listeners}\n`);
      child = spawn(process.execPath, [mainPath, 'serve', '--config', 'gatehouse.yaml'], { cwd: folder });
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => void (output += text));
      return child;
    },
    async said(what: RegExp): Promise<string> {
      const end = Date.now() + 30_000;
      while (!what.test(output)) {
        assert.ok(Date.now() < end, output);
        await sleep(50);
      }
      return what.exec(output)?.[0] ?? '';
    },
  };
}

async function asked({ url, ca }: { readonly url: URL; readonly ca: string }, body?: object) {
  const headers = { 'content-type': 'application/json' };
  const options = { ca: readFileSync(ca), agent: false, headers, method: body === undefined ? 'GET' : 'POST' };
  const sent = request(url, options).end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  const certificate = String((response.socket as import('node:tls').TLSSocket).getPeerCertificate().subject.CN);
  response.resume();
  await once(response, 'end');
  return {
    status: response.statusCode,
    certificate,
    cookie: response.headers['set-cookie']?.[0] ?? '',
    hsts: response.headers['strict-transport-security'] ?? '',
  };
}
