import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Collector, until } from './collector.test.js';
import type { StreamConfig } from './stream-listener.js';
import { createTcpListener } from './tcp.js';

const CONFIG: StreamConfig = {
  sourceId: 'tcp-test',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: [],
  maxFrameBytes: 65_536,
  maxConnections: 100,
  idleTimeoutMs: 60_000,
};

async function listen(context: TestContext, config: Partial<StreamConfig> = {}) {
  const collector = new Collector();
  const listener = createTcpListener({ ...CONFIG, ...config }, collector.parts);
  const { port, address } = await listener.start();
  context.after(() => listener.stop());
  const dial = async (host = '127.0.0.1'): Promise<Socket> => {
    const socket = connect({ port, host, allowHalfOpen: true });
    socket.on('error', () => {});
    context.after(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  return { collector, listener, port, address, dial };
}

/** The other side has closed, in order or not. */
async function gone(socket: Socket): Promise<void> {
  socket.resume();
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
}

test('frames arrive with their sender and time, over many segments and mixed framings', async (context) => {
  const { collector, dial } = await listen(context);
  const before = Date.now();
  const socket = await dial();
  socket.setNoDelay(true);
  for (const part of ['<13>on', 'e\n8 <13>', 'four', '<13>five\n']) {
    socket.write(part);
    await sleep(10);
  }
  await until(() => collector.frames === 3);
  assert.deepEqual(collector.texts, ['<13>one', '<13>four', '<13>five']);
  const [first] = collector.received;
  assert.deepEqual(
    { ...first, frames: 1, receivedAt: 0 },
    { sourceId: 'tcp-test', peer: '127.0.0.1', frames: 1, receivedAt: 0, canWait: true },
  );
  assert.ok((first?.receivedAt ?? 0) >= before);
  assert.equal(collector.counted, 3);
  assert.equal(collector.connections, 1);
});

test('over IPv6, and IPv4 on a socket for both', async (context) => {
  const six = await listen(context, { address: '::1' });
  (await six.dial('::1')).end('six\n');
  const both = await listen(context, { address: '::' });
  (await both.dial('127.0.0.1')).end('four\n');
  await until(() => six.collector.frames === 1 && both.collector.frames === 1);
  assert.equal(six.collector.received[0]?.peer, '::1');
  assert.equal(both.collector.received[0]?.peer, '127.0.0.1');
});

test('what stands unfinished when the peer ends, or resets, is handed over', async (context) => {
  const { collector, dial } = await listen(context);
  (await dial()).end('one\ntwo');
  await until(() => collector.frames === 2);
  const socket = await dial();
  socket.write('three');
  await until(() => collector.connections === 1);
  await sleep(30);
  socket.resetAndDestroy();
  await until(() => collector.frames === 3);
  assert.deepEqual(collector.texts, ['one', 'two', 'three']);
  await until(() => collector.connections === 0);
});

test('senders outside the allowed networks are refused', async (context) => {
  const { collector, dial } = await listen(context, { allowedPeers: ['192.0.2.0/24'] });
  const socket = await dial();
  socket.write('one\n');
  await gone(socket);
  assert.deepEqual([...collector.refusals], [['peer-not-allowed', 1]]);
  assert.equal(collector.frames, 0);
});

test('more connections than allowed are refused, and let in when others close', async (context) => {
  const { collector, dial } = await listen(context, { maxConnections: 2 });
  const [first] = [await dial(), await dial()];
  const third = await dial();
  await gone(third);
  assert.deepEqual([...collector.refusals], [['too-many-connections', 1]]);
  first.destroy();
  await until(() => collector.connections === 1);
  (await dial()).write('in\n');
  await until(() => collector.frames === 1);
});

test('a sender that drips or stops in the middle of a frame is given up; one that is silent between frames is not', async (context) => {
  const { collector, dial } = await listen(context, { idleTimeoutMs: 300 });
  const [silent, between, stalled, dripping] = [await dial(), await dial(), await dial(), await dial()];
  between.write('whole\n');
  stalled.write('half');
  const drip = setInterval(() => dripping.write('x'), 20);
  context.after(() => clearInterval(drip));
  await Promise.all([gone(stalled), gone(dripping)]);
  clearInterval(drip);
  assert.deepEqual([...collector.refusals], [['idle-timeout', 2]]);
  await until(() => collector.connections === 2);
  silent.write('still here\n');
  between.write('here too\n');
  await until(() => collector.frames === 5);
  assert.deepEqual(collector.texts.filter((text) => !/^x+$/.test(text)).sort(), [
    'half',
    'here too',
    'still here',
    'whole',
  ]);
});

test('without room nothing is read on, and the time does not count against the sender', async (context) => {
  const { collector, dial } = await listen(context, { idleTimeoutMs: 1000 });
  const socket = await dial();
  collector.shut();
  const line = `${'x'.repeat(999)}\n`;
  const lines = 20_000;
  socket.write(line.repeat(lines));
  await sleep(1500);
  const before = collector.frames;
  assert.ok(before * line.length <= 256 * 1024, `${before} lines were read without room`);
  assert.ok(socket.writableLength > 0);
  collector.open();
  await until(() => collector.frames === lines, { seen: () => collector.frames });
  assert.deepEqual([...collector.refusals], []);
});

test('stopping hands over what has been sent, waits until it is durable, and closes', async (context) => {
  const { collector, listener, dial, port } = await listen(context);
  collector.durability = 'later';
  const socket = await dial();
  socket.write('one\nbegun');
  let isStopped = false;
  const stopping = listener.stop().then(() => {
    isStopped = true;
  });
  await until(() => collector.frames === 2);
  await sleep(50);
  assert.equal(isStopped, false, 'stopped before it was durable');
  collector.settle();
  await stopping;
  assert.deepEqual(collector.texts, ['one', 'begun']);
  const late = connect({ port, host: '127.0.0.1' });
  await assert.rejects(once(late, 'connect'), { code: 'ECONNREFUSED' });
});

test('a port that is taken is told with a remedy', async (context) => {
  const { port, collector } = await listen(context);
  await assert.rejects(createTcpListener({ ...CONFIG, port }, collector.parts).start(), {
    code: 'listener.address-in-use',
  });
});

test('frames that never become durable are told, the connection goes on', async (context) => {
  const { collector, dial } = await listen(context);
  collector.durability = 'never';
  const socket = await dial();
  socket.write('lost\n');
  await until(() => collector.logged.length === 1);
  collector.durability = 'now';
  socket.write('kept\n');
  await until(() => collector.frames === 2);
  assert.deepEqual(collector.logged, ['frames could not be made durable']);
});
