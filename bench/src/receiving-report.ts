/** The section about receiving, as Markdown. */
import type { Load } from './measure.js';
import { DATAGRAMS, PACED, type Receiving, type ServePair } from './receiving.js';
import { type Part, shown } from './results.js';
import type { Served } from './serve-ours.js';
import { spreadOf } from './statistics.js';
import { figure, percent, spread, table } from './table.js';

export const RECEIVING = '## Receiving';
const MILLION = 1_000_000;

export function receivingText(receiving: Part<Receiving>): string {
  return shown(receiving, ({ events, seconds, pairs, paced, udp }) =>
    [
      shown(pairs, (found) => pairsText(found, events)),
      shown(paced, (run) => pacedText(run, seconds)),
      shown(udp, (run) => udpText(run, seconds)),
    ].join('\n\n'),
  );
}

/** The section in the place of the one before, or behind everything else. */
export function withReceiving(text: string, section: string): string {
  const before = text.split(`\n${RECEIVING}\n`)[0] ?? '';
  return `${before.trimEnd()}\n\n${RECEIVING}\n\n${section}\n`;
}

function pairsText(pairs: readonly ServePair[], events: number): string {
  const ours = pairs.map((pair) => pair.ours);
  const both = pairs.flatMap(({ ours: mine, theirs }) => (theirs === undefined ? [] : [{ ours: mine, theirs }]));
  const row = (name: string, runs: readonly Load[]) => [
    name,
    spread(spreadOf(runs.map((run) => events / run.wallS))),
    spread(spreadOf(runs.map((run) => (run.cpuS / events) * MILLION)), 1),
    spread(spreadOf(runs.map((run) => run.peakMib))),
    percent(Math.max(...runs.map((run) => run.foreign))),
  ];
  const rows = [row('`gatehouse serve`, until stored and searchable', ours)];
  const peers = both.map(({ theirs }) => theirs);
  if (peers.length > 0) rows.push(row('rsyslog + mmnormalize to JSON lines', peers));
  const ratio = (pick: (run: Load) => number) =>
    spread(spreadOf(both.map((pair) => pick(pair.theirs) / pick(pair.ours))), 2);
  const head = ['TCP, as fast as it is taken', 'events/s', 'CPU s per million', 'peak MiB', 'others, at most'];
  const taken = spread(spreadOf(ours.map((run) => events / run.sentS)));
  const own = `Peak without pages of files (program, journal): ${spread(spreadOf(ours.map((run) => run.ownPeakMib)))} MiB.`;
  const ratios =
    both.length === 0
      ? 'No peer, no ratio.'
      : `Ratios pair by pair: ${ratio((run) => run.wallS)} times the events/s of rsyslog, with 1/${ratio((run) => run.cpuS)} of its CPU time.`;
  return [
    table(head, rows),
    `${ratios} Durable in the journal: ${taken} events/s. ${own} "Others" includes the sender.`,
  ].join('\n\n');
}

function pacedText({ delayP99S, cpuS, peakMib, wallS }: Served, seconds: number): string {
  return (
    `${figure(PACED)} events/s over TCP for ${seconds} s: searchable ${figure(delayP99S ?? Number.NaN, 2)} s after receipt at p99; ` +
    `${figure((cpuS / wallS) * 100)} % of one core, peak ${figure(peakMib)} MiB.`
  );
}

function udpText({ received, kernelDrops, cpuS, peakMib, sentS }: Served, seconds: number): string {
  const sent = DATAGRAMS * seconds;
  return (
    `${figure(sent)} datagrams, ${figure(sent / sentS)} a second: ${figure(received)} received, ${figure(sent - received)} lost, ` +
    `${figure(kernelDrops)} of them counted by the kernel; receive buffer asked for: 32 MiB; ${figure(cpuS, 1)} CPU s, peak ${figure(peakMib)} MiB.`
  );
}
