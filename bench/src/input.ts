/** The input: lines of the bench mix with what they say, made once and kept. The same options give the same bytes. */
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CLI } from './files.js';
import { measureProcess } from './measure.js';

const SEED = 20_190_813;
/** Days after the 12th say their order themselves, as the lines of most days do for somebody who knows the device. */
const FIRST_DAY = 13;
const DAYS = 15;

export interface InputRequest {
  readonly folder: string;
  readonly events: number;
  /** 0 is the measured input; others have other people, other times and the same message numbers. */
  readonly copy: number;
}

export interface Input {
  readonly path: string;
  /** NDJSON, one object per line of the input. */
  readonly truth: string;
  readonly events: number;
  readonly bytes: number;
  readonly command: string;
}

export async function makeInput({ folder, events, copy }: InputRequest): Promise<Input> {
  const path = join(folder, `bench-${events}-${copy}.log`);
  const truth = path.replace(/log$/, 'truth.ndjson');
  const options = [
    'generate',
    '--mix',
    'bench',
    '--events',
    `${events}`,
    '--seed',
    `${SEED + copy}`,
    '--start',
    startOf(copy),
  ];
  const wanted = copy === 0 ? ['--truth', truth] : [];
  if (!existsSync(path) || (copy === 0 && !existsSync(truth))) {
    await measureProcess(process.execPath, [CLI, ...options, '--out', `${path}.part`, ...wanted]);
    renameSync(`${path}.part`, path);
  }
  return { path, truth, events, bytes: statSync(path).size, command: `gatehouse ${options.join(' ')}` };
}

/** One day after the other, over as many months as it takes. */
function startOf(copy: number): string {
  const month = Math.floor(copy / DAYS);
  return new Date(Date.UTC(2026, 2 + month, FIRST_DAY + (copy % DAYS))).toISOString().slice(0, 10);
}
