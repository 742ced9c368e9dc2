import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { type TestContext, test } from 'node:test';
import { Collector, until } from './collector.test.js';
import { createUdpListener, type UdpConfig } from './udp.js';

const CONFIG: UdpConfig = {
  sourceId: 'udp-test',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: [],
  maxFrameBytes: 1000,
  receiveBufferBytes: 65_536,
};

async function listen(context: TestContext, config: Partial<UdpConfig> = {}) {
  const collector = new Collector();
  const listener = createUdpListener({ ...CONFIG, ...config }, collector.parts);
  const { port } = await listener.start();
  const stop = () => listener.stop();
  const send = async (datagrams: readonly string[], type: 'udp4' | 'udp6' = 'udp4') => {
    const socket = createSocket(type);
    context.after(() => socket.close());
    const host = type === 'udp4' ? '127.0.0.1' : '::1';
    for (const datagram of datagrams)
      await new Promise<void>((resolve, reject) =>
        socket.send(datagram, port, host, (error) => (error === null ? resolve() : reject(error))),
      );
  };
  return { collector, listener, send, stop };
}

test('datagrams of one sender are handed over together, lines in them apart', async (context) => {
  const { collector, send, stop } = await listen(context);
  context.after(stop);
  await send(['<13>one', '<13>two\n<13>three\n', '', '\n', '<13>four\0']);
  await until(() => collector.frames === 4, { seen: () => collector.texts });
  assert.deepEqual(collector.texts, ['<13>one', '<13>two', '<13>three', '<13>four']);
  assert.ok(collector.received.length < 4, 'nothing was batched');
  const [first] = collector.received;
  assert.equal(first?.canWait, false);
  assert.equal(first.peer, '127.0.0.1');
  assert.equal(collector.counted, 4);
});

test('a datagram above the limit is cut and its length kept', async (context) => {
  const { collector, send, stop } = await listen(context, { maxFrameBytes: 10 });
  context.after(stop);
  await send(['x'.repeat(50)]);
  await until(() => collector.frames === 1);
  const frame = collector.received[0]?.frames[0];
  assert.deepEqual(
    { length: frame?.bytes.length, originalLength: frame?.originalLength },
    { length: 10, originalLength: 50 },
  );
});

test('IPv6, and IPv4 on a socket for both', async (context) => {
  const { collector, send, stop } = await listen(context, { address: '::' });
  context.after(stop);
  await send(['six'], 'udp6');
  await send(['four']);
  await until(() => collector.frames === 2);
  assert.deepEqual(collector.received.map(({ peer }) => peer).sort(), ['127.0.0.1', '::1']);
});

test('senders outside the allowed networks are refused', async (context) => {
  const { collector, send, stop } = await listen(context, { allowedPeers: ['192.0.2.0/24'] });
  context.after(stop);
  await send(['one', 'two']);
  await until(() => collector.refusals.get('peer-not-allowed') === 2);
  assert.equal(collector.frames, 0);
});

test('a receive buffer that the system does not grant is told', async (context) => {
  const granted = await listen(context);
  context.after(granted.stop);
  assert.equal(granted.listener.receiveBufferBytes, 65_536);
  assert.deepEqual(granted.collector.logged, []);
  const refused = await listen(context, { receiveBufferBytes: 1 << 30 });
  context.after(refused.stop);
  if (process.platform !== 'linux') return;
  assert.ok(refused.listener.receiveBufferBytes < 1 << 30);
  assert.equal(refused.collector.logged.length, 1);
});

test('what the sink refuses is counted as received, and is no failure', async (context) => {
  const { collector, send, stop } = await listen(context);
  collector.durability = 'refused';
  await send(['one', 'two']);
  await until(() => collector.counted === 2);
  await stop();
  assert.deepEqual(collector.logged, []);
});

test('stopping hands over what has arrived', async (context) => {
  const { collector, send, stop } = await listen(context);
  await send(Array.from({ length: 50 }, (_, index) => `message ${index}`));
  await stop();
  assert.equal(collector.frames, 50);
});

test('a port that is taken is told with a remedy', async (context) => {
  const { collector, stop } = await listen(context);
  context.after(stop);
  const first = createUdpListener(CONFIG, collector.parts);
  const { port } = await first.start();
  context.after(() => first.stop());
  await assert.rejects(createUdpListener({ ...CONFIG, port }, collector.parts).start(), {
    code: 'listener.address-in-use',
  });
});
