/** Runs the searches over HTTP in a process of their own, and their section, as Markdown. */
import { childProgram } from './files.js';
import { measureProcess } from './measure.js';
import type { SearchCase } from './search-cases.js';
import type { SearchStore } from './search-store.js';
import { quantile } from './statistics.js';
import { figure, percent, table } from './table.js';

export interface OverHttpFigures extends SearchCase {
  /** Length of the answer. */
  readonly bytes: number;
  /** Milliseconds, pair by pair. */
  readonly direct: readonly number[];
  readonly http: readonly number[];
}

export interface OverHttp {
  readonly figures: readonly OverHttpFigures[];
  readonly foreign: number;
}

export async function runOverHttp({ data }: Pick<SearchStore, 'data'>): Promise<OverHttp> {
  const { stdout, foreign } = await measureProcess(process.execPath, [childProgram('http-alone'), data]);
  return { figures: JSON.parse(stdout) as OverHttpFigures[], foreign };
}

export function overHttpText({ figures, foreign }: OverHttp): string {
  const p95 = (times: readonly number[]) => quantile(times, 0.95);
  const cell = (times: readonly number[]) => `${figure(quantile(times, 0.5), 1)} / ${figure(p95(times), 1)}`;
  const rows = figures.map(({ name, bytes, direct, http }) => [
    name,
    figure(bytes / 1024),
    cell(direct),
    cell(http),
    cell(http.map((time, pair) => time - (direct[pair] ?? Number.NaN))),
    figure(p95(http) - p95(direct), 1),
  ]);
  const head = ['', 'KiB', 'at the store', 'over HTTP', 'difference of a pair', 'p95 above p95'];
  return [
    `The newest 100 rows, all tokens: milliseconds, p50 / p95 of ${figure(figures[0]?.http.length ?? 0)} warm pairs, in turn. ` +
      `Over HTTP with the audit on disk, the limits of a role and the client in the same process. Others took ${percent(foreign)} of the machine.`,
    table(head, rows),
  ].join('\n\n');
}
