/** Many connections, hostile ones, and the small senders of Debian. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Collector, until } from './collector.test.js';
import { complete, missingCommand } from './programs.test.js';
import { createRelpListener } from './relp.js';
import type { StreamConfig } from './stream-listener.js';
import { createTcpListener } from './tcp.js';
import { createUdpListener } from './udp.js';

const STREAM: StreamConfig = {
  sourceId: 'many',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: [],
  maxFrameBytes: 65_536,
  maxConnections: 6000,
  idleTimeoutMs: 60_000,
};

async function listenTcp(context: TestContext, config: Partial<StreamConfig> = {}) {
  const collector = new Collector();
  const listener = createTcpListener({ ...STREAM, ...config }, collector.parts);
  const { port } = await listener.start();
  context.after(() => listener.stop());
  return { collector, listener, port };
}

async function dial(context: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  context.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const loggerMissing = missingCommand('logger') ?? false;

test('logger: UDP, TCP in lines and with counted octets', { skip: loggerMissing }, async (context) => {
  const tcp = await listenTcp(context);
  const udp = new Collector();
  const udpListener = createUdpListener({ ...STREAM, receiveBufferBytes: 65_536 }, udp.parts);
  const { port } = await udpListener.start();
  context.after(() => udpListener.stop());
  const say = (to: number, ...args: readonly string[]) =>
    complete({ command: 'logger', args: ['-n', '127.0.0.1', '-P', String(to), '-p', 'local0.warning', ...args] });
  await say(port, '-d', 'over UDP');
  await say(tcp.port, '-T', 'over TCP');
  await say(tcp.port, '-T', '--octet-count', 'counted');
  await until(() => udp.frames === 1 && tcp.collector.frames === 2);
  assert.match(udp.texts[0] ?? '', /^<132>1 .* over UDP$/);
  assert.match(tcp.collector.texts[0] ?? '', /^<132>1 .* over TCP$/);
  assert.match(tcp.collector.texts[1] ?? '', /^<132>1 .* counted$/);
});

/** Both ends of a connection are ours. */
function idleConnections(): number {
  const limit = (process.report.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }).userLimits
    ?.open_files?.soft;
  return limit === 'unlimited' || Number(limit) > 12_000 ? 5000 : 400;
}

test('thousands of idle connections disturb nobody and are closed in order', async (context) => {
  const { collector, listener, port } = await listenTcp(context);
  const count = idleConnections();
  const sockets: Socket[] = [];
  for (let begin = 0; begin < count; begin += 200)
    sockets.push(...(await Promise.all(Array.from({ length: 200 }, () => dial(context, port)))));
  await until(() => collector.connections === count, { seen: () => collector.connections });
  const busy = await dial(context, port);
  const begin = performance.now();
  busy.write('<134>busy\n'.repeat(100_000));
  await until(() => collector.frames === 100_000, { seen: () => collector.frames });
  const busyMs = performance.now() - begin;
  for (const socket of sockets) socket.write('<134>I am here\n');
  await until(() => collector.frames === 100_000 + count, { seen: () => collector.frames });
  await listener.stop();
  assert.equal(collector.connections, 0);
  context.diagnostic(`${count} connections; 100,000 messages beside them in ${busyMs.toFixed(0)} ms`);
});

test('garbage at full speed becomes frames within the limit, and others are served', async (context) => {
  const { collector, port } = await listenTcp(context, { maxFrameBytes: 1000 });
  const garbage = Buffer.alloc(4 << 20);
  for (let at = 0, state = 12_345; at < garbage.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    garbage[at] = state >> 16;
  }
  const noisy = await Promise.all([dial(context, port), dial(context, port), dial(context, port)]);
  const endless = await dial(context, port);
  const before = process.memoryUsage.rss();
  for (const socket of noisy) for (let round = 0; round < 4; round++) socket.write(garbage);
  endless.write(Buffer.alloc(64 << 20, 'x'));
  const good = await dial(context, port);
  good.write('<134>in the middle of it\n');
  await until(() =>
    collector.received.some(({ frames }) =>
      frames.some(({ bytes }) => Buffer.from(bytes).toString() === '<134>in the middle of it'),
    ),
  );
  await until(() => [...noisy, endless].every((socket) => socket.writableLength === 0));
  assert.ok(collector.received.every(({ frames }) => frames.every(({ bytes }) => bytes.length <= 1000)));
  context.diagnostic(
    `${collector.frames} frames of garbage; memory grew by ${(process.memoryUsage.rss() - before) >> 20} MiB with all of them kept`,
  );
});

test('garbage instead of RELP ends its connection only', async (context) => {
  const collector = new Collector();
  const listener = createRelpListener(STREAM, collector.parts);
  const { port } = await listener.start();
  context.after(() => listener.stop());
  const good = await dial(context, port);
  good.write('1 open 14 relp_version=0\n');
  const bad = await Promise.all(Array.from({ length: 20 }, () => dial(context, port)));
  for (const socket of bad) socket.write(Buffer.alloc(100_000, 'no RELP '));
  await until(() => collector.refusals.get('bad-framing') === 20);
  good.write('2 syslog 4 good\n');
  await until(() => collector.frames === 1);
});

test('a peer that closed its half is heard to its end, one that vanished in a frame is given up', async (context) => {
  const { collector, port } = await listenTcp(context, { idleTimeoutMs: 300 });
  const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  half.end('<134>last words');
  await until(() => collector.frames === 1);
  const vanished = await dial(context, port);
  vanished.write('<134>then noth');
  await sleep(350);
  await until(() => collector.refusals.get('idle-timeout') === 1);
  await until(() => collector.connections === 0);
  half.destroy();
});
