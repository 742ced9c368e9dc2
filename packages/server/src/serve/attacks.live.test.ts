/**
 * The whole server under attack: it stays ready, memory stays within bounds, honest senders are heard at once, and the books balance.
 * Figures are told as diagnostics; docs/decisions/0023 keeps some of them.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Refusal } from '../receive/listener.js';
import { makeCertificates, missingCommand } from '../receive/programs.test.js';
import { ATTACKER, Attack, garbage } from './attacks.test.js';
import { freePort, loginLine, Served } from './served.test.js';
import type { PeerStatus } from './status-report.js';

const MIB = 2 ** 20;
const IDLE = 5000;
/** What the server may take at full speed. */
const MOST_MIB = 1024;
const PATIENCE_MS = 15_000;

const skip = missingCommand('openssl') ?? (process.platform === 'linux' ? false : 'needs 127.0.0.2 and /proc');

type Kind = 'tcp' | 'udp' | 'tls' | 'relp' | 'http';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-attacks-'));
const ports: Record<Kind, number> = { tcp: 0, udp: 0, tls: 0, relp: 0, http: 0 };
let served: Served;
let restMib = 0;
let sent = 0;

/** A new connection of somebody else gets its line through. */
async function honest(): Promise<number> {
  const begin = performance.now();
  const seen = await received('127.0.0.1');
  const socket = connect(ports.tcp, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.end(`${loginLine('adc-honest', ++sent)}\n`);
  await served.until(async () => (await received('127.0.0.1')) > seen, PATIENCE_MS);
  return performance.now() - begin;
}

async function peerOf(address: string, id: string): Promise<PeerStatus | undefined> {
  const { listeners } = await served.status();
  return listeners.find((listener) => listener.id === id)?.peers.find(({ peer }) => peer === address);
}

async function received(address: string): Promise<number> {
  return (await peerOf(address, 'tcp'))?.receivedFrames ?? 0;
}

interface Scene {
  readonly what: string;
  readonly attack: (attack: Attack) => Promise<unknown>;
  /** Holds sooner or later while it goes on. */
  readonly until?: () => Promise<boolean>;
}

async function refusals(id: string, reason: Refusal): Promise<number> {
  const { listeners } = await served.status();
  return listeners.find((listener) => listener.id === id)?.refused[reason] ?? 0;
}

const SCENES: readonly Scene[] = [
  {
    what: 'heads of HTTP requests, byte by byte, on 300 connections',
    attack: (attack) => attack.drip(ports.http, 300, 'GET /readyz HTTP/1.1\r\nX-Slow: '),
  },
  { what: 'messages, byte by byte, on 500 connections', attack: (attack) => attack.drip(ports.tcp, 500, '<134>slow ') },
  {
    what: `${IDLE} idle connections, as many as there may be`,
    attack: (attack) => attack.open(ports.tcp, IDLE + 20),
    until: async () => (await refusals('tcp', 'too-many-connections')) > 0,
  },
  {
    what: 'half-open TLS handshakes on 500 connections',
    attack: async (attack) => {
      await attack.open(ports.tls, 250);
      await attack.send(ports.tls, 250, Buffer.from('16030100c8010000c40303', 'hex'));
    },
  },
  {
    what: 'garbage on every listener',
    attack: async (attack) => {
      const bytes = garbage(MIB);
      for (const kind of ['tcp', 'tls', 'relp', 'http'] as const) await attack.send(ports[kind], 1, bytes);
      await attack.datagrams(
        ports.udp,
        Array.from({ length: 1000 }, (_, n) => bytes.subarray(n * 500, n * 501 + 1)),
      );
    },
    until: async () =>
      (await refusals('relp', 'bad-framing')) >= 1 && (await refusals('tls', 'handshake-failed')) > 500,
  },
  {
    what: 'messages of 15 MiB on 40 connections',
    attack: (attack) =>
      attack.send(ports.tcp, 40, Buffer.concat([Buffer.from('15728640 <134>'), Buffer.alloc(4 * MIB, 'x')])),
  },
  {
    what: 'unfinished messages of 60 KiB on 1,500 connections',
    attack: (attack) => attack.send(ports.tcp, 1500, Buffer.alloc(60 << 10, 'x')),
    until: async () => (await refusals('tcp', 'too-much-unfinished')) > 200,
  },
  {
    what: '400,000 messages of one character',
    attack: (attack) => attack.send(ports.tcp, 4, Buffer.alloc(200_000, 'x\n')),
    until: async () => (await received(ATTACKER)) > 400_000,
  },
];

describe('the server under attack', { skip }, () => {
  before(async () => {
    const { certificate, key } = makeCertificates(folder).server;
    for (const kind of ['tcp', 'udp', 'tls', 'relp'] as const) ports[kind] = await freePort();
    served = await Served.prepare({
      folder,
      listeners: [
        `id: tcp, kind: tcp, port: ${ports.tcp}`,
        `id: udp, kind: udp, port: ${ports.udp}`,
        `id: tls, kind: tls, port: ${ports.tls}, tls: { certificate: ${certificate}, key: ${key} }`,
        `id: relp, kind: relp, port: ${ports.relp}`,
      ],
    });
    ports.http = served.httpPort;
    await served.start();
    restMib = anonymousMib(served.pid);
  });
  after(async () => {
    await served.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { what, attack: begin, until } of SCENES) {
    it(`${what}`, async (context: TestContext) => {
      const attack = new Attack();
      const memory: number[] = [];
      const watch = setInterval(() => memory.push(anonymousMib(served.pid)), 50);
      context.after(() => {
        clearInterval(watch);
        attack.end();
      });
      await begin(attack);
      const times = [await honest(), await honest()];
      if (until !== undefined) await served.until(until, 30_000);
      times.push(await honest());
      const most = Math.max(...memory, anonymousMib(served.pid));
      context.diagnostic(
        `honest line heard after ${times.map((time) => time.toFixed(0)).join(', ')} ms; memory at most ${most} MiB, ${restMib} at rest`,
      );
      assert.ok(most < MOST_MIB, `${most} MiB`);
      assert.equal((await fetch(`http://127.0.0.1:${ports.http}/readyz`)).status, 200);
    });
  }

  it('and all that was received is stored, every honest line once', async () => {
    await served.atRest(undefined, 60_000);
    await served.stop();
    const numbers = await served.numbers('adc-honest');
    assert.deepEqual(
      numbers,
      Array.from({ length: sent }, (_, index) => index + 1),
    );
  });
});

/** Without pages of files, which the journal maps. */
function anonymousMib(pid: number): number {
  const kib = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib) / 1024);
}
