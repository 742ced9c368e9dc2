/**
 * Measures receiving and puts the figures at the end of bench/results.md. After `tsc -b bench`:
 *   node bench/dist/serve-alone.js [--events N] [--pairs K] [--folder DIR]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './files.js';
import { makeInput } from './input.js';
import { describeMachine } from './machine.js';
import type { Load } from './measure.js';
import { type Part, part, shown } from './results.js';
import { runServe, type Served, type Traffic } from './serve-ours.js';
import { prepareTcpPeer } from './serve-peer.js';
import { spreadOf } from './statistics.js';
import { figure, percent, spread, table } from './table.js';

const HEADING = '## Receiving';
const MILLION = 1_000_000;
const SECONDS = 10;
const PACED = 20_000;
const DATAGRAMS = 100_000;
const MIB = 2 ** 20;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '3' },
    folder: { type: 'string', default: join(tmpdir(), 'gatehouse-bench') },
  },
});

function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}

interface ServePair {
  readonly ours: Served;
  readonly theirs: Load;
}

async function measure(folder: string, events: number, pairs: number) {
  mkdirSync(folder, { recursive: true });
  const input = await makeInput({ folder, events, copy: 0 });
  const data = join(folder, 'serve-store');
  const traffic = (more: Pick<Traffic, 'how'> & Partial<Traffic>): Traffic => ({
    file: input.path,
    lines: (more.perSecond ?? 0) * SECONDS || input.events,
    ...(more.perSecond !== undefined && { seconds: SECONDS }),
    ...more,
  });
  say('rsyslog, for the size of its output');
  const found: Part<readonly ServePair[]> = await part(async () => {
    const peer = await prepareTcpPeer(input, folder);
    const made: ServePair[] = [];
    for (let number = 1; number <= pairs; number++) {
      say(`pair ${number} of ${pairs}`);
      made.push({ ours: await runServe(traffic({ how: 'tcp' }), data), theirs: await peer.run() });
    }
    return made;
  });
  say(`${PACED} a second`);
  const paced = await part(() => runServe(traffic({ how: 'paced', perSecond: PACED }), data));
  say(`${DATAGRAMS} datagrams a second`);
  const udp = await part(() =>
    runServe(traffic({ how: 'udp', perSecond: DATAGRAMS, receiveBufferBytes: 32 * MIB }), data),
  );
  return { input, pairs: found, paced, udp };
}

function pairsText(pairs: readonly ServePair[], events: number): string {
  const ours = pairs.map((pair) => pair.ours);
  const theirs = pairs.map((pair) => pair.theirs);
  const row = (name: string, runs: readonly Load[]) => [
    name,
    spread(spreadOf(runs.map((run) => events / run.wallS))),
    spread(spreadOf(runs.map((run) => (run.cpuS / events) * MILLION)), 1),
    spread(spreadOf(runs.map((run) => run.peakMib))),
    percent(Math.max(...runs.map((run) => run.foreign))),
  ];
  const rows = [
    row('`gatehouse serve`, until stored and searchable', ours),
    row('rsyslog + mmnormalize to JSON lines', theirs),
  ];
  const ratio = (pick: (run: Load) => number) =>
    spread(spreadOf(pairs.map((pair) => pick(pair.theirs) / pick(pair.ours))), 2);
  const head = ['TCP, as fast as it is taken', 'events/s', 'CPU s per million', 'peak MiB', 'others, at most'];
  const taken = spread(spreadOf(ours.map((run) => events / run.sentS)));
  return [
    table(head, rows),
    `Ratios pair by pair: ${ratio((run) => run.wallS)} times the events/s of rsyslog, with 1/${ratio((run) => run.cpuS)} of its CPU time. Durable in the journal: ${taken} events/s. "Others" includes the sender.`,
  ].join('\n\n');
}

function pacedText({ delayP99S, cpuS, peakMib, wallS }: Served): string {
  return (
    `${figure(PACED)} events/s over TCP for ${SECONDS} s: searchable ${figure(delayP99S ?? Number.NaN, 2)} s after receipt at p99; ` +
    `${figure((cpuS / wallS) * 100)} % of one core, peak ${figure(peakMib)} MiB.`
  );
}

function udpText({ received, kernelDrops, cpuS, peakMib, sentS }: Served): string {
  const sent = DATAGRAMS * SECONDS;
  return (
    `${figure(sent)} datagrams, ${figure(sent / sentS)} a second: ${figure(received)} received, ${figure(sent - received)} lost, ` +
    `${figure(kernelDrops)} of them counted by the kernel; receive buffer asked for: 32 MiB; ${figure(cpuS, 1)} CPU s, peak ${figure(peakMib)} MiB.`
  );
}

const machine = describeMachine();
const { input, pairs, paced, udp } = await measure(values.folder, Number(values.events), Number(values.pairs));
const text = [
  HEADING,
  `${machine.date} UTC, commit ${machine.commit}: \`node bench/dist/serve-alone.js ${process.argv.slice(2).join(' ')}\``,
  shown(pairs, (found) => pairsText(found, input.events)),
  shown(paced, pacedText),
  shown(udp, udpText),
].join('\n\n');
const path = `${repositoryRoot}bench/results.md`;
const before = readFileSync(path, 'utf8').split(`\n${HEADING}\n`)[0] ?? '';
writeFileSync(path, `${before.trimEnd()}\n\n${text}\n`);
process.stdout.write(`${text}\n`);
