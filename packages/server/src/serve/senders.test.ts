// Senders of numbered lines for live tests: RELP that sends again what was not acknowledged, and plain TCP that does not know.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { loginLine } from './served.test.js';

export interface SenderOptions {
  readonly port: number;
  readonly device: string;
  readonly perSecond: number;
}

const TICK_MS = 5;
const RECONNECT_MS = 20;
/** Messages that may be under way without an acknowledgement; librelp's default is 128. */
const WINDOW = 1024;
const OFFER = 'relp_version=0\nrelp_software=test\ncommands=syslog';

/** What is said over one connection. */
interface Speech {
  /** Sends what may be sent, `most` new lines at most. */
  speak(socket: Socket, most: number): void;
  /** A new connection is there. */
  begin(socket: Socket): void;
  hear(bytes: Buffer): void;
  isDone(): boolean;
}

/** Keeps a connection open, at any cost, until it is told to stop. */
class Sender {
  readonly #speech: Speech;
  readonly #options: SenderOptions;
  readonly #running: Promise<void>;
  #isStopping = false;

  constructor(speech: Speech, options: SenderOptions) {
    this.#speech = speech;
    this.#options = options;
    this.#running = this.#run();
  }

  /** Sends no new lines; resolves when the speech is done. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isEnd()) {
      const socket = connect(this.#options.port, '127.0.0.1');
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.on('error', () => undefined); // told by the close
      socket.on('data', (bytes: Buffer) => this.#speech.hear(bytes));
      await Promise.race([once(socket, 'connect').catch(() => undefined), closed]);
      if (!socket.destroyed) await this.#talk(socket);
      socket.end();
      await closed;
      await sleep(RECONNECT_MS);
    }
  }

  async #talk(socket: Socket): Promise<void> {
    this.#speech.begin(socket);
    let last = performance.now();
    while (!socket.destroyed && !socket.readableEnded && !this.#isEnd()) {
      const now = performance.now();
      const most = this.#isStopping ? 0 : Math.ceil(((now - last) * this.#options.perSecond) / 1000);
      last = now;
      if (!socket.writableNeedDrain) this.#speech.speak(socket, most);
      await sleep(TICK_MS);
    }
  }

  #isEnd(): boolean {
    return this.#isStopping && this.#speech.isDone();
  }
}

export interface RelpSender {
  /** Number of the last line; the first is 1. */
  sent(): number;
  /** Lines that are acknowledged: the first so many. */
  acknowledged(): number;
  /** Resolves when everything sent is acknowledged. */
  stop(): Promise<void>;
}

class RelpSpeech implements Speech {
  readonly #device: string;
  #sent = 0;
  #acknowledged = 0;
  #underWay = 0;
  #transaction = 0;
  /** Transaction → number of the line; acknowledgements may only come in order here. */
  #expected: { readonly transaction: number; readonly line: number }[] = [];
  #heard = '';
  #isOpen = false;

  constructor(device: string) {
    this.#device = device;
  }

  get sent(): number {
    return this.#sent;
  }

  get acknowledged(): number {
    return this.#acknowledged;
  }

  begin(socket: Socket): void {
    this.#transaction = 1;
    this.#expected = [];
    this.#heard = '';
    this.#isOpen = false;
    this.#underWay = this.#acknowledged;
    socket.write(`1 open ${OFFER.length} ${OFFER}\n`);
  }

  speak(socket: Socket, most: number): void {
    if (!this.#isOpen) return;
    const again = this.#sent;
    let text = '';
    for (let made = 0; this.#underWay - this.#acknowledged < WINDOW; ) {
      const line = this.#underWay + 1;
      if (line > again && made++ >= most) break;
      this.#underWay = line;
      this.#sent = Math.max(this.#sent, line);
      const data = loginLine(this.#device, line);
      text += `${++this.#transaction} syslog ${data.length} ${data}\n`;
      this.#expected.push({ transaction: this.#transaction, line });
    }
    if (text !== '') socket.write(text, 'latin1');
  }

  hear(bytes: Buffer): void {
    this.#heard += bytes.toString('latin1');
    for (;;) {
      const [frame, transaction, command, length] = /^(\d+) ([a-z]+) (\d+)/.exec(this.#heard) ?? [];
      if (frame === undefined) return;
      const size = frame.length + (length === '0' ? 0 : 1 + Number(length)) + 1;
      if (this.#heard.length < size) return;
      this.#heard = this.#heard.slice(size);
      if (command === 'rsp') this.#answered(Number(transaction));
    }
  }

  isDone(): boolean {
    return this.#acknowledged === this.#sent;
  }

  #answered(transaction: number): void {
    if (transaction === 1) {
      this.#isOpen = true;
      return;
    }
    const first = this.#expected.shift();
    if (first?.transaction !== transaction)
      throw new Error(`acknowledged ${transaction} instead of ${first?.transaction}`);
    this.#acknowledged = Math.max(this.#acknowledged, first.line);
  }
}

export function startRelp(options: SenderOptions): RelpSender {
  const speech = new RelpSpeech(options.device);
  const sender = new Sender(speech, options);
  return {
    sent: () => speech.sent,
    acknowledged: () => speech.acknowledged,
    stop: () => sender.stop(),
  };
}

export interface TcpSender {
  /** Number of the last line; the first is 1. */
  sent(): number;
  stop(): Promise<void>;
}

export function startTcp(options: SenderOptions): TcpSender {
  let sent = 0;
  const speech: Speech = {
    begin: () => undefined,
    hear: () => undefined,
    isDone: () => true,
    speak: (socket, most) => {
      let text = '';
      for (let made = 0; made < most; made++) text += `${loginLine(options.device, ++sent)}\n`;
      if (text !== '') socket.write(text, 'latin1');
    },
  };
  const sender = new Sender(speech, options);
  return { sent: () => sent, stop: () => sender.stop() };
}
