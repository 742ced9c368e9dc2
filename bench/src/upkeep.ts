/** Sessions: what stitching costs and how right it is on a company's days, how long their questions take, and their section. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, childProgram } from './files.js';
import { type Finished, measureProcess } from './measure.js';
import type { BenchOptions } from './options.js';
import { quantile } from './statistics.js';
import { figure, percent, table } from './table.js';

export interface UpkeepFigures {
  /** Of stitching alone, without opening the store. */
  readonly cpuS: number;
  readonly events: number;
  readonly written: number;
  readonly sessions: number;
  readonly true: number;
  readonly exact: number;
}

export interface SessionTiming {
  readonly name: string;
  readonly targetMs: number;
  readonly found: number;
  readonly times: readonly number[];
}

export interface SessionTimings {
  readonly events: number;
  readonly sessions: number;
  readonly timings: readonly SessionTiming[];
}

interface Answers extends SessionTimings {
  /** Share of the machine that others took meanwhile. */
  readonly foreign: number;
}

export interface SessionResults {
  readonly lines: number;
  readonly command: string;
  readonly ingestCpuS: number;
  readonly upkeep: UpkeepFigures;
  readonly foreign: number;
  /** When that was measured. */
  readonly date: string;
  readonly answers: Answers;
}

const SEED = 20_260_317;
const DAYS = 3;
const SCENARIOS = 'missing-ends,session-reuse,roaming,hijack';

export async function runSessions(options: BenchOptions, say: (text: string) => void): Promise<SessionResults> {
  const { folder, events } = options;
  const data = join(folder, 'session-store');
  const kept = join(folder, `session-store-${options.queries}.json`);
  const first = await makeDays(options, 0);
  if (options.reuse && existsSync(kept)) return { ...readKept(kept), answers: await askSessions(data) };
  rmSync(data, { recursive: true, force: true });
  rmSync(kept, { force: true });
  say('sessions: ingest');
  const ingested = await ingest(first.path, data);
  say('sessions: stitch');
  const stitched = await measureProcess(process.execPath, [childProgram('upkeep-alone'), data, first.truth]);
  const figures = {
    lines: events,
    command: first.command,
    ingestCpuS: ingested.cpuS,
    upkeep: JSON.parse(stitched.stdout) as UpkeepFigures,
    foreign: Math.max(ingested.foreign, stitched.foreign),
    date: new Date().toISOString().slice(0, 16),
  };
  for (let copy = 1; copy < options.queries / events; copy++) {
    say(`sessions: file ${copy + 1} of ${Math.ceil(options.queries / events)}`);
    await ingest((await makeDays(options, copy)).path, data);
    await measureProcess(process.execPath, [childProgram('upkeep-alone'), data]);
  }
  writeFileSync(kept, JSON.stringify(figures));
  return { ...figures, answers: await askSessions(data) };
}

function readKept(path: string): Omit<SessionResults, 'answers'> {
  return JSON.parse(readFileSync(path, 'utf8')) as Omit<SessionResults, 'answers'>;
}

function ingest(path: string, data: string): Promise<Finished> {
  return measureProcess(process.execPath, [CLI, 'ingest', path, '--data', data, '--json']);
}

async function askSessions(data: string): Promise<Answers> {
  const { stdout, foreign } = await measureProcess(process.execPath, [childProgram('sessions-alone'), data]);
  return { ...(JSON.parse(stdout) as SessionTimings), foreign };
}

/** Days of a company of its own, one after the other, with their truths for the first ones. */
async function makeDays({ folder, events }: BenchOptions, copy: number) {
  const path = join(folder, `days-${events}-${copy}.log`);
  const truth = path.replace(/log$/, 'truth.ndjson');
  const start = new Date(Date.UTC(2026, 2, 13 + copy * DAYS)).toISOString().slice(0, 10);
  const options = ['generate', '--events', `${events}`, '--days', `${DAYS}`, '--scenario', SCENARIOS];
  options.push('--seed', `${SEED + copy}`, '--start', start);
  const wanted = copy === 0 ? ['--truth', truth] : [];
  if (!existsSync(path) || (copy === 0 && !existsSync(truth))) {
    await measureProcess(process.execPath, [CLI, ...options, '--out', `${path}.part`, ...wanted]);
    renameSync(`${path}.part`, path);
  }
  return { path, truth, command: `gatehouse ${options.join(' ')}` };
}

export function sessionsText({ lines, command, ingestCpuS, upkeep, foreign, date, answers }: SessionResults): string {
  const { cpuS, exact, sessions, written } = upkeep;
  const millions = lines / 1_000_000;
  const costs = [
    ['CPU s per million lines: ingest', figure(ingestCpuS / millions, 1)],
    ['CPU s per million lines: stitching', figure(cpuS / millions, 1)],
    ['stitching, share of ingest (target 15 %)', percent(cpuS / ingestCpuS)],
    ['events of sessions', figure(upkeep.events)],
    ['sessions; rows written', `${figure(sessions)}; ${figure(written)}`],
    ['sessions as they were made', `${figure(exact)} of ${figure(upkeep.true)}`],
    ['recall', share(exact, upkeep.true)],
    ['precision', share(exact, sessions)],
  ];
  const asked = answers.timings.map(({ name, targetMs, found, times }) => [
    name,
    figure(found),
    `${figure(quantile(times, 0.5))} / ${figure(quantile(times, 0.95))}`,
    `< ${targetMs}`,
  ]);
  return [
    `\`${command}\`. A session is as it was made when account, events, connections, requests, denials and the last event are the same. ` +
      `Measured ${date} UTC; others took ${percent(foreign)} of the machine.`,
    table(['', ''], costs),
    `${figure(answers.sessions)} sessions of ${figure(answers.events)} events: milliseconds, p50 / p95 of warm runs; others took ${percent(answers.foreign)} of the machine.`,
    table(['', 'found', 'p50 / p95', 'target'], asked),
  ].join('\n\n');
}

function share(part: number, whole: number): string {
  return `${figure((100 * part) / whole, 2)} %`;
}
