/** From real programs to rows: rsyslog, syslog-ng's loggen, logger and openssl send to one running server; what is sent is stored. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandLine } from '../cli/ingest-child.js';
import type { PrintedEvent } from '../map/print.js';
import {
  type Certificates,
  complete,
  findSyslogNg,
  makeCertificates,
  missingCommand,
  missingRsyslog,
  type Running,
  run,
} from '../receive/programs.test.js';
import { repositoryRoot } from '../test/tree.js';
import { freePort, loginLine, Served } from './served.test.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-senders-'));
after(() => rmSync(place, { recursive: true, force: true }));
const syslogNg = findSyslogNg();
const skip =
  missingRsyslog() ??
  missingCommand('openssl') ??
  missingCommand('logger') ??
  (syslogNg === undefined ? 'needs syslog-ng (apt-get download)' : false);

const COUNT = 1000;
const NUMBERS = Array.from({ length: COUNT }, (_, index) => index + 1);

type Transport = 'udp' | 'tcp' | 'tls' | 'relp';
type Ports = Readonly<Record<Transport, number>>;

async function freePorts(): Promise<Ports> {
  return { udp: await freePort(), tcp: await freePort(), tls: await freePort(), relp: await freePort() };
}

function listenersOn({ udp, tcp, tls, relp }: Ports, { authority, server }: Certificates): string[] {
  const files = `certificate: ${server.certificate}, key: ${server.key}, clientCa: ${authority}`;
  return [
    `id: udp, kind: udp, port: ${udp}`,
    `id: tcp, kind: tcp, port: ${tcp}`,
    `id: tls, kind: tls, port: ${tls}, tls: { ${files}, requireClientCertificate: true }`,
    `id: relp, kind: relp, port: ${relp}`,
  ];
}

interface Daemon {
  readonly name: string;
  readonly input: string;
  readonly ports: Ports;
  readonly certificates: Certificates;
  readonly transports: readonly Transport[];
}

/** Reads a file whose lines lack their beginning, and sends each to every transport as a line of a device of its own. */
function rsyslog({ name, input, ports, certificates: { authority, client }, transports }: Daemon): Running {
  const state = join(place, name);
  mkdirSync(state);
  const [head = ''] = loginLine('DEVICE', 1).split('DEVICE');
  const queue = 'queue.type="LinkedList" action.resumeRetryCount="-1" action.resumeInterval="1"';
  const driver =
    'streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="localhost"';
  const actions = {
    udp: 'type="omfwd" protocol="udp"',
    tcp: 'type="omfwd" protocol="tcp" tcp_framing="octet-counted"',
    tls: `type="omfwd" protocol="tcp" tcp_framing="octet-counted" ${driver}`,
    relp: 'type="omrelp"',
  };
  const configuration = join(place, `${name}.conf`);
  const text = [
    `global(workDirectory="${state}" defaultNetstreamDriverCAFile="${authority}"`,
    `  defaultNetstreamDriverCertFile="${client.certificate}" defaultNetstreamDriverKeyFile="${client.key}")`,
    'module(load="imfile")',
    'module(load="omrelp")',
    `input(type="imfile" file="${input}" tag="adc" ruleset="all" readTimeout="1")`,
    ...transports.map((to) => `template(name="${to}" type="string" string="${head}adc-${to}%msg%")`),
    'ruleset(name="all") {',
    ...transports.map(
      (to) => `action(${actions[to]} target="127.0.0.1" port="${ports[to]}" template="${to}" ${queue})`,
    ),
    '}\n',
  ];
  writeFileSync(configuration, text.join('\n'));
  return run({ command: 'rsyslogd', args: ['-n', '-i', join(state, 'pid'), '-f', configuration] });
}

/** The lines without what the daemon puts before them. */
function restOfLines(numbers: readonly number[]): string {
  return numbers.map((number) => `${loginLine('DEVICE', number).split('DEVICE')[1]}\n`).join('');
}

async function sendOverTls(port: number, { authority, client }: Certificates, lines: readonly string[]): Promise<void> {
  const args = ['s_client', '-quiet', '-no_ign_eof', '-connect', `127.0.0.1:${port}`, '-CAfile', authority];
  const child = spawn('openssl', [...args, '-cert', client.certificate, '-key', client.key], { stdio: 'pipe' });
  const closed = once(child, 'close');
  child.stdin.end(lines.map((line) => `${Buffer.byteLength(line)} ${line}`).join(''));
  await closed;
}

