/** The results as Markdown: what was measured on what, tables, and how much the machine was disturbed. */
import { compilingText } from './compiling.js';
import type { EncodeFigures } from './encode-alone.js';
import type { Load } from './measure.js';
import { overHttpText } from './over-http.js';
import { type Pair, ratiosOf } from './pairs.js';
import { RECEIVING, receivingText } from './receiving-report.js';
import { type Part, type Results, shown } from './results.js';
import type { Searches } from './searches.js';
import { quantile, spreadOf } from './statistics.js';
import { figure, percent, spread, table } from './table.js';
import type { Tally } from './truth.js';
import { sessionsText } from './upkeep.js';

const DISTURBED = 0.12;
const MILLION = 1_000_000;

export const SESSIONS = '## Sessions';

/** The report with another text under one of its headings. */
export function withSection(report: string, heading: string, text: string): string {
  const from = report.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`the report has no section ${heading}`);
  const next = report.indexOf('\n## ', from + heading.length);
  const [before, after] = [report.slice(0, from), next < 0 ? '' : report.slice(next)];
  return `${before}\n${heading}\n\n${text}\n${after}`;
}

export function reportText(results: Results): string {
  const sections = [
    '# Measurements',
    'Written by `npm run bench`; why it is measured this way: [0008](../docs/decisions/0008-benchmarks.md).',
    machineText(results),
    '## File to stored, indexed and searchable',
    shown(results.pairs, (pairs) => pairsText(pairs, results)),
    '## Decode, map and encode alone',
    shown(results.encode, encodeText),
    '## Is it right?',
    checksText(results),
    '## Searches',
    shown(results.searches, searchesText),
    '## Searches over HTTP',
    shown(results.overHttp, overHttpText),
    '## From a query to a statement',
    shown(results.compiling, compilingText),
    SESSIONS,
    shown(results.sessions, sessionsText),
    '## Idle',
    shown(
      results.idleMib,
      (mib) => `A command line that waits for its first line, without a store: ${figure(mib)} MiB.`,
    ),
    RECEIVING,
    receivingText(results.receiving),
  ];
  return `${sections.join('\n\n')}\n`;
}

function machineText({ machine, input, command, peerVersion, options }: Results): string {
  const peer = options.peer === 'none' ? 'none' : shown(peerVersion, (version) => `rsyslog ${version}`);
  return [
    `- ${machine.date} UTC, commit ${machine.commit}: \`${command}\``,
    `- ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGib} GiB, Linux ${machine.kernel}`,
    `- Node ${machine.node}, chDB ${machine.chdb}; peer: ${peer}`,
    `- Input: \`${input.command}\`, ${figure(input.bytes / input.events, 1)} bytes per line`,
  ].join('\n');
}

function pairsText(pairs: readonly Pair[], { input, machine }: Results): string {
  const ours = pairs.map((pair) => pair.ours);
  const theirs = pairs.flatMap((pair) => (pair.theirs === undefined ? [] : [pair.theirs]));
  const millions = input.events / MILLION;
  const row = (name: string, runs: readonly Load[]) => [
    name,
    spread(spreadOf(runs.map((run) => input.events / run.wallS))),
    spread(spreadOf(runs.map((run) => run.cpuS / millions)), 1),
    spread(spreadOf(runs.map((run) => run.kernelS / millions)), 1),
    spread(spreadOf(runs.map((run) => run.peakMib))),
    percent(Math.max(...runs.map((run) => run.foreign))),
  ];
  const withMerges = ours.map((run) => (run.cpuS + run.mergeCpuS) / millions);
  const rows = [row('`gatehouse ingest`, until stored and searchable', ours)];
  rows.push(['… with the merges left for later', '', spread(spreadOf(withMerges), 1), '', '', '']);
  if (theirs.length > 0) rows.push(row(`rsyslog + mmnormalize to JSON lines, ${machine.cores} threads`, theirs));
  const head = ['median (min–max)', 'events/s', 'CPU s per million', 'kernel threads', 'peak MiB', 'others, at most'];
  const tables = [table(head, rows), ratioText(pairs), runsText(pairs, input.events)];
  return [...tables, storeText(ours), disturbedText([...ours, ...theirs])].join('\n\n');
}

function ratioText(pairs: readonly Pair[]): string {
  const quiet = pairs.filter(
    ({ ours, theirs }) => !isDisturbed(ours) && !(theirs !== undefined && isDisturbed(theirs)),
  );
  const rows = [
    ratioRow(`all ${pairs.length} pairs`, pairs),
    ratioRow(`the ${quiet.length} undisturbed ones`, quiet),
  ].flat();
  if (rows.length === 0) return 'No peer, no ratio.';
  const head = ['ours : rsyslog, median (min–max)', 'events/s', 'CPU s', 'CPU s with the merges left for later'];
  return table(head, rows);
}

