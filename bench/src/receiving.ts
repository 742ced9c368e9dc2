/** Measures receiving: TCP beside rsyslog in turn, a steady rate, datagrams. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Input, makeInput } from './input.js';
import type { Load } from './measure.js';
import type { BenchOptions } from './options.js';
import { type Part, part } from './results.js';
import { runServe, type Served, type Traffic } from './serve-ours.js';
import { prepareTcpPeer, type TcpPeer } from './serve-peer.js';

const SECONDS = 10;
export const PACED = 20_000;
export const DATAGRAMS = 100_000;
const MIB = 2 ** 20;

export interface ServePair {
  readonly ours: Served;
  readonly theirs: Load | undefined;
}

export interface Receiving {
  readonly events: number;
  readonly seconds: number;
  readonly pairs: Part<readonly ServePair[]>;
  readonly paced: Part<Served>;
  readonly udp: Part<Served>;
}

type Options = Pick<BenchOptions, 'folder' | 'events' | 'pairs' | 'peer'>;

export async function measureReceiving(options: Options, say: (text: string) => void): Promise<Receiving> {
  const { folder, events } = options;
  mkdirSync(folder, { recursive: true });
  const input = await makeInput({ folder, events, copy: 0 });
  const data = join(folder, 'serve-store');
  const traffic = (more: Pick<Traffic, 'how'> & Partial<Traffic>): Traffic => ({
    file: input.path,
    lines: (more.perSecond ?? 0) * SECONDS || input.events,
    ...(more.perSecond !== undefined && { seconds: SECONDS }),
    ...more,
  });
  const pairs = await part(() => runPairs(options, input, { run: () => runServe(traffic({ how: 'tcp' }), data), say }));
  say(`receiving: ${PACED} a second`);
  const paced = await part(() => runServe(traffic({ how: 'paced', perSecond: PACED }), data));
  say(`receiving: ${DATAGRAMS} datagrams a second`);
  const datagrams = traffic({ how: 'udp', perSecond: DATAGRAMS, receiveBufferBytes: 32 * MIB });
  const udp = await part(() => runServe(datagrams, data));
  return { events: input.events, seconds: SECONDS, pairs, paced, udp };
}

interface Ours {
  run(): Promise<Served>;
  say(text: string): void;
}

async function runPairs({ folder, pairs, peer }: Options, input: Input, { run, say }: Ours): Promise<ServePair[]> {
  if (pairs === 0) throw new Error('--pairs 0');
  say('receiving: rsyslog, for the size of its output');
  const theirs: TcpPeer | undefined = peer === 'none' ? undefined : await prepareTcpPeer(input, folder);
  const made: ServePair[] = [];
  for (let number = 1; number <= pairs; number++) {
    say(`receiving: pair ${number} of ${pairs}`);
    made.push({ ours: await run(), theirs: await theirs?.run() });
  }
  return made;
}
