/** Runs the compilation of queries in a process of its own, and its section, as Markdown. */
import type { CompileFigures } from './compile-alone.js';
import { childProgram } from './files.js';
import { measureProcess } from './measure.js';
import type { SearchStore } from './search-store.js';
import { quantile } from './statistics.js';
import { figure, percent, table } from './table.js';

export interface Compiling {
  readonly figures: readonly CompileFigures[];
  readonly foreign: number;
}

export async function runCompiling({ data }: SearchStore): Promise<Compiling> {
  const { stdout, foreign } = await measureProcess(process.execPath, [childProgram('compile-alone'), data]);
  return { figures: JSON.parse(stdout) as CompileFigures[], foreign };
}

export function compilingText({ figures, foreign }: Compiling): string {
  const cell = (times: readonly number[]) => `${figure(quantile(times, 0.5))} / ${figure(quantile(times, 0.95))}`;
  const rows = figures.map(({ name, query, statement, ...times }) => [
    name,
    figure(query.length),
    cell(times.parse),
    cell(times.check),
    cell(times.compile),
    cell(times.all),
    figure(statement),
  ]);
  const head = ['', 'characters', 'parse', 'parse and check', 'compile', 'all', 'characters of SQL'];
  return [
    `From text to statement, without running it: microseconds, p50 / p95 of ${figure(figures[0]?.all.length ?? 0)} warm runs. ` +
      `Others took ${percent(foreign)} of the machine.`,
    table(head, rows),
  ].join('\n\n');
}