function ratioRow(name: string, pairs: readonly Pair[]): string[][] {
  const ratios = ratiosOf(pairs);
  return ratios === undefined
    ? []
    : [[name, spread(ratios.speed, 2), spread(ratios.cpu, 2), spread(ratios.cpuWithMerges, 2)]];
}

function isDisturbed({ foreign }: Load): boolean {
  return foreign > DISTURBED;
}

/** Run by run, so that a reader can judge a disturbed one. */
function runsText(pairs: readonly Pair[], events: number): string {
  const cells = (run: Load | undefined) =>
    run === undefined
      ? ['', '', '']
      : [figure(events / run.wallS), figure((run.cpuS / events) * MILLION, 1), percent(run.foreign)];
  const rows = pairs.map(({ ours, theirs }, index) => [String(index + 1), ...cells(ours), ...cells(theirs)]);
  return table(['pair', 'ours, events/s', 'CPU s/M', 'others', 'rsyslog, events/s', 'CPU s/M', 'others'], rows);
}

function storeText(ours: readonly Pair['ours'][]): string {
  const last = ours.at(-1);
  if (last === undefined) return '';
  const { rows, eventBytes, wordBytes, partsFound, parts } = last.store;
  return (
    `${figure(rows)} rows for as many lines. On disk ${figure((eventBytes + wordBytes) / rows, 1)} bytes per event: ` +
    `${figure(eventBytes / rows, 1)} of columns (the raw line among them), ${figure(wordBytes / rows, 1)} of search words. ` +
    `${partsFound} parts at the end of the process, ${parts} when the merges were done.`
  );
}

function disturbedText(runs: readonly Load[]): string {
  const disturbed = runs.filter(isDisturbed).length;
  if (disturbed === 0) return `Undisturbed: others took less than ${percent(DISTURBED)} of the machine in every run.`;
  return `**Disturbed:** in ${disturbed} of ${runs.length} runs others took more than ${percent(DISTURBED)} of the machine.`;
}

function encodeText(figures: EncodeFigures): string {
  const rows = [
    ['decode, map, encode: CPU µs per event', figure(figures.encodeUs, 2)],
    ['words for the search index: CPU µs per event', figure(figures.wordsUs, 2)],
    ['enrichment, words included: CPU µs per event on top', figure(figures.enrichUs, 2)],
    ['decode, map, encode in the first block of a process', figure(figures.firstUs, 2)],
    ['lines taken by templates', `${figure((figures.byTemplate / figures.events) * 100, 3)} %`],
    ['bytes of columns per event, before compression', figure(figures.columnBytes / figures.events, 1)],
    ['peak memory, MiB', figure(figures.peakMib)],
  ];
  return table(['one thread, warm', ''], rows);
}

function checksText({ peerCheck, parseCheck, storedCheck, options }: Results): string {
  const checks: [string, Part<Tally>][] = [
    ['`gatehouse parse`', parseCheck],
    ['rows in the store, as `gatehouse query` prints them', storedCheck],
  ];
  if (options.peer !== 'none') checks.push(['rsyslog', peerCheck]);
  const rows = checks.map(([name, found]) =>
    'value' in found
      ? [name, figure(found.value.compared), figure(found.value.tokens), figure(found.value.wrong)]
      : [name, `Not measured: ${found.missing}`, '', ''],
  );
  const examples = checks.flatMap(([name, found]) =>
    'value' in found ? found.value.examples.map((example) => `- ${name}: ${example}`) : [],
  );
  return [table(['against the truth', 'events', 'values', 'events that differ'], rows), ...examples].join('\n\n');
}

function sums(some: readonly number[], others: readonly number[]): readonly number[] {
  return some.map((ms, index) => ms + (others[index] ?? 0));
}

function searchesText({ store, figures, foreign, peakMib }: Searches): string {
  const rows = figures.map(({ name, query, found, count, page, whole, granules }) => [
    `${name}: ${query === '' ? '(empty)' : `\`\` ${query} \`\``}`,
    figure(found),
    ...[count, page, sums(count, page), whole, sums(count, whole)].map(
      (times) => `${figure(quantile(times, 0.5))} / ${figure(quantile(times, 0.95))}`,
    ),
    granules,
  ]);
  const runs = figures[0]?.count.length ?? 0;
  const head = ['', 'found', 'count', 'first page', 'both', 'all tokens', 'count and all tokens', 'granules read'];
  return [
    `${figure(store.figures.rows)} rows in ${store.figures.parts} parts. Milliseconds, p50 / p95 of ${runs} warm runs; the first page ` +
      `is the newest 100 rows with the tokens that a table shows, or with all tokens. Others took ${percent(foreign)} of the machine; peak memory ${figure(peakMib)} MiB.`,
    table(head, rows),
  ].join('\n\n');
}
