/**
 * One process from its start to its end: wall time, CPU time of all its threads, highest memory, and how much of the machine
 * others took meanwhile. A measurement waits a little for a quiet machine and says how quiet it was; it does not insist.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  busySeconds,
  kernelSeconds,
  memoryMib,
  processSeconds,
  readAllStats,
  readProc,
  readProcOrFail,
} from './proc.js';

const PEAK_POLL_MS = 20;
const QUIET_SHARE = 0.08;
const QUIET_TRIES = 12;

/** What a run took of the machine. */
export interface Load {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMib: number;
  /** CPU seconds of the kernel's own threads meanwhile: writing back what the run, or somebody else, has written. */
  readonly kernelS: number;
  /** Share of all cores that other processes took during the run. */
  readonly foreign: number;
}

export interface Finished extends Load {
  readonly stdout: string;
}

/** From its making on, tells the CPU time of others and of the kernel from that of the measured process. */
export class ForeignMeter {
  readonly #kernel = kernelSeconds(readAllStats());
  readonly #busy = busySeconds(readProcOrFail('stat'));
  readonly #own = processSeconds(readProcOrFail('self/stat')).own;
  readonly #started = performance.now();

  elapsedS(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** What others took, given what the measured process took. */
  others(measuredCpuS: number): Pick<Load, 'kernelS' | 'foreign'> {
    const kernelS = Math.max(0, kernelSeconds(readAllStats()) - this.#kernel);
    const own = processSeconds(readProcOrFail('self/stat')).own - this.#own;
    const others = busySeconds(readProcOrFail('stat')) - this.#busy - own - kernelS - measuredCpuS;
    return { kernelS, foreign: Math.max(0, others / (this.elapsedS() * availableParallelism())) };
  }
}

/** Runs a program to its end; fails with the last words of its error output when it fails. */
export async function measureProcess(program: string, args: readonly string[]): Promise<Finished> {
  await waitForQuiet();
  const before = childrenSeconds();
  const meter = new ForeignMeter();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const peak = new PeakMemory(child);
  const ended = endOf(child);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await ended;
  const wallS = meter.elapsedS();
  // The kernel adds the time of a child, all threads included, to its parent when the parent waits for it.
  const cpuS = childrenSeconds() - before;
  const peakMib = peak.stop();
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr.trim().split('\n')[0] ?? ''}`);
  return { wallS, cpuS, peakMib, ...meter.others(cpuS), stdout };
}

function childrenSeconds(): number {
  return processSeconds(readProcOrFail('self/stat')).children;
}

export function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}

/** Follows VmHWM, which only grows: what is missed is what the last moments before the end added. */
export class PeakMemory {
  #mib = 0;
  #ownMib = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(child: ChildProcess) {
    this.#timer = setInterval(() => {
      const status = readProc(`${child.pid}/status`) ?? '';
      this.#mib = Math.max(this.#mib, memoryMib(status, 'VmHWM'));
      this.#ownMib = Math.max(this.#ownMib, memoryMib(status, 'RssAnon'));
    }, PEAK_POLL_MS);
  }

  stop(): number {
    clearInterval(this.#timer);
    return this.#mib;
  }

  /** Without pages of files (program, library, journal), which the system takes back when it needs them. */
  get ownMib(): number {
    return this.#ownMib;
  }
}

/** Waits until others leave the machine alone, twelve seconds at most. */
export async function waitForQuiet(): Promise<void> {
  for (let tries = 0; tries < QUIET_TRIES; tries++) {
    const meter = new ForeignMeter();
    await sleep(1000);
    if (meter.others(0).foreign < QUIET_SHARE) return;
  }
}
