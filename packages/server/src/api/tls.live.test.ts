/** The application over TLS, with openssl and Node as clients, and with certificates made by openssl. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import Type from 'typebox';
import type { TlsFiles } from '../certificate-files.js';
import { complete, makeCertificates, missingCommand, run } from '../receive/programs.test.js';
import { type Application, runApp } from '../test/served-app.js';
import { publicRoute } from './route.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-https-'));
after(() => rmSync(place, { recursive: true, force: true }));
const skip = missingCommand('openssl') ?? false;
const certificates = skip === false ? makeCertificates(place) : undefined;

const routes = [
  publicRoute({
    method: 'GET',
    path: '/secure',
    summary: 'Whether the request came over TLS',
    response: { 200: Type.Object({ isSecure: Type.Boolean() }) },
    handler: async ({ request }) => ({ isSecure: request.isSecure }),
  }),
];

interface Served extends Application {
  readonly logged: readonly string[];
  readonly certificates: NonNullable<typeof certificates>;
}

async function serve(context: TestContext, files: Partial<TlsFiles> = {}): Promise<Served> {
  assert.ok(certificates);
  const logged: string[] = [];
  const note = (_details: unknown, message: string) => void logged.push(message);
  const tls = {
    files: { ...certificates.server, minVersion: 'TLSv1.2', ...files },
    log: { info: note, error: note },
  } as const;
  const app = await runApp({ routes, tls });
  context.after(() => app.stop(0));
  return { ...app, logged, certificates };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function ask(port: number, authority: string, path = '/secure'): Promise<Answer> {
  const request = get({ host: '127.0.0.1', port, path, ca: readFileSync(authority), agent: false });
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

test('a client that checks the certificate gets the answer, and is told to keep to TLS', { skip }, async (context) => {
  const { port, certificates: made } = await serve(context);
  const { status, headers, text } = await ask(port, made.authority);
  assert.deepEqual([status, text], [200, '{"isSecure":true}']);
  assert.equal(headers['strict-transport-security'], 'max-age=15768000');
  assert.match(String((await ask(port, made.authority, '/%E0%A4%A')).headers['strict-transport-security']), /max-age/);
  await assert.rejects(ask(port, made.stranger.certificate), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

const versions: readonly [version: string, isAccepted: boolean][] = [
  ['-tls1_1', false],
  ['-tls1_2', true],
  ['-tls1_3', true],
];

for (const [version, isAccepted] of versions) {
  test(`openssl s_client ${version} is ${isAccepted ? 'answered' : 'refused'}`, { skip }, async (context) => {
    const { port } = await serve(context);
    const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-quiet', '-no_ign_eof', version];
    const client = run({ command: 'openssl', args: [...args, '-cipher', 'ALL:@SECLEVEL=0'] });
    context.after(() => client.end());
    client.child.stdin?.on('error', () => undefined);
    client.child.stdin?.write('GET /secure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    await once(client.child, 'close');
    assert.equal(/HTTP\/1\.1 200/.test(client.said()), isAccepted, client.said());
  });
}

test('plain HTTP, and who says nothing of TLS, get no answer and hold up nobody', { skip }, async (context) => {
  const { port, errors, certificates: made } = await serve(context);
  const socket = connectPlain(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write('GET /secure HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'close');
  assert.doesNotMatch(Buffer.concat(chunks).toString('latin1'), /HTTP/);
  assert.equal((await ask(port, made.authority)).status, 200);
  assert.deepEqual(errors, []);
});

test('the certificate is replaced when asked, and when its files change; what is wrong changes nothing', {
  skip,
}, async (context) => {
  const own = { certificate: join(place, 'page.pem'), key: join(place, 'page.key') };
  const install = ({ certificate, key }: typeof own) => {
    copyFileSync(certificate, own.certificate);
    copyFileSync(key, own.key);
  };
  assert.ok(certificates);
  install(certificates.server);
  const { port, logged, reloadCertificate } = await serve(context, own);
  const kept = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(kept, 'secureConnect');
  assert.equal(await nameAt(port), 'server');
  install(certificates.client);
  await reloadCertificate();
  assert.equal(await nameAt(port), 'client');
  writeFileSync(own.key, 'no key');
  await assert.rejects(reloadCertificate(), { code: 'listener.certificate-invalid' });
  assert.equal(await nameAt(port), 'client');
  install(certificates.stranger);
  while (!logged.includes('the certificate has been read again')) await sleep(50);
  assert.equal(await nameAt(port), 'stranger');
  kept.write('GET /secure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  assert.match(String((await once(kept, 'data'))[0]), /^HTTP\/1\.1 200 /);
});

async function nameAt(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const name = String(socket.getPeerCertificate().subject.CN);
  socket.destroy();
  return name;
}

test('a certificate that cannot be read, or is not of the key, is told before listening', { skip }, async (context) => {
  assert.ok(certificates);
  const none = join(place, 'none.pem');
  await assert.rejects(serve(context, { certificate: none }), { code: 'listener.certificate-unreadable' });
  await assert.rejects(serve(context, { key: certificates.client.key }), { code: 'listener.certificate-invalid' });
  const locked = join(place, 'locked.key');
  const args = ['ec', '-in', certificates.server.key, '-aes256', '-passout', 'pass:made-up', '-out', locked];
  await complete({ command: 'openssl', args });
  await assert.rejects(serve(context, { key: locked }), { code: 'listener.certificate-invalid' });
});
