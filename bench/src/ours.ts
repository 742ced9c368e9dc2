/** Our side: `gatehouse ingest` as a process, from start to end; then what it has left to the merges, and what the store holds. */
import { rmSync } from 'node:fs';
import { CLI, childProgram } from './files.js';
import type { Input } from './input.js';
import { type Load, measureProcess } from './measure.js';
import type { StoreFigures } from './settle.js';

export interface IngestRun extends Load {
  /** CPU seconds of merges that were still to be done when the process ended. */
  readonly mergeCpuS: number;
  readonly byTemplate: number;
  readonly store: StoreFigures;
}

/** Into an empty folder; every line of the input must be in the store at the end. */
export async function runIngest(input: Input, data: string): Promise<IngestRun> {
  rmSync(data, { recursive: true, force: true });
  const { stdout, ...load } = await ingest(input, data);
  const { total } = JSON.parse(stdout) as { total: { lines: number; byTemplate: number } };
  const { store, mergeCpuS } = await settleMerges(data);
  if (total.lines !== input.events || store.rows !== input.events) {
    throw new Error(`${input.events} lines, ${total.lines} read, ${store.rows} rows stored`);
  }
  return { ...load, mergeCpuS, byTemplate: total.byTemplate, store };
}

export function ingest(input: Input, data: string) {
  return measureProcess(process.execPath, [CLI, 'ingest', input.path, '--data', data, '--json']);
}

/** Opening and waiting cost CPU time too: a second time, with nothing left to merge, says how much. */
export async function settleMerges(data: string): Promise<{ store: StoreFigures; mergeCpuS: number }> {
  const program = [childProgram('settle'), data];
  const first = await measureProcess(process.execPath, program);
  const second = await measureProcess(process.execPath, program);
  const store: StoreFigures = {
    ...(JSON.parse(second.stdout) as StoreFigures),
    partsFound: (JSON.parse(first.stdout) as StoreFigures).partsFound,
  };
  return { store, mergeCpuS: Math.max(0, first.cpuS - second.cpuS) };
}
