/** rsyslog as the sender, over everything that it speaks. One daemon reads a file and forwards each line to every listener. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Collector, until } from './collector.test.js';
import type { Listener } from './listener.js';
import { type Certificates, makeCertificates, missingCommand, missingRsyslog, run } from './programs.test.js';
import { createRelpListener } from './relp.js';
import type { StreamConfig } from './stream-listener.js';
import { createTcpListener } from './tcp.js';
import { createTlsListener } from './tls.js';
import { createUdpListener } from './udp.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-rsyslog-'));
after(() => rmSync(place, { recursive: true, force: true }));
const skip = missingRsyslog() ?? missingCommand('openssl') ?? false;

const STREAM: StreamConfig = {
  sourceId: 'rsyslog',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: ['127.0.0.0/8'],
  maxFrameBytes: 65_536,
  maxConnections: 10,
  idleTimeoutMs: 60_000,
};

const LINES = Array.from(
  { length: 2000 },
  (_, index) =>
    `01/24/2025:12:06:37 GMT adc-1 0-PPE-0 : default SSLVPN LOGIN ${index} 0 : made up ${'x'.repeat(index % 600)}`,
);
const LONG_LINE = `01/24/2025:12:06:38 GMT adc-1 0-PPE-0 : default SSLVPN LOGIN 9999 0 : long ${'y'.repeat(20_000)}`;

function rsyslog(name: string, { input, actions, global = '' }: { input: string; actions: string; global?: string }) {
  const state = join(place, name);
  mkdirSync(state);
  const configuration = join(place, `${name}.conf`);
  writeFileSync(
    configuration,
    [
      `global(workDirectory="${state}" maxMessageSize="64k" ${global})`,
      'module(load="imfile")',
      'module(load="omrelp")',
      `input(type="imfile" file="${input}" tag="adc" ruleset="all" readTimeout="1")`,
      'template(name="line" type="string" string="<134>%msg%")',
      `ruleset(name="all") {\n${actions}\n}`,
      '',
    ].join('\n'),
  );
  return run({ command: 'rsyslogd', args: ['-n', '-i', join(state, 'pid'), '-f', configuration] });
}

function forward(port: number, more: string): string {
  return `action(type="omfwd" target="127.0.0.1" port="${port}" template="line" ${more} queue.type="LinkedList" action.resumeRetryCount="-1" action.resumeInterval="1")`;
}

function relp(port: number): string {
  return `action(type="omrelp" target="127.0.0.1" port="${port}" template="line" queue.type="LinkedList" action.resumeRetryCount="-1" action.resumeInterval="1")`;
}

async function started<L extends Listener>(listener: L): Promise<{ listener: L; port: number }> {
  const { port } = await listener.start();
  return { listener, port };
}

function listenTls(certificates: Certificates, collector: Collector): Promise<{ listener: Listener; port: number }> {
  const tls = {
    ...certificates.server,
    clientCa: certificates.authority,
    requireClientCertificate: true,
    minVersion: 'TLSv1.2',
  } as const;
  return started(createTlsListener({ ...STREAM, tls }, collector.parts));
}

test('rsyslog: UDP, TCP with both framings, TLS with certificates of both sides, RELP', { skip }, async (context) => {
  const certificates = makeCertificates(place);
  const collectors = {
    udp: new Collector(),
    counted: new Collector(),
    delimited: new Collector(),
    tls: new Collector(),
    relp: new Collector(),
  };
  const udp = await started(createUdpListener({ ...STREAM, receiveBufferBytes: 4 << 20 }, collectors.udp.parts));
  const counted = await started(createTcpListener(STREAM, collectors.counted.parts));
  const delimited = await started(createTcpListener(STREAM, collectors.delimited.parts));
  const tls = await listenTls(certificates, collectors.tls);
  const reliable = await started(createRelpListener(STREAM, collectors.relp.parts));
  const input = join(place, 'all.log');
  writeFileSync(input, `${[...LINES, LONG_LINE].join('\n')}\n`);
  const { authority, client } = certificates;
  const daemon = rsyslog('all', {
    input,
    global: `defaultNetstreamDriverCAFile="${authority}" defaultNetstreamDriverCertFile="${client.certificate}" defaultNetstreamDriverKeyFile="${client.key}"`,
    actions: [
      forward(udp.port, 'protocol="udp"'),
      forward(counted.port, 'protocol="tcp" tcp_framing="octet-counted"'),
      forward(delimited.port, 'protocol="tcp"'),
      forward(
        tls.port,
        'protocol="tcp" tcp_framing="octet-counted" streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="localhost"',
      ),
      relp(reliable.port),
    ].join('\n'),
  });
  context.after(() => daemon.end());
  const counts = () => Object.values(collectors).map(({ frames }) => frames);
  await until(() => counts().every((count) => count >= LINES.length + 1), { seen: () => [counts(), daemon.said()] });
  await daemon.end();
  await Promise.all([udp, counted, delimited, tls, reliable].map(({ listener }) => listener.stop()));
  const expected = [...LINES, LONG_LINE].map((line) => `<134>${line}`);
  for (const [name, collector] of Object.entries(collectors)) {
    assert.deepEqual(collector.texts, expected, name);
    assert.deepEqual([...collector.refusals], [], name);
  }
});

test('rsyslog: RELP loses nothing and repeats nothing over stops and starts of the listener', {
  skip,
}, async (context) => {
  const input = join(place, 'relp.log');
  writeFileSync(input, '');
  const collector = new Collector();
  let { listener, port } = await started(createRelpListener(STREAM, collector.parts));
  const daemon = rsyslog('relp', { input, actions: relp(port) });
  context.after(() => daemon.end());
  context.after(() => listener.stop());
  const append = (begin: number) => appendFileSync(input, `${LINES.slice(begin, begin + 500).join('\n')}\n`);
  for (const begin of [0, 500, 1000]) {
    append(begin);
    await until(() => collector.frames > begin, { seen: () => [collector.frames, daemon.said()] });
    await listener.stop();
    listener = createRelpListener({ ...STREAM, port }, collector.parts);
    await listener.start();
  }
  // rsyslog notices a lost connection when it has the next message to send.
  append(1500);
  await until(() => collector.frames >= LINES.length, {
    patienceMs: 60_000,
    seen: () => [collector.frames, daemon.said()],
  });
  assert.deepEqual(
    collector.texts,
    LINES.map((line) => `<134>${line}`),
  );
});

test('rsyslog: what RELP did not acknowledge is sent again over the next connection', { skip }, async (context) => {
  const input = join(place, 'again.log');
  writeFileSync(input, `${LINES.slice(0, 20).join('\n')}\n`);
  const dead = new Collector();
  dead.durability = 'never';
  const first = await started(createRelpListener(STREAM, dead.parts));
  const daemon = rsyslog('again', { input, actions: relp(first.port) });
  context.after(() => daemon.end());
  await until(() => dead.frames > 0, { seen: daemon.said });
  await first.listener.stop();
  await sleep(100);
  const alive = new Collector();
  const second = createRelpListener({ ...STREAM, port: first.port }, alive.parts);
  await second.start();
  context.after(() => second.stop());
  appendFileSync(input, `${LINES.slice(20, 40).join('\n')}\n`);
  await until(() => alive.frames >= 40, { seen: () => [alive.texts, daemon.said()] });
  assert.deepEqual(
    alive.texts,
    LINES.slice(0, 40).map((line) => `<134>${line}`),
  );
});
