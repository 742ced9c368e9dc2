/** syslog-ng as the sender, and its load generator. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Collector, until } from './collector.test.js';
import { complete, findSyslogNg, run } from './programs.test.js';
import type { StreamConfig } from './stream-listener.js';
import { createTcpListener } from './tcp.js';
import { createUdpListener } from './udp.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-sng-'));
after(() => rmSync(place, { recursive: true, force: true }));
const syslogNg = findSyslogNg();
const skip = syslogNg === undefined ? 'needs syslog-ng (apt-get download)' : false;
const { daemon = '', loggen = '', environment = {} } = syslogNg ?? {};

const STREAM: StreamConfig = {
  sourceId: 'syslog-ng',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: [],
  maxFrameBytes: 65_536,
  maxConnections: 100,
  idleTimeoutMs: 60_000,
};

test('syslog-ng: RFC 5424 with counted octets, RFC 3164 in lines, UDP', { skip }, async (context) => {
  const collectors = { counted: new Collector(), lines: new Collector(), udp: new Collector() };
  const listeners = [
    createTcpListener(STREAM, collectors.counted.parts),
    createTcpListener(STREAM, collectors.lines.parts),
    createUdpListener({ ...STREAM, receiveBufferBytes: 4 << 20 }, collectors.udp.parts),
  ];
  const ports = await Promise.all(listeners.map(async (listener) => (await listener.start()).port));
  context.after(() => Promise.all(listeners.map((listener) => listener.stop())));
  const messages = Array.from({ length: 1000 }, (_, index) => `made up ${index} ${'z'.repeat(index % 300)}`);
  const input = join(place, 'input.log');
  writeFileSync(input, messages.map((text) => `<134>Jan 24 12:06:37 adc-1 app: ${text}\n`).join(''));
  const configuration = join(place, 'syslog-ng.conf');
  writeFileSync(
    configuration,
    `@version: 3.38
source in { file("${input}" follow-freq(1)); };
destination counted { syslog("127.0.0.1" port(${ports[0]}) transport("tcp")); };
destination lines { network("127.0.0.1" port(${ports[1]}) transport("tcp")); };
destination udp { network("127.0.0.1" port(${ports[2]}) transport("udp")); };
log { source(in); destination(counted); destination(lines); destination(udp); };
`,
  );
  const running = run({
    command: daemon,
    args: [
      '-F',
      '--no-caps',
      '-f',
      configuration,
      '-R',
      join(place, 'persist'),
      '-c',
      join(place, 'control'),
      '--pidfile',
      join(place, 'pid'),
    ],
    environment,
  });
  context.after(() => running.end());
  const counts = () => Object.values(collectors).map(({ frames }) => frames);
  await until(() => counts().every((count) => count >= messages.length), { seen: () => [counts(), running.said()] });
  for (const [name, { texts }] of Object.entries(collectors)) {
    assert.deepEqual(
      texts.map((text) => /made up .*$/.exec(text)?.[0]),
      messages,
      name,
    );
    assert.ok(
      texts.every((text) => text.startsWith('<134>')),
      name,
    );
  }
  assert.match(collectors.counted.texts[0] ?? '', /^<134>1 \d{4}-01-24T/);
});

const LOADS: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: 'lines over TCP', args: ['-i', '-S'] },
  { name: 'RFC 5424 with counted octets over TCP', args: ['-i', '-S', '-P'] },
  { name: 'four connections at once', args: ['-i', '-S', '--active-connections=4'] },
];

for (const { name, args } of LOADS) {
  test(`loggen: ${name}`, { skip }, async (context) => {
    const collector = new Collector();
    const listener = createTcpListener(STREAM, collector.parts);
    const { port } = await listener.start();
    context.after(() => listener.stop());
    const load = ['-r', '100000', '-n', '10000', '-s', '300', '-Q', '-I', '10'];
    await complete({ command: loggen, args: [...args, ...load, '127.0.0.1', String(port)], environment });
    const connections = name.startsWith('four') ? 4 : 1;
    await until(() => collector.frames >= 10_000 * connections, { seen: () => collector.frames });
    assert.equal(collector.frames, 10_000 * connections);
    assert.deepEqual(
      new Set(collector.texts.map((text) => /^<38>.*seq: \d{10}, thread: \d+/.test(text))),
      new Set([true]),
    );
  });
}
