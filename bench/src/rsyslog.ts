/**
 * The peer: rsyslog, with mmnormalize and the rules in peers/, from the same file to JSON lines. rsyslog goes on when the file is
 * read, so that the end is seen in its output: the size of a complete output is learned in a first run that does not count,
 * and every output that counts has this size.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PEERS } from './files.js';
import type { Input } from './input.js';
import { countLines } from './lines.js';
import { endOf, ForeignMeter, type Load, PeakMemory, waitForQuiet } from './measure.js';
import { processSeconds, readProc } from './proc.js';

const RULES = `${PEERS}netscaler.rulebase`;
const POLL_MS = 10;
const STANDSTILL_S = 5;
const PATIENCE_S = 600;
/** rsyslog's writer keeps up to a MiB for a second: time is taken where this much is missing, and scaled to the end. */
const TAIL_BYTES = 4 << 20;

const HOW_TO_INSTALL =
  'install rsyslog with mmnormalize (Debian: apt-get install rsyslog liblognorm5), or use --peer none';

export interface Peer {
  readonly version: string;
  readonly output: string;
  run(): Promise<Load>;
}

/** Ready to be measured: installed, configured, calibrated. */
export async function preparePeer(input: Input, folder: string): Promise<Peer> {
  const version = installedVersion() ?? installed();
  const daemon = configure(input, folder);
  const known = `${input.path}.rsyslog-${daemon.fingerprint}`;
  if (!existsSync(known)) writeFileSync(known, String(await calibrate(daemon, input)));
  const expected = Number(readFileSync(known, 'utf8'));
  return { version, output: daemon.output, run: () => follow(daemon, expected) };
}

function installedVersion(): string | undefined {
  const { stdout } = spawnSync('rsyslogd', ['-v'], { encoding: 'utf8' });
  const hasModule = ['x86_64', 'aarch64'].some((cpu) => existsSync(`/usr/lib/${cpu}-linux-gnu/rsyslog/mmnormalize.so`));
  return hasModule ? /rsyslogd\s+(\S+)/.exec(stdout ?? '')?.[1] : undefined;
}

/** As root on Debian the peer is a package away; anybody else is told. */
function installed(): string {
  if (process.getuid?.() === 0) {
    const packages = ['rsyslog', 'liblognorm5'];
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'ignore' });
  }
  const version = installedVersion();
  if (version === undefined) throw new Error(HOW_TO_INSTALL);
  return version;
}

interface Daemon {
  readonly configuration: string;
  readonly state: string;
  readonly output: string;
  /** Of everything that decides what a complete output is. */
  readonly fingerprint: string;
}

function configure(input: Input, folder: string): Daemon {
  const state = join(folder, 'rsyslog-state');
  const output = join(folder, 'rsyslog.ndjson');
  const text = configurationText({ STATE: state, OUTPUT: output, INPUT: input.path });
  const configuration = join(folder, 'rsyslog.conf');
  writeFileSync(configuration, text);
  const hash = createHash('sha256').update(text).update(readFileSync(RULES)).update(`${input.bytes}`);
  return { configuration, state, output, fingerprint: hash.digest('hex').slice(0, 12) };
}

/** The configuration in peers/ with places filled in; a name that is not given stays as it is. */
export function configurationText(places: Readonly<Record<string, string>>): string {
  const names: Readonly<Record<string, string>> = {
    ...places,
    RULES,
    WORKERS: String(availableParallelism()),
  };
  const template = readFileSync(`${PEERS}rsyslog.conf.in`, 'utf8');
  return template.replace(/@([A-Z]+)@/g, (placeholder, name: string) => names[name] ?? placeholder);
}

/** Size of the complete output: it stands still, and has a line for every line of the input. */
async function calibrate(daemon: Daemon, input: Input): Promise<number> {
  await follow(daemon, undefined);
  return completeSize(daemon, input);
}

export async function completeSize(
  { output, configuration }: Omit<Daemon, 'fingerprint'>,
  { events }: Input,
): Promise<number> {
  const lines = await countLines(output);
  if (lines !== events) throw new Error(`rsyslog wrote ${lines} lines for ${events}: see ${configuration}`);
  return statSync(output).size;
}

async function follow(daemon: Daemon, expected: number | undefined): Promise<Load> {
  return runRsyslog(daemon, async (cpuS) => {
    const meter = new ForeignMeter();
    const wallS = await untilComplete(daemon.output, meter, expected);
    const spentS = cpuS();
    return { wallS, cpuS: spentS, ...meter.others(spentS) };
  });
}

/** A rsyslogd without state or output from before, which is gone when `measure` has ended. */
export async function runRsyslog(
  { configuration, state, output }: Omit<Daemon, 'fingerprint'>,
  measure: (cpuS: () => number) => Promise<Omit<Load, 'peakMib'>>,
): Promise<Load> {
  rmSync(output, { force: true });
  rmSync(state, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  await waitForQuiet();
  const child = spawn('rsyslogd', ['-n', '-i', join(state, 'pid'), '-f', configuration], { stdio: 'ignore' });
  const peak = new PeakMemory(child);
  const ended = endOf(child);
  try {
    const load = await measure(() => processSeconds(readProc(`${child.pid}/stat`) ?? '').own);
    return { ...load, peakMib: peak.stop() };
  } finally {
    peak.stop();
    child.kill('SIGTERM');
    await ended;
  }
}

/** Seconds from the start of the meter to the complete output. */
export async function untilComplete(
  output: string,
  meter: ForeignMeter,
  expected: number | undefined,
): Promise<number> {
  const nearEnd = expected === undefined ? Number.POSITIVE_INFINITY : Math.max(1, expected - TAIL_BYTES);
  let nearEndS: number | undefined;
  let size = 0;
  let grownS = 0;
  while (meter.elapsedS() < PATIENCE_S) {
    const now = statSync(output, { throwIfNoEntry: false })?.size ?? 0;
    if (now > size) grownS = meter.elapsedS();
    size = now;
    if (nearEndS === undefined && size >= nearEnd) nearEndS = meter.elapsedS();
    if (expected !== undefined && size >= expected) return ((nearEndS ?? grownS) * expected) / nearEnd;
    if (size > 0 && meter.elapsedS() - grownS > STANDSTILL_S) break;
    await sleep(POLL_MS);
  }
  if (expected === undefined && size > 0) return grownS;
  throw new Error(`rsyslog stopped at ${size} of ${expected ?? 'unknown'} bytes of output`);
}
