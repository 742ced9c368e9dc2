// What became of every line, in words and as JSON.

import { relative } from 'node:path';
import { addCounts, type BlockCounts, noCounts } from '../block/counts.js';
import { DEFECTS, type DefectCode } from '../map/defects.js';
import type { IngestResult } from './ingest-file.js';
import type { Paint } from './io.js';
import { grouped } from './progress.js';

export interface SummaryStyle {
  readonly paint: Paint;
  /** Paths are shown relative to this folder where that is shorter. */
  readonly cwd: string;
}

export function ingestText(results: readonly IngestResult[], style: SummaryStyle): string {
  const total = sum(results);
  const lines = results.map((result) => fileLine(result, style));
  const isSkipped = results.every(({ earlier }) => earlier === 'skipped');
  if (!isSkipped) lines.push('', ...countLines(total, style.paint), ...defectLines(total, style.paint));
  return `${lines.join('\n')}\n`;
}

export function ingestJson(results: readonly IngestResult[]): string {
  const files = results.map(({ counts, ...rest }) => ({
    ...rest,
    eventsPerSecond: rate(counts.lines, rest.seconds),
    ...timesIso(counts),
  }));
  const total = sum(results);
  return `${JSON.stringify({ files, total: timesIso(total) })}\n`;
}

function sum(results: readonly IngestResult[]): BlockCounts {
  const total = noCounts();
  for (const { counts } of results) addCounts(total, counts);
  return total;
}

function timesIso(counts: BlockCounts): Record<string, unknown> {
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return { ...counts, firstTime: iso(counts.firstTime), lastTime: iso(counts.lastTime) };
}

const EARLIER: Readonly<Record<IngestResult['earlier'], string>> = {
  new: '',
  grown: 'its beginning had been ingested before: those lines are stored once more (best ingest logs that are rotated)',
  resumed: 'an earlier run was cut off; it has been completed',
  restarted: 'an earlier run with other options was cut off; what it had stored has been replaced',
  again: 'this content had been ingested before: its events are stored once more (use --dedupe to skip such files)',
  skipped: 'skipped: this content has been ingested before',
};

function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short !== '' && short.length < path.length ? short : path;
}

function fileLine(result: IngestResult, { paint, cwd }: SummaryStyle): string {
  const { counts, seconds, earlier, previous } = result;
  const path = shown(result.path, cwd);
  const since = previous === null ? '' : ` (${previous.finished ?? previous.started}, ${shown(previous.path, cwd)})`;
  const note = EARLIER[earlier] === '' ? '' : `\n  ${paint.yellow(EARLIER[earlier])}${paint.dim(since)}`;
  if (earlier === 'skipped') return `${paint.bold(path)}${note}`;
  const speed = `${grouped(rate(counts.lines, seconds))} events/s`;
  return `${paint.bold(path)}  ${grouped(counts.lines)} lines in ${seconds.toFixed(1)} s, ${speed}${note}`;
}

function countLines(counts: BlockCounts, paint: Paint): string[] {
  const row = (label: string, value: number, meaning: string) =>
    `  ${label.padEnd(16)}${grouped(value).padStart(12)}   ${paint.dim(meaning)}`;
  const lines = [
    row('lines read', counts.lines, 'every line that is not blank is one event'),
    row('mapped', counts.mapped, 'every field of the line has its place'),
    row('partly mapped', counts.partial, 'stored with defects that say what was odd: query defects: *'),
    row('unrecognised', counts.unrecognised, 'no NetScaler message; kept as raw text: query defects: unrecognised'),
  ];
  if (counts.firstTime === null || counts.lastTime === null) return lines;
  const [first, last] = [new Date(counts.firstTime).toISOString(), new Date(counts.lastTime).toISOString()];
  return [...lines, `  ${'times'.padEnd(16)}${first} … ${last}`];
}

function defectLines(counts: BlockCounts, paint: Paint): string[] {
  const found = Object.entries(counts.defects).sort(([, a], [, b]) => b - a);
  if (found.length === 0) return [];
  return [
    '',
    '  defects',
    ...found.map(
      ([code, number]) =>
        `  ${code.padEnd(20)}${grouped(number).padStart(8)}   ${paint.dim(DEFECTS[code as DefectCode])}`,
    ),
  ];
}

function rate(lines: number, seconds: number): number {
  return seconds === 0 ? 0 : Math.round(lines / seconds);
}
