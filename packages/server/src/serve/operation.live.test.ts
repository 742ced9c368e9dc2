/** What an operator does to a running server: reload, renew certificates, stop it under load. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { makeCertificates, missingCommand } from '../receive/programs.test.js';
import { startRelp, startTcp } from './senders.test.js';
import { freePort, loginLine, Served } from './served.test.js';

const place = mkdtempSync(join(tmpdir(), 'gatehouse-operation-'));
after(() => rmSync(place, { recursive: true, force: true }));

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function send(port: number, lines: readonly string[]): Promise<void> {
  const socket = connectTcp(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.end(lines.map((line) => `${line}\n`).join(''));
    socket.resume();
  });
}

async function isOpen(port: number): Promise<boolean> {
  return send(port, []).then(
    () => true,
    () => false,
  );
}

/** Name and number of the certificate that a server shows. */
function certificateAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

test('SIGHUP: listeners come, go and change, under load; what cannot be used changes nothing', async (context) => {
  const [kept, gone, moved, movedTo, added] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const keptListener = `id: kept, kind: relp, port: ${kept}`;
  const served = await Served.prepare({
    folder: join(place, 'reload'),
    listeners: [keptListener, `id: gone, kind: tcp, port: ${gone}`, `id: moved, kind: tcp, port: ${moved}`],
  });
  context.after(() => served.kill());
  await served.start();
  const relp = startRelp({ port: kept, device: 'adc-kept', perSecond: 2000 });
  await send(
    gone,
    upTo(500).map((number) => loginLine('adc-gone', number)),
  );
  await send(
    moved,
    upTo(500).map((number) => loginLine('adc-moved', number)),
  );
  const reloaded = async (message: string) => {
    const before = served.logged(message).length;
    served.hangUp();
    await served.until(() => served.logged(message).length > before);
  };
  const better = [keptListener, `id: moved, kind: tcp, port: ${movedTo}`, `id: added, kind: tcp, port: ${added}`];
  served.configure({ listeners: better });
  await reloaded('configuration read again');
  await send(
    added,
    upTo(10).map((number) => loginLine('adc-added', number)),
  );
  await send(movedTo, [loginLine('adc-moved', 501)]);
  assert.deepEqual([await isOpen(gone), await isOpen(moved)], [false, false]);
  served.configure({ listeners: ['id: kept, kind: carrier-pigeon'] });
  await reloaded('the configuration cannot be used; what was in force stays in force');
  served.configure({
    listeners: [`id: kept, kind: relp, port: ${kept}`, `id: added, kind: tcp, port: ${movedTo}`, better[1] ?? ''],
  });
  await reloaded('the configuration cannot be used; what was in force stays in force');
  await send(
    added,
    upTo(10).map((number) => loginLine('adc-added', number + 10)),
  );
  await relp.stop();
  const { listeners } = await served.atRest();
  assert.deepEqual(
    listeners.map(({ id, address }) => [id, address]),
    [
      ['kept', `127.0.0.1:${kept}`],
      ['gone', null],
      ['moved', `127.0.0.1:${movedTo}`],
      ['added', `127.0.0.1:${added}`],
    ],
  );
  await served.stop();
  assert.deepEqual(await served.numbers('adc-kept'), upTo(relp.sent()));
  assert.deepEqual(await served.numbers('adc-gone'), upTo(500));
  assert.deepEqual(await served.numbers('adc-moved'), upTo(501));
  assert.deepEqual(await served.numbers('adc-added'), upTo(20));
});

test('SIGHUP: a listener whose new port is taken goes on with the old one, the others are taken over', async (context) => {
  const [here, taken, other] = [await freePort(), await freePort(), await freePort()];
  const holder = await Served.prepare({
    folder: join(place, 'holder'),
    listeners: [`id: holder, kind: tcp, port: ${taken}`],
  });
  const served = await Served.prepare({
    folder: join(place, 'taken'),
    listeners: [`id: here, kind: tcp, port: ${here}`],
  });
  context.after(() => Promise.all([holder.kill(), served.kill()]));
  const started = Promise.all([holder.start(), served.start()]);
  await served.until(() => served.logged().length > 0);
  served.hangUp();
  await started;
  await served.until(() => served.logged('configuration read again').length === 1);
  served.configure({ listeners: [`id: here, kind: tcp, port: ${taken}`, `id: other, kind: tcp, port: ${other}`] });
  served.hangUp();
  await served.until(() => served.logged('configuration read again, but for some listeners').length === 1);
  assert.deepEqual([await isOpen(here), await isOpen(other)], [true, true]);
});

test('SIGHUP: a renewed certificate is shown, one that cannot be used is not', {
  skip: missingCommand('openssl') ?? false,
}, async (context) => {
  const [first, second] = ['first', 'second'].map((name) => {
    mkdirSync(join(place, name));
    return makeCertificates(join(place, name)).server;
  });
  assert.ok(first !== undefined && second !== undefined);
  const port = await freePort();
  const folder = join(place, 'renewed');
  mkdirSync(folder);
  const use = (certificate: string, key: string) => {
    copyFileSync(certificate, join(folder, 'server.pem'));
    copyFileSync(key, join(folder, 'server.key'));
  };
  use(first.certificate, first.key);
  const tls = 'tls: { certificate: server.pem, key: server.key }';
  const served = await Served.prepare({ folder, listeners: [`id: tls, kind: tls, port: ${port}, ${tls}`] });
  context.after(() => served.kill());
  await served.start();
  const before = await certificateAt(port);
  use(second.certificate, second.key);
  served.hangUp();
  await served.until(async () => (await certificateAt(port)) !== before);
  const after = await certificateAt(port);
  use(first.certificate, second.key);
  served.hangUp();
  await served.until(() => served.logged('its certificate stays as it was').length === 1);
  assert.equal(await certificateAt(port), after);
});

test('a stop under load takes less than ten seconds and loses nothing that was acknowledged', async (context) => {
  const [relpPort, tcpPort] = [await freePort(), await freePort()];
  const served = await Served.prepare({
    folder: join(place, 'stopped'),
    listeners: [`id: relp, kind: relp, port: ${relpPort}`, `id: tcp, kind: tcp, port: ${tcpPort}`],
  });
  context.after(() => served.kill());
  await served.start();
  const relp = startRelp({ port: relpPort, device: 'adc-relp', perSecond: 10_000 });
  const tcp = startTcp({ port: tcpPort, device: 'adc-tcp', perSecond: 10_000 });
  await sleep(1500);
  const tookMs = await served.stop();
  context.diagnostic(`stopped in ${tookMs} ms with ${relp.acknowledged()} acknowledged`);
  assert.ok(tookMs < 10_000, `${tookMs} ms`);
  assert.equal(served.logged('stopped').length, 1);
  await served.start();
  await Promise.all([relp.stop(), tcp.stop()]);
  await served.atRest();
  await served.stop();
  assert.deepEqual(await served.numbers('adc-relp'), upTo(relp.sent()));
  const overTcp = await served.numbers('adc-tcp');
  assert.equal(new Set(overTcp).size, overTcp.length);
});
