// Generated traffic for a server that has no appliance yet: the day so far at once, then each line when its time comes.

import { connect, type Socket } from 'node:net';
import type { Generated } from '../generate/generate.js';
import { generate } from '../generate/generate.js';
import type { Log } from '../log.js';
import type { BoundAddress } from '../serve/server.js';

const DAY_MS = 86_400_000;
const EVENTS_PER_DAY = 20_000;
const USERS = 60;
const LINES_AT_ONCE = 200;
const TICK_MS = 50;

/** Sends to the first TCP listener; returns the function that stops it. */
export function startDemoTraffic(bound: readonly BoundAddress[], log: Log): () => void {
  const target = bound.find(({ kind }) => kind === 'tcp');
  if (target === undefined) {
    log.warn({}, 'no demo traffic: there is no TCP listener');
    return () => undefined;
  }
  const socket = connect(target.port, target.address);
  socket.on('error', (error) => log.warn({ error }, 'demo traffic has ended'));
  const lines = today(Date.now());
  const timer = setInterval(() => sendDue(socket, lines), TICK_MS);
  log.info({ listener: target.id }, 'sending demo traffic');
  return () => {
    clearInterval(timer);
    socket.destroy();
  };
}

class Queue {
  readonly #lines: Iterator<Generated>;
  #next: Generated | null = null;

  constructor(lines: Iterator<Generated>) {
    this.#lines = lines;
  }

  /** The next line if its time has come. */
  takeDue(now: number): string | null {
    if (this.#next === null) {
      const result = this.#lines.next();
      if (result.done === true) return null;
      this.#next = result.value;
    }
    const { line, truth } = this.#next;
    if (Date.parse(String(truth['eventTime'] ?? '')) > now) return null;
    this.#next = null;
    return line;
  }
}

function today(now: number): Queue {
  const start = Math.floor(now / DAY_MS) * DAY_MS;
  const seed = Math.floor(now / DAY_MS);
  const scenarios = ['normal', 'spray', 'hijack'] as const;
  return new Queue(
    generate({ events: EVENTS_PER_DAY, seed, mix: 'realistic', users: USERS, days: 1, start, scenarios }),
  );
}

function sendDue(socket: Socket, lines: Queue): void {
  if (socket.writableNeedDrain) return;
  let text = '';
  for (let count = 0; count < LINES_AT_ONCE; count++) {
    const line = lines.takeDue(Date.now());
    if (line === null) break;
    text += `${line}\n`;
  }
  if (text !== '') socket.write(Buffer.from(text, 'latin1'));
}
