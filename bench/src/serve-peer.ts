/** rsyslog with mmnormalize as the receiver of the same traffic over TCP, into JSON lines. Its rules are those of the file variant. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PEERS, repositoryRoot } from './files.js';
import type { Input } from './input.js';
import { countLines } from './lines.js';
import { endOf, ForeignMeter, type Load, PeakMemory, waitForQuiet } from './measure.js';
import { processSeconds, readProc } from './proc.js';

const PORT = 15_616;
const POLL_MS = 10;
const STANDSTILL_S = 3;
/** Its writer keeps up to a MiB for a second: time is taken where this much is missing, and scaled to the end. */
const TAIL_BYTES = 4 << 20;

export interface TcpPeer {
  run(): Promise<Load>;
}

export async function prepareTcpPeer(input: Input, folder: string): Promise<TcpPeer> {
  const output = join(folder, 'rsyslog-tcp.ndjson');
  const state = join(folder, 'rsyslog-tcp-state');
  const configuration = join(folder, 'rsyslog-tcp.conf');
  writeFileSync(configuration, configurationText({ STATE: state, OUTPUT: output }));
  const receiver = { configuration, state, output, input };
  await receive(receiver, undefined);
  const lines = await countLines(output);
  if (lines !== input.events) throw new Error(`rsyslog wrote ${lines} lines for ${input.events}: see ${configuration}`);
  const expected = statSync(output).size;
  return { run: () => receive(receiver, expected) };
}

function configurationText(places: Readonly<Record<string, string>>): string {
  const names: Readonly<Record<string, string>> = {
    ...places,
    RULES: `${PEERS}netscaler.rulebase`,
    WORKERS: String(availableParallelism()),
  };
  const overFile = readFileSync(`${PEERS}rsyslog.conf.in`, 'utf8').replace(
    /@([A-Z]+)@/g,
    (placeholder, name: string) => names[name] ?? placeholder,
  );
  const input = `input(type="imptcp" address="127.0.0.1" port="${PORT}" ruleset="parse" flowControl="on")\n`;
  return overFile
    .replace(/^module\(load="imfile".*$/m, 'module(load="imptcp" threads="2")')
    .replace(/^input\([\s\S]*$/m, input);
}

interface Receiver {
  readonly configuration: string;
  readonly state: string;
  readonly output: string;
  readonly input: Input;
}

async function receive({ configuration, state, output, input }: Receiver, expected: number | undefined): Promise<Load> {
  rmSync(output, { force: true });
  rmSync(state, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  await waitForQuiet();
  const child = spawn('rsyslogd', ['-n', '-i', join(state, 'pid'), '-f', configuration], { stdio: 'ignore' });
  const peak = new PeakMemory(child);
  const ended = endOf(child);
  const cpu = () => processSeconds(readProc(`${child.pid}/stat`) ?? '').own;
  try {
    await untilOpen();
    const before = cpu();
    const meter = new ForeignMeter();
    const sender = `${repositoryRoot}bench/dist/serve-sender-alone.js`;
    const sending = endOf(spawn(process.execPath, [sender, 'tcp', String(PORT), input.path], { stdio: 'ignore' }));
    const wallS = await untilComplete(output, { meter, expected });
    await sending;
    const cpuS = cpu() - before;
    return { wallS, cpuS, peakMib: peak.stop(), ...meter.others(cpuS) };
  } finally {
    peak.stop();
    child.kill('SIGTERM');
    await ended;
  }
}

async function untilOpen(): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(PORT, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return;
    await sleep(POLL_MS);
  }
  throw new Error('rsyslog does not listen');
}

interface Watch {
  readonly meter: ForeignMeter;
  readonly expected: number | undefined;
}

async function untilComplete(output: string, { meter, expected = Number.POSITIVE_INFINITY }: Watch): Promise<number> {
  const nearEnd = expected - TAIL_BYTES;
  let [size, grownS, nearEndS] = [0, 0, 0];
  while (size < expected && (size === 0 || meter.elapsedS() - grownS < STANDSTILL_S)) {
    await sleep(POLL_MS);
    const now = statSync(output, { throwIfNoEntry: false })?.size ?? 0;
    if (now > size) grownS = meter.elapsedS();
    if (size < nearEnd && now >= nearEnd) nearEndS = meter.elapsedS();
    size = now;
  }
  return Number.isFinite(expected) ? (nearEndS * expected) / nearEnd : grownS;
}