test('what real senders send is stored as it was sent', { skip }, async (context) => {
  const certificates = makeCertificates(place);
  const ports = await freePorts();
  const served = await Served.prepare({ folder: join(place, 'all'), listeners: listenersOn(ports, certificates) });
  context.after(() => served.kill());
  await served.start();
  const input = join(place, 'input.log');
  writeFileSync(input, restOfLines(NUMBERS));
  const daemon = rsyslog({ name: 'all-to', input, ports, certificates, transports: ['udp', 'tcp', 'tls', 'relp'] });
  context.after(() => daemon.end());
  const [bare = ''] = loginLine('adc-logger', 1).split('<134> ').slice(1);
  for (const how of [
    ['--udp', '-P', `${ports.udp}`],
    ['--tcp', '--octet-count', '-P', `${ports.tcp}`],
  ])
    await complete({ command: 'logger', args: ['-n', '127.0.0.1', ...how, '-t', 'relayed', bare] });
  await sendOverTls(
    ports.tls,
    certificates,
    NUMBERS.map((number) => loginLine('adc-openssl', number)),
  );
  const load = ['-i', '-S', '-r', '100000', '-n', `${COUNT}`, '-s', '300', '-Q', '127.0.0.1', `${ports.tcp}`];
  await complete({ command: syslogNg?.loggen ?? '', args: load, environment: syslogNg?.environment ?? {} });
  const total = 6 * COUNT + 2;
  const { listeners, balance } = await served.atRest(total);
  assert.equal(balance.stored, total, JSON.stringify(listeners));
  await daemon.end();
  await served.stop();
  for (const device of ['adc-udp', 'adc-tcp', 'adc-tls', 'adc-relp', 'adc-openssl'])
    assert.deepEqual(await served.numbers(device), NUMBERS, device);
  const generated = await served.events('"seq"', ['eventName', 'deviceHost', 'syslogSeverity']);
  assert.equal(generated.length, COUNT);
  const relayed = await served.events('deviceName: adc-logger', [
    'deviceHost',
    'userName',
    'sessionId',
    'deviceSeverity',
  ]);
  assert.equal(relayed.length, 2);
  assert.ok(
    relayed.every(
      ({ userName, sessionId, deviceHost }) => userName === 'ann' && sessionId === '1' && deviceHost !== '127.0.0.1',
    ),
    JSON.stringify(relayed),
  );
  const [event] = await served.events('deviceName: adc-tls and sessionId: 7');
  assert.deepEqual(fieldsOf(event), {
    eventTime: '2026-11-24T08:00:00.000Z',
    eventName: 'LOGIN',
    userName: 'ann',
    sourceIpv4: '192.0.2.7',
    deviceHost: '127.0.0.1',
    deviceSeverity: 6,
    rawEvent: loginLine('adc-tls', 7),
  });
});

function fieldsOf(event: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  const names = ['eventTime', 'eventName', 'userName', 'sourceIpv4', 'deviceHost', 'deviceSeverity', 'rawEvent'];
  return Object.fromEntries(names.map((name) => [name, event?.[name]]));
}

test('rsyslog over RELP: a server that is killed again and again has every line once', { skip }, async (context) => {
  const certificates = makeCertificates(place);
  const ports = await freePorts();
  const listeners = [`id: relp, kind: relp, port: ${ports.relp}`];
  const served = await Served.prepare({ folder: join(place, 'killed'), listeners });
  context.after(() => served.kill());
  const input = join(place, 'killed.log');
  writeFileSync(input, '');
  const daemon = rsyslog({ name: 'killed-to', input, ports, certificates, transports: ['relp'] });
  context.after(() => daemon.end());
  for (let from = 0; from < COUNT; from += COUNT / 4) {
    await served.start();
    appendFileSync(input, restOfLines(NUMBERS.slice(from, from + COUNT / 4)));
    const before = (await served.status()).balance;
    await served.until(async () => (await served.status()).balance.received > before.received, 20_000);
    await served.kill();
  }
  await served.start();
  appendFileSync(input, restOfLines([COUNT + 1]));
  await untilStill(served);
  await served.atRest();
  await served.stop();
  assert.deepEqual(await served.numbers('adc-relp'), [...NUMBERS, COUNT + 1]);
});

/** rsyslog tries again every second. */
const STILL_MS = 2500;

async function untilStill(served: Served): Promise<void> {
  const heard = async () => {
    const [listener] = (await served.status()).listeners;
    return (listener?.receivedFrames ?? 0) + (listener?.refused['sent-again'] ?? 0);
  };
  for (let last = 0, now = -1; now === -1 || last === 0 || last !== now; ) {
    last = await heard();
    await sleep(STILL_MS);
    now = await heard();
  }
}

/** What depends on the way by which a line came, and on when. */
const OF_THE_WAY = ['collectorReceivedTime', 'collectorId', 'eventSourceId', 'eventId', 'deviceHost'];

test('a log that is sent line by line gives the events that reading the file gives', async (context) => {
  const log = join(repositoryRoot, 'examples/netscaler.log');
  const port = await freePort();
  const served = await Served.prepare({
    folder: join(place, 'replayed'),
    listeners: [`id: tcp, kind: tcp, port: ${port}`],
  });
  context.after(() => served.kill());
  await served.start();
  const socket = connect(port, '127.0.0.1');
  socket.resume().end(readFileSync(log));
  await once(socket, 'close');
  await served.atRest(1);
  await served.stop();
  mkdirSync(join(place, 'read'));
  const reading = new CommandLine(join(place, 'read'));
  await reading.ingest(log);
  const [sent, read] = [await served.events(), await reading.events()];
  assert.ok(read.length > 100);
  assert.deepEqual(
    sent.map((event) => comparable(event)),
    read.map((event, index) => comparable(asReceived(event, sent[index]?.collectorReceivedTime))),
  );
});

/** A line that does not say when it was has the time of its receipt, which a file does not know. */
function asReceived(event: PrintedEvent, time: PrintedEvent['collectorReceivedTime']): PrintedEvent {
  const { defects, ...rest } = event;
  if (!Array.isArray(defects) || !defects.includes('no-event-time')) return event;
  const others = defects.filter((defect: unknown) => defect !== 'no-event-time');
  return { ...rest, ...(time !== undefined && { eventTime: time }), ...(others.length > 0 && { defects: others }) };
}

function comparable(event: PrintedEvent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !OF_THE_WAY.includes(name)));
}
