/** TLS with openssl as the client, and with certificates made by it. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { connect } from 'node:tls';
import { Collector, until } from './collector.test.js';
import { complete, makeCertificates, missingCommand, run } from './programs.test.js';
import { createRelpListener } from './relp.js';
import { createTlsListener } from './tls.js';
import type { TlsFiles } from './tls-gate.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
after(() => rmSync(place, { recursive: true, force: true }));
const skip = missingCommand('openssl') ?? false;
const certificates = skip === false ? makeCertificates(place) : undefined;

const STREAM = {
  sourceId: 'tls-test',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: [],
  maxFrameBytes: 65_536,
  maxConnections: 10,
  idleTimeoutMs: 500,
};

async function listen(context: TestContext, files: Partial<TlsFiles> = {}) {
  assert.ok(certificates);
  const tls: TlsFiles = { ...certificates.server, requireClientCertificate: false, minVersion: 'TLSv1.2', ...files };
  const collector = new Collector();
  const listener = createTlsListener({ ...STREAM, tls }, collector.parts);
  const { port } = await listener.start();
  context.after(() => listener.stop());
  return { collector, listener, port, certificates };
}

/** Sends a line with `openssl s_client`, and resolves with what that said when it ended. */
async function client(
  context: TestContext,
  { port, args = [] }: { port: number; args?: readonly string[] },
  line: string,
) {
  const running = run({
    command: 'openssl',
    args: ['s_client', '-connect', `127.0.0.1:${port}`, '-quiet', '-no_ign_eof', ...args],
  });
  context.after(() => running.end());
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(`${line}\n`);
  return running;
}

for (const version of ['-tls1_2', '-tls1_3'])
  test(`openssl s_client ${version}`, { skip }, async (context) => {
    const { collector, port } = await listen(context);
    await client(context, { port, args: [version] }, '<134>over TLS');
    await until(() => collector.frames === 1);
    assert.deepEqual(collector.texts, ['<134>over TLS']);
    assert.equal(collector.received[0]?.peer, '127.0.0.1');
  });

const HANDSHAKES: readonly {
  name: string;
  require: boolean;
  show: 'client' | 'stranger' | 'nothing';
  isAccepted: boolean;
}[] = [
  { name: 'required and good', require: true, show: 'client', isAccepted: true },
  { name: 'required and missing', require: true, show: 'nothing', isAccepted: false },
  { name: 'required and of another authority', require: true, show: 'stranger', isAccepted: false },
  { name: 'optional and good', require: false, show: 'client', isAccepted: true },
  { name: 'optional and missing', require: false, show: 'nothing', isAccepted: true },
  { name: 'optional and of another authority', require: false, show: 'stranger', isAccepted: false },
];

for (const { name, require, show, isAccepted } of HANDSHAKES) {
  test(`a client certificate that is ${name} is ${isAccepted ? 'accepted' : 'refused'}`, { skip }, async (context) => {
    const { collector, port } = await listen(context, {
      ...(certificates && { clientCa: certificates.authority }),
      requireClientCertificate: require,
    });
    const shown = show === 'nothing' ? undefined : certificates?.[show];
    await client(
      context,
      { port, args: shown === undefined ? [] : ['-cert', shown.certificate, '-key', shown.key] },
      'hello',
    );
    await until(() => collector.frames + (collector.refusals.get('handshake-failed') ?? 0) > 0);
    assert.deepEqual(collector.texts, isAccepted ? ['hello'] : []);
    assert.deepEqual([...collector.refusals], isAccepted ? [] : [['handshake-failed', 1]]);
  });
}

test('TLS 1.1, plain text and a client that says nothing are refused', { skip }, async (context) => {
  const { collector, port } = await listen(context);
  await client(context, { port, args: ['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'] }, 'old');
  await until(() => collector.refusals.get('handshake-failed') === 1);
  const plain = connectPlain(port, '127.0.0.1');
  plain.on('error', () => {}).write('<134>plain text\n');
  await until(() => collector.refusals.get('handshake-failed') === 2);
  const silent = connectPlain(port, '127.0.0.1');
  silent.on('error', () => {}).resume();
  await until(() => collector.refusals.get('handshake-failed') === 3);
  assert.equal(collector.frames, 0);
  await until(() => collector.connections === 0);
});

function certificateOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

test('the certificate is replaced when asked, and when its files change; what is wrong changes nothing', {
  skip,
}, async (context) => {
  assert.ok(certificates);
  const own = { certificate: join(place, 'own.pem'), key: join(place, 'own.key') };
  const install = ({ certificate, key }: { certificate: string; key: string }) => {
    copyFileSync(certificate, own.certificate);
    copyFileSync(key, own.key);
  };
  install(certificates.server);
  const { collector, listener, port } = await listen(context, own);
  const open = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  context.after(() => open.destroy());
  assert.equal(await certificateOf(port), 'server');
  install(certificates.client);
  await listener.reload?.();
  assert.equal(await certificateOf(port), 'client');
  writeFileSync(own.key, 'no key');
  await assert.rejects(async () => listener.reload?.(), { code: 'listener.certificate-invalid' });
  assert.equal(await certificateOf(port), 'client');
  install(certificates.stranger);
  await until(() => collector.logged.includes('the certificate has been read again'));
  assert.equal(await certificateOf(port), 'stranger');
  open.write('still connected\n');
  await until(() => collector.frames === 1);
});

test('a certificate that cannot be read is told before listening', { skip }, async () => {
  const tls = {
    certificate: join(place, 'none.pem'),
    key: join(place, 'none.key'),
    requireClientCertificate: false,
    minVersion: 'TLSv1.2',
  } as const;
  const listener = createTlsListener({ ...STREAM, tls }, new Collector().parts);
  await assert.rejects(listener.start(), { code: 'listener.certificate-unreadable' });
});

test('an encrypted key is opened with its passphrase, and told without', { skip }, async (context) => {
  assert.ok(certificates);
  const key = join(place, 'locked.key');
  const args = ['ec', '-in', certificates.server.key, '-aes256', '-passout', 'pass:made-up', '-out', key];
  await complete({ command: 'openssl', args });
  const { port } = await listen(context, { key, keyPassphrase: 'made-up' });
  assert.equal(await certificateOf(port), 'server');
  await assert.rejects(listen(context, { key }), { code: 'listener.certificate-invalid' });
});

test('RELP over TLS', { skip }, async (context) => {
  assert.ok(certificates);
  const collector = new Collector();
  const tls: TlsFiles = { ...certificates.server, requireClientCertificate: false, minVersion: 'TLSv1.2' };
  const listener = createRelpListener({ ...STREAM, tls }, collector.parts);
  const { port } = await listener.start();
  context.after(() => listener.stop());
  let heard = '';
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  context.after(() => socket.destroy());
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  socket.write('1 open 14 relp_version=0\n2 syslog 5 hello\n');
  await until(() => heard.endsWith('2 rsp 6 200 OK\n'));
  assert.deepEqual(collector.texts, ['hello']);
});
