import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { endianness } from 'node:os';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { dropsOf, readKernelDrops } from './kernel-drops.js';

const TITLES =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const ROW = (local: string, drops: number) =>
  `  901: ${local} 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 71001 2 0000000000000000 ${drops}  `;

const tables: readonly [string, string, number | null][] = [
  ['0100007F:158A', '127.0.0.1', 17],
  ['00000000:158A', '0.0.0.0', 17],
  ['0A0200C0:158A', '192.0.2.10', 17],
  ['0A0200C0:158B', '192.0.2.10', null],
  ['00000000:158A', '192.0.2.10', null],
  ['00000000000000000000000000000000:158A', '::', 17],
  ['00000000000000000000000001000000:158A', '::1', 17],
  ['B80D0120000000000000000001000000:158A', '2001:db8::1', 17],
  ['B80D012001000200030004000A0200C0:158A', '2001:db8:2:1:4:3:192.0.2.10', 17],
  ['B80D012001000200030004000A0200C0:158A', '2001:db8:1:2:3:4:192.0.2.10', null],
  ['0000000000000000FFFF00000A0200C0:158A', '::ffff:192.0.2.10', 17],
  ['000080FE00000000000000000100FE00:158A', 'fe80::fe:1%eth0', 17],
  ['000080FE0000000000000000010000FE:158A', 'fe80::fe00:1%eth0', 17],
];

for (const [local, address, drops] of tables) {
  test(`${local} ${drops === null ? 'is not' : 'is'} ${address}`, { skip: endianness() === 'BE' }, () => {
    const table = [TITLES, ROW('00000000:0035', 99), ROW(local, 17), ''].join('\n');
    assert.equal(dropsOf(table, { address, port: 5514 }), drops);
  });
}

test('sockets that share a port count together', { skip: endianness() === 'BE' }, () => {
  const table = [TITLES, ROW('0100007F:158A', 2), ROW('0100007F:158A', 3)].join('\n');
  assert.equal(dropsOf(table, { address: '127.0.0.1', port: 5514 }), 5);
});

const SENT = 400;
const isUntold = !existsSync('/proc/net/udp') && 'this system has no /proc/net/udp';

for (const [type, address] of [
  ['udp4', '127.0.0.1'],
  ['udp6', '::1'],
] as const) {
  test(`a full buffer of a real ${type} socket shows`, { skip: isUntold }, async (t) => {
    const socket = createSocket({ type, recvBufferSize: 4096 });
    const sender = createSocket(type);
    t.after(() => Promise.all([socket, sender].map((one) => new Promise<void>((done) => one.close(() => done())))));
    const bound = await bind(socket, address);
    if (bound === null) return t.skip(`${address} cannot be bound here`);
    assert.equal(await readKernelDrops(bound), 0);
    let received = 0;
    socket.on('message', () => received++);
    // The event loop reads nothing before it has sent these, so that all but the first few find the buffer full.
    for (let index = 0; index < SENT; index++) sender.send(Buffer.alloc(512), bound.port, address);
    const deadline = Date.now() + 5000;
    while (received + ((await readKernelDrops(bound)) ?? 0) < SENT && Date.now() < deadline) await setImmediate();
    const drops = await readKernelDrops(bound);
    assert.ok(received < SENT, 'the buffer was large enough for all: this test shows nothing');
    assert.equal(drops, SENT - received);
  });
}

async function bind(socket: ReturnType<typeof createSocket>, address: string) {
  const listening = once(socket, 'listening').then(() => ({ address, port: socket.address().port }));
  const failed = once(socket, 'error').then(() => null);
  socket.bind(0, address);
  return Promise.race([listening, failed]);
}
