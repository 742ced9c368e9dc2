/** rsyslog with mmnormalize as the receiver of the same traffic over TCP, into JSON lines. Its rules are those of the file variant. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from './files.js';
import type { Input } from './input.js';
import { endOf, ForeignMeter, type Load } from './measure.js';
import { completeSize, configurationText, runRsyslog, untilComplete } from './rsyslog.js';

const PORT = 15_616;
const POLL_MS = 10;

export interface TcpPeer {
  run(): Promise<Load>;
}

export async function prepareTcpPeer(input: Input, folder: string): Promise<TcpPeer> {
  const output = join(folder, 'rsyslog-tcp.ndjson');
  const state = join(folder, 'rsyslog-tcp-state');
  const configuration = join(folder, 'rsyslog-tcp.conf');
  writeFileSync(configuration, overTcp({ STATE: state, OUTPUT: output }));
  const receiver = { configuration, state, output, input };
  await receive(receiver, undefined);
  const expected = await completeSize(receiver, input);
  return { run: () => receive(receiver, expected) };
}

/** The configuration of the file variant with another input. */
function overTcp(places: Readonly<Record<string, string>>): string {
  const input = `input(type="imptcp" address="127.0.0.1" port="${PORT}" ruleset="parse" flowControl="on")\n`;
  return configurationText(places)
    .replace(/^module\(load="imfile".*$/m, 'module(load="imptcp" threads="2")')
    .replace(/^input\([\s\S]*$/m, input);
}

interface Receiver {
  readonly configuration: string;
  readonly state: string;
  readonly output: string;
  readonly input: Input;
}

async function receive(receiver: Receiver, expected: number | undefined): Promise<Load> {
  return runRsyslog(receiver, async (cpuS) => {
    await untilOpen();
    const before = cpuS();
    const meter = new ForeignMeter();
    const sender = `${repositoryRoot}bench/dist/serve-sender-alone.js`;
    const args = [sender, 'tcp', String(PORT), receiver.input.path];
    const sending = endOf(spawn(process.execPath, args, { stdio: 'ignore' }));
    const wallS = await untilComplete(receiver.output, meter, expected);
    await sending;
    const spentS = cpuS() - before;
    return { wallS, cpuS: spentS, ...meter.others(spentS) };
  });
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
