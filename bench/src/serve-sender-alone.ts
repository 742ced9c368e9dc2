/**
 * The sender of the measurements of receiving, a process of its own: what it costs is not ours.
 * Arguments: `tcp PORT FILE` as fast as it is taken; `paced PORT FILE RATE SECONDS` over TCP; `udp PORT FILE RATE SECONDS`.
 * Prints the number of lines that it has sent.
 */
import { createSocket } from 'node:dgram';
import { createReadStream, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const TICK_MS = 5;
const LINE_FEED = 0x0a;

interface Pace {
  readonly port: number;
  readonly lines: readonly Buffer[];
  readonly perSecond: number;
  readonly seconds: number;
}

function linesOf(path: string, most: number): Buffer[] {
  const bytes = readFileSync(path);
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length && lines.length < most; ) {
    const to = bytes.indexOf(LINE_FEED, from);
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

/** Calls `send` so often that the rate holds, in bursts of some milliseconds. */
async function paced({ lines, perSecond, seconds }: Pace, send: (lines: readonly Buffer[]) => void): Promise<number> {
  const total = perSecond * seconds;
  const begin = performance.now();
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, Math.ceil(((performance.now() - begin) * perSecond) / 1000));
    const burst: Buffer[] = [];
    for (; sent < due; sent++) burst.push(lines[sent % lines.length] as Buffer);
    send(burst);
    await sleep(TICK_MS);
  }
  return sent;
}

async function sendPaced(pace: Pace): Promise<number> {
  const socket = await connected(pace.port);
  const sent = await paced(pace, (lines) => void socket.write(Buffer.concat(lines.flatMap((line) => [line, NEWLINE]))));
  socket.end();
  return sent;
}

const NEWLINE = Buffer.of(LINE_FEED);

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

async function sendUdp(pace: Pace): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.connect(pace.port, '127.0.0.1', resolve));
  const sent = await paced(pace, (lines) => {
    for (const line of lines) socket.send(line);
  });
  await sleep(200);
  socket.close();
  return sent;
}

const MOST_LINES = 200_000;

async function main([how = '', port = '', path = '', rate = '0', seconds = '0']: readonly string[]): Promise<void> {
  if (how === 'tcp') {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), await connected(Number(port)));
    return;
  }
  const lines = linesOf(path, MOST_LINES);
  const pace = { port: Number(port), lines, perSecond: Number(rate), seconds: Number(seconds) };
  process.stdout.write(`${await (how === 'udp' ? sendUdp(pace) : sendPaced(pace))}\n`);
}

await main(process.argv.slice(2));
