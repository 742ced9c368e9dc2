/** What to measure, from the command line. */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm run bench -- [--events N] [--pairs K] [--peer rsyslog-file|none] [--queries N] [--folder DIR] [--reuse]
                 [--only sessions]

  --events N    lines of the input, bench mix (default 1,000,000)
  --pairs K     runs of ours and of the peer in turn (default 5)
  --peer        rsyslog with mmnormalize on the same file, or none (default rsyslog-file)
  --queries N   rows of the store that is searched, a multiple of the lines (default ten times; 0: no searches)
  --folder DIR  where input, outputs and stores are kept (default: gatehouse-bench in the system's temporary folder)
  --reuse       search the stores of an earlier run; what stitching costs is then as it was measured that day
  --only sessions  measure that section alone, and leave the others as they are`;

export interface BenchOptions {
  readonly events: number;
  readonly pairs: number;
  readonly peer: 'rsyslog-file' | 'none';
  /** Rows of the store that is searched. */
  readonly queries: number;
  readonly folder: string;
  readonly reuse: boolean;
  /** The one section that is measured; null: all. */
  readonly only: 'sessions' | null;
}

export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '1000000' },
      pairs: { type: 'string', default: '5' },
      peer: { type: 'string', default: 'rsyslog-file' },
      queries: { type: 'string' },
      folder: { type: 'string', default: join(tmpdir(), 'gatehouse-bench') },
      reuse: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });
  const { peer, only } = values;
  if (only !== undefined && only !== 'sessions') throw new RangeError(`--only ${only}: sessions`);
  if (peer !== 'rsyslog-file' && peer !== 'none') throw new RangeError(`--peer ${peer}: rsyslog-file or none`);
  const events = wholeNumber('--events', values.events, 1);
  const queries = values.queries === undefined ? events * 10 : wholeNumber('--queries', values.queries, 0);
  const pairs = wholeNumber('--pairs', values.pairs, 0);
  return { events, pairs, peer, queries, folder: resolve(values.folder), reuse: values.reuse, only: only ?? null };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text.replaceAll(/[,_]/g, ''));
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`${name} ${text}: a whole number from ${least}`);
  return value;
}
