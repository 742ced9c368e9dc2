// SIGKILL at random moments under load, and what must hold afterwards. The tests run ten rounds; for a hundred: scripts/crash-rounds.mjs.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { journalFolder } from '../journal/journal-tables.js';
import { openLmdbJournal } from '../journal/lmdb-journal.js';
import { startRelp, startTcp } from './senders.test.js';
import { freePort, Served } from './served.test.js';

export interface CrashOptions {
  readonly folder: string;
  readonly rounds: number;
  readonly perSecond: number;
  /** Milliseconds after the server listens, at most, until it is killed. */
  readonly longestMs: number;
  readonly say?: (text: string) => void;
}

export interface CrashResult {
  readonly relp: {
    readonly sent: number;
    readonly stored: number;
    readonly duplicates: number;
    readonly missing: number;
  };
  readonly tcp: {
    readonly sent: number;
    readonly stored: number;
    readonly duplicates: number;
    /** Lines that were in the journal of a dead server and are not stored. */
    readonly missing: number;
  };
}

const MINIMUM_MS = 50;

export async function crashRounds({ folder, rounds, perSecond, longestMs, say }: CrashOptions): Promise<CrashResult> {
  const [relpPort, tcpPort] = [await freePort(), await freePort()];
  const served = await Served.prepare({
    folder,
    listeners: [`id: relp, kind: relp, port: ${relpPort}`, `id: tcp, kind: tcp, port: ${tcpPort}`],
  });
  const relp = startRelp({ port: relpPort, device: 'adc-relp', perSecond });
  const tcp = startTcp({ port: tcpPort, device: 'adc-tcp', perSecond });
  const journaled = new Set<number>();
  try {
    for (let round = 1; round <= rounds; round++) {
      await served.start();
      await sleep(randomInt(MINIMUM_MS, longestMs));
      await served.kill();
      for (const number of await numbersInJournal(folder)) journaled.add(number);
      say?.(
        `round ${round}: RELP ${relp.acknowledged()} of ${relp.sent()}, TCP ${tcp.sent()}, in journals ${journaled.size}`,
      );
    }
    await served.start();
    await sleep(MINIMUM_MS);
    await Promise.all([relp.stop(), tcp.stop()]);
    await served.atRest();
    await served.stop();
  } finally {
    await served.kill();
  }
  return resultOf({ served, journaled, relp: relp.sent(), tcp: tcp.sent() });
}

interface Sent {
  readonly served: Served;
  readonly journaled: ReadonlySet<number>;
  readonly relp: number;
  readonly tcp: number;
}

async function resultOf({ served, journaled, ...sent }: Sent): Promise<CrashResult> {
  const relp = await served.numbers('adc-relp');
  const tcp = await served.numbers('adc-tcp');
  const [relpStored, tcpStored] = [new Set(relp), new Set(tcp)];
  const relpExpected = Array.from({ length: sent.relp }, (_, index) => index + 1);
  return {
    relp: {
      sent: sent.relp,
      stored: relpStored.size,
      duplicates: relp.length - relpStored.size,
      missing: relpExpected.filter((number) => !relpStored.has(number)).length,
    },
    tcp: {
      sent: sent.tcp,
      stored: tcpStored.size,
      duplicates: tcp.length - tcpStored.size,
      missing: [...journaled].filter((number) => !tcpStored.has(number)).length,
    },
  };
}

const NUMBER = /adc-tcp 0-PPE-0 : default SSLVPN LOGIN (\d+) /g;

/** Message numbers of what came over TCP and waits, or is kept, in the journal of a dead server. */
async function numbersInJournal(folder: string): Promise<number[]> {
  const journal = await openLmdbJournal({
    folder: journalFolder(join(folder, 'data')),
    limitBytes: 2 ** 32,
    onDamaged: (block) => assert.fail(JSON.stringify(block)),
  });
  const { released, last } = journal.facts();
  const numbers: number[] = [];
  const stop = new AbortController();
  if (last === released) stop.abort();
  for await (const { sequence, segments } of journal.read(released + 1, stop.signal)) {
    for (const { bytes } of segments)
      for (const [, number] of Buffer.from(bytes).toString('latin1').matchAll(NUMBER)) numbers.push(Number(number));
    if (sequence === last) stop.abort();
  }
  await journal.close();
  return numbers;
}
