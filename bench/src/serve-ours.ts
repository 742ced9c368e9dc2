/** `gatehouse serve` as a measured process: traffic in, until everything is stored and searchable. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, repositoryRoot } from './files.js';
import { endOf, ForeignMeter, type Load, PeakMemory, waitForQuiet } from './measure.js';
import { processSeconds, readProc } from './proc.js';

const PORT = 15_614;
const HTTP_PORT = 15_680;
const POLL_MS = 25;
const PATIENCE_S = 300;

export interface Traffic {
  readonly how: 'tcp' | 'paced' | 'udp';
  readonly file: string;
  /** Lines of the file, or per second and seconds. */
  readonly lines: number;
  readonly perSecond?: number;
  readonly seconds?: number;
  readonly receiveBufferBytes?: number;
}

export interface Served extends Load {
  /** Seconds until the sender had handed over everything. */
  readonly sentS: number;
  readonly received: number;
  readonly kernelDrops: number;
  /** Peak memory without pages of files. */
  readonly ownPeakMib: number;
  /** From receipt to storage. */
  readonly delayP99S: number | null;
}

interface Report {
  readonly listeners: readonly { readonly receivedFrames: number; readonly kernelDrops: number | null }[];
  readonly balance: { readonly stored: number; readonly inJournal: number; readonly waiting: number };
  readonly store: { readonly delaySeconds: { readonly p99: number | null } };
}

export async function runServe(traffic: Traffic, data: string): Promise<Served> {
  rmSync(data, { recursive: true, force: true });
  await waitForQuiet();
  const child = spawn(process.execPath, [CLI, 'serve', '--data', data, ...settingsOf(traffic)], { stdio: 'ignore' });
  const peak = new PeakMemory(child);
  const ended = endOf(child);
  try {
    await untilReady();
    const before = cpuOf(child);
    const meter = new ForeignMeter();
    const sending = send(traffic).then(() => meter.elapsedS());
    const report = await untilStored(traffic, sending);
    const wallS = meter.elapsedS();
    const cpuS = cpuOf(child) - before;
    const [listener] = report.listeners;
    return {
      wallS,
      cpuS,
      peakMib: peak.stop(),
      ownPeakMib: peak.ownMib,
      ...meter.others(cpuS),
      sentS: await sending,
      received: listener?.receivedFrames ?? 0,
      kernelDrops: listener?.kernelDrops ?? 0,
      delayP99S: report.store.delaySeconds.p99,
    };
  } finally {
    peak.stop();
    child.kill('SIGTERM');
    await ended;
  }
}

function settingsOf({ how, receiveBufferBytes }: Traffic): string[] {
  const kind = how === 'udp' ? 'udp' : 'tcp';
  const settings = [`http.port=${HTTP_PORT}`, `listeners.syslog-${kind}.port=${PORT}`];
  if (receiveBufferBytes !== undefined) settings.push(`listeners.syslog-udp.receiveBufferBytes=${receiveBufferBytes}`);
  const other = kind === 'udp' ? 'tcp' : 'udp';
  settings.push(`listeners.syslog-${other}.port=${PORT + 1}`);
  return settings.flatMap((setting) => ['--set', setting]);
}

function cpuOf({ pid }: ChildProcess): number {
  return processSeconds(readProc(`${pid}/stat`) ?? '').own;
}

async function send({ how, file, perSecond = 0, seconds = 0 }: Traffic): Promise<void> {
  const program = `${repositoryRoot}bench/dist/serve-sender-alone.js`;
  const args = [program, how, String(PORT), file, String(perSecond), String(seconds)];
  const code = await endOf(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }));
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
}

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if ((await report().catch(() => null)) !== null) return;
    await sleep(POLL_MS);
  }
  throw new Error('the server does not answer');
}

async function report(): Promise<Report> {
  return (await (await fetch(`http://127.0.0.1:${HTTP_PORT}/status`)).json()) as Report;
}

/** UDP may lose: then the end is where nothing waits any more after the sender has ended. */
async function untilStored({ how, lines }: Traffic, sending: Promise<number>): Promise<Report> {
  if (how === 'udp') await sending;
  for (let tries = 0; tries < (PATIENCE_S * 1000) / POLL_MS; tries++) {
    const now = await report();
    const isRest = now.balance.inJournal === 0 && now.balance.waiting === 0;
    if (isRest && (how === 'udp' ? now.balance.stored > 0 : now.balance.stored >= lines)) return now;
    await sleep(POLL_MS);
  }
  throw new Error(`not everything is stored after ${PATIENCE_S} s: ${JSON.stringify((await report()).balance)}`);
}
