import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Collector, until } from './collector.test.js';
import { createRelpListener, type RelpConfig } from './relp.js';

const CONFIG: RelpConfig = {
  sourceId: 'relp-test',
  address: '127.0.0.1',
  port: 0,
  allowedPeers: [],
  maxFrameBytes: 100,
  maxConnections: 10,
  idleTimeoutMs: 60_000,
};

const OPEN = frame(1, 'open', 'relp_version=0\nrelp_software=made-up\ncommands=syslog');
const OPENED = '1 rsp 61 200 OK\nrelp_version=0\nrelp_software=gatehouse\ncommands=syslog\n';

function frame(transaction: number, command: string, data = ''): string {
  return `${transaction} ${command} ${data.length}${data === '' ? '' : ` ${data}`}\n`;
}

async function talk(context: TestContext) {
  const collector = new Collector();
  const listener = createRelpListener(CONFIG, collector.parts);
  const { port } = await listener.start();
  context.after(() => listener.stop());
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  context.after(() => socket.destroy());
  await once(socket, 'connect');
  const heard = { text: '', isClosed: false };
  socket.on('data', (chunk: Buffer) => (heard.text += chunk.toString('latin1')));
  socket.on('close', () => {
    heard.isClosed = true;
  });
  return { collector, listener, socket, heard };
}

test('a message is answered when it is durable, not before', async (context) => {
  const { collector, socket, heard } = await talk(context);
  collector.durability = 'later';
  socket.write(OPEN + frame(2, 'syslog', '<13>one') + frame(3, 'syslog', '<13>two\n'));
  await until(() => collector.frames === 2);
  await sleep(30);
  assert.equal(heard.text, OPENED);
  collector.settle();
  await until(() => heard.text.endsWith('3 rsp 6 200 OK\n'));
  assert.equal(heard.text, `${OPENED}2 rsp 6 200 OK\n3 rsp 6 200 OK\n`);
  assert.deepEqual(collector.texts, ['<13>one', '<13>two']);
});

test('close is answered after everything before it', async (context) => {
  const { collector, socket, heard } = await talk(context);
  collector.durability = 'later';
  socket.write(OPEN + frame(2, 'syslog', '<13>one') + frame(3, 'close'));
  await until(() => collector.frames === 1);
  await sleep(20);
  assert.equal(heard.text, OPENED);
  collector.settle();
  await until(() => heard.isClosed);
  assert.equal(heard.text, `${OPENED}2 rsp 6 200 OK\n3 rsp 0\n0 serverclose 0\n`);
});

for (const durability of ['never', 'refused'] as const)
  test(`what is ${durability === 'never' ? 'never durable' : 'refused'} is not answered: the connection ends`, async (context) => {
    const { collector, socket, heard } = await talk(context);
    collector.durability = durability;
    socket.write(OPEN + frame(2, 'syslog', '<13>one'));
    await until(() => heard.isClosed);
    assert.equal(heard.text, OPENED);
  });

test('blank messages are answered and are none; long ones are cut', async (context) => {
  const { collector, socket, heard } = await talk(context);
  socket.write(OPEN + frame(2, 'syslog') + frame(3, 'syslog', ' \n') + frame(4, 'syslog', 'x'.repeat(200)));
  await until(() => heard.text.endsWith('4 rsp 6 200 OK\n'));
  assert.equal(heard.text, `${OPENED}2 rsp 6 200 OK\n3 rsp 6 200 OK\n4 rsp 6 200 OK\n`);
  assert.deepEqual(
    collector.received.flatMap(({ frames }) =>
      frames.map(({ bytes, originalLength }) => [bytes.length, originalLength]),
    ),
    [[100, 200]],
  );
});

test('unknown commands, and messages before open, are declined', async (context) => {
  const { collector, socket, heard } = await talk(context);
  socket.write(frame(1, 'syslog', '<13>early') + frame(2, 'starttls'));
  await until(() => heard.text.split('\n').length === 3);
  assert.equal(heard.text, '1 rsp 25 500 command not supported\n2 rsp 25 500 command not supported\n');
  assert.equal(collector.frames, 0);
});

test('broken framing ends the connection after what came before it', async (context) => {
  const { collector, socket, heard } = await talk(context);
  socket.write(`${OPEN}${frame(2, 'syslog', '<13>one')}<134>no RELP at all\n`);
  await until(() => heard.isClosed);
  assert.deepEqual([...collector.refusals], [['bad-framing', 1]]);
  assert.equal(heard.text, `${OPENED}2 rsp 6 200 OK\n`);
});

test('stopping answers what becomes durable and what is under way, then says goodbye', async (context) => {
  const { collector, listener, socket, heard } = await talk(context);
  collector.durability = 'later';
  socket.write(OPEN + frame(2, 'syslog', '<13>one'));
  await until(() => collector.frames === 1);
  const stopping = listener.stop();
  socket.write(frame(3, 'syslog', '<13>under way'));
  await until(() => collector.frames === 2);
  collector.settle();
  await stopping;
  await until(() => heard.isClosed);
  assert.equal(heard.text, `${OPENED}2 rsp 6 200 OK\n3 rsp 6 200 OK\n0 serverclose 0\n`);
});

test('a client that never pauses is stopped all the same, and keeps what was not answered', async (context) => {
  const { collector, listener, socket, heard } = await talk(context);
  socket.write(OPEN);
  let sent = 1;
  const sending = setInterval(() => socket.write(frame(++sent, 'syslog', '<13>more')), 5);
  context.after(() => clearInterval(sending));
  await until(() => collector.frames > 0);
  await listener.stop();
  await until(() => heard.isClosed);
  const answers = Array.from({ length: collector.frames }, (_, index) => `${index + 2} rsp 6 200 OK\n`);
  assert.equal(heard.text, `${OPENED}${answers.join('')}0 serverclose 0\n`);
});
