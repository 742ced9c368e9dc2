/**
 * `gatehouse generate`: realistic traffic, or the mix on which parsers are compared, with a truth file beside it on request.
 * In: options. Out: lines on standard output or in a file, truths as NDJSON, one object per line in the same order.
 */
import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Command, Option } from 'commander';
import { AppError, fileError } from '../errors.js';
import { type GenerateOptions, generate } from '../generate/generate.js';
import { type LineFile, openLineFile } from '../generate/line-file.js';
import { isScenarioName, SCENARIO_NAMES, type ScenarioName } from '../generate/scenarios.js';
import type { Io } from './io.js';

const DESCRIPTION = 'write realistic NetScaler traffic with a known truth; the same options give the same bytes';
const DEFAULT_SEED = '1';
const DEFAULT_START = '2026-03-17';
const DEFAULT_DAYS = 1;
const BENCH_USERS = 5000;
const MOST_USERS = 50_000;
const LINES_PER_USER_AND_DAY = 120;
const CHUNK_CHARACTERS = 256 * 1024;
const PROGRESS_MS = 250;

interface Flags {
  readonly events: string;
  readonly seed: string;
  readonly users?: string;
  readonly days?: string;
  readonly start: string;
  readonly mix: GenerateOptions['mix'];
  readonly scenario?: string;
  readonly out: string;
  readonly truth?: string;
}

export function registerGenerate(program: Command, io: Io): void {
  program
    .command('generate')
    .description(DESCRIPTION)
    .requiredOption('--events <n>', 'how many lines')
    .option('--seed <s>', 'another seed gives other people, times and traffic', DEFAULT_SEED)
    .option(
      '--users <n>',
      `how many people (default: one for ${LINES_PER_USER_AND_DAY} lines a day; bench: ${BENCH_USERS})`,
    )
    .option('--days <n>', `over how many days the lines are spread (default: ${DEFAULT_DAYS})`)
    .option('--start <date>', 'first day, UTC', DEFAULT_START)
    .addOption(new Option('--mix <mix>', 'what kind of traffic').choices(['realistic', 'bench']).default('realistic'))
    .option('--scenario <list>', `what happens besides, comma-separated: ${SCENARIO_NAMES.join(', ')}`)
    .option('--out <file>', 'where to write the lines; - is standard output', '-')
    .option('--truth <file>', 'where to write what each line says and which session it belongs to, as NDJSON')
    .action((flags: Flags) => run(io, flags));
}

async function run(io: Io, flags: Flags): Promise<void> {
  const options = readOptions(flags);
  const files: LineFile[] = [];
  const discard = async (): Promise<void> => {
    await Promise.all(files.map((file) => file.discard()));
  };
  const openFile = async (path: string): Promise<LineFile> => {
    const file = await openLineFile(resolve(io.cwd, path));
    files.push(file);
    return file;
  };
  const forget = io.onInterrupt(discard);
  try {
    const lines = flags.out === '-' ? io.stdout : await orUnwritable(openFile(flags.out), flags.out);
    const truths = flags.truth === undefined ? undefined : await orUnwritable(openFile(flags.truth), flags.truth);
    await orUnwritable(writeEverything(io, options, { lines, truths }), flags.out);
    for (const file of files) await file.finish();
  } catch (error) {
    await discard();
    throw error;
  } finally {
    forget();
  }
}

/** A full disk speaks for itself; of other failures, the system's own words are the reason. */
async function orUnwritable<Value>(work: Promise<Value>, path: string): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error && 'code' in error)) throw error;
    const known = fileError(error, path);
    if (known.code === 'disk.full' || known.code === 'file.is-directory') throw known;
    const reason = error.message.replace(/^E[A-Z]+: |, [a-z]+(?: '.*)?$/g, '');
    throw new AppError('file.unwritable', { path, reason }, { cause: error });
  }
}

interface Sink {
  write(data: Uint8Array): Promise<void>;
}

interface Sinks {
  readonly lines: Sink;
  readonly truths: Sink | undefined;
}

async function writeEverything(io: Io, options: GenerateOptions, sinks: Sinks): Promise<void> {
  const progress = createProgress(io, options.events);
  let lines = '';
  let truths = '';
  let count = 0;
  // The next chunk is made while the last one is on its way.
  let writing: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await writing;
    writing = Promise.all([
      sinks.lines.write(Buffer.from(lines, 'latin1')),
      sinks.truths?.write(Buffer.from(truths, 'utf8')),
    ]);
    writing.catch(() => undefined);
    lines = '';
    truths = '';
    await progress(count);
  };
  for (const generated of generate(options)) {
    lines += `${generated.line}\n`;
    if (sinks.truths !== undefined) truths += `${JSON.stringify(generated.truth)}\n`;
    count += 1;
    if (lines.length >= CHUNK_CHARACTERS) await flush();
  }
  await flush();
  await writing;
}

/** A line on the terminal that overwrites itself; nothing where there is no terminal. */
function createProgress(io: Io, total: number): (count: number) => Promise<void> {
  if (!io.stderr.isTty) return async () => undefined;
  const begin = performance.now();
  let shown = begin;
  return async (count) => {
    const now = performance.now();
    if (count < total && now - shown < PROGRESS_MS) return;
    shown = now;
    const rate = Math.round((count / Math.max(1, now - begin)) * 1000);
    const end = count < total ? '' : '\n';
    await io.stderr.write(`\r${grouped(count)} of ${grouped(total)} lines, ${grouped(rate)} a second\u001b[K${end}`);
  };
}

function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

function readOptions(flags: Flags): GenerateOptions {
  const events = count('--events', flags.events, Number.MAX_SAFE_INTEGER);
  const seed = count('--seed', flags.seed, Number.MAX_SAFE_INTEGER);
  if (flags.truth !== undefined && flags.truth === flags.out)
    throw invalid('--truth', flags.truth, 'the lines go there');
  if (flags.mix === 'bench') refuseForBench(flags);
  const days = flags.days === undefined ? DEFAULT_DAYS : count('--days', flags.days, 3660);
  const users =
    flags.users === undefined ? defaultUsers(flags.mix, events / days) : count('--users', flags.users, MOST_USERS);
  return {
    events,
    seed,
    mix: flags.mix,
    users,
    days,
    start: midnight(flags.start),
    scenarios: scenarioList(flags.scenario),
  };
}

function refuseForBench({ days, scenario }: Flags): void {
  if (days !== undefined) throw invalid('--days', days, 'the bench mix runs at forty lines a second');
  if (scenario !== undefined) throw invalid('--scenario', scenario, 'the bench mix is the same throughout');
}

function defaultUsers(mix: GenerateOptions['mix'], linesPerDay: number): number {
  if (mix === 'bench') return BENCH_USERS;
  return Math.min(5000, Math.max(10, Math.round(linesPerDay / LINES_PER_USER_AND_DAY)));
}

function count(option: string, text: string, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw invalid(option, text, `a whole number from 1 to ${grouped(most)} is wanted`);
}

function midnight(text: string): number {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(instant) && new Date(instant).toISOString().startsWith(text)) return instant;
  throw invalid('--start', text, 'a date like 2026-03-17 is wanted');
}

function scenarioList(text: string | undefined): readonly ScenarioName[] {
  const names = (text ?? 'normal').split(',').map((name) => name.trim());
  return names.map((name) => {
    if (isScenarioName(name)) return name;
    throw invalid('--scenario', name, `there are ${SCENARIO_NAMES.join(', ')}`);
  });
}

function invalid(option: string, value: string, reason: string): AppError {
  return new AppError('option.invalid', { option, value, reason });
}
