// RELP, version 0, as rsyslog's omrelp speaks it: every transaction is answered, and one that carries a message only when the
// message is durable. What was not answered when a connection ends is sent again by the client over the next one (repeats.ts).
//
//   client                                       server
//   1 open 47 relp_version=0 … commands=syslog   1 rsp 61 200 OK relp_version=0 … commands=syslog
//   2 syslog 24 <134>…                           2 rsp 6 200 OK           when durable
//   3 close 0                                    3 rsp 0, 0 serverclose 0

import type { Socket } from 'node:net';
import { type Frame, frameOf } from '../frame/frame.js';
import { type RelpFrame, RelpFramer } from '../frame/relp.js';
import type { Conversation } from './connection.js';
import { HandOver } from './hand-over.js';
import type { Listener, ListenerCounters, ListenerParts } from './listener.js';
import { type Repeated, Repeats } from './repeats.js';
import { createStreamListener, type StreamConfig } from './stream-listener.js';
import { createTlsGate, type TlsFiles } from './tls-gate.js';

export interface RelpConfig extends StreamConfig {
  readonly tls?: TlsFiles;
}

export function createRelpListener(config: RelpConfig, parts: ListenerParts): Listener {
  const { tls } = config;
  const repeats = new Repeats(parts.latest ?? (() => Promise.resolve([])));
  return createStreamListener({
    config,
    parts,
    converse: (socket, peer) => new RelpConversation({ socket, peer, config, parts, repeats }),
    ...(tls && { gate: createTlsGate(tls, config, parts) }),
  });
}

interface RelpParts {
  readonly socket: Socket;
  readonly peer: string;
  readonly config: StreamConfig;
  readonly parts: ListenerParts;
  readonly repeats: Repeats;
}

const OFFER = 'relp_version=0\nrelp_software=gatehouse\ncommands=syslog';

class RelpConversation implements Conversation {
  readonly isAnswered = true;
  readonly #socket: Socket;
  readonly #limit: number;
  readonly #framer: RelpFramer;
  readonly #handOver: HandOver;
  readonly #peer: string;
  readonly #counters: ListenerCounters;
  readonly #repeats: Repeats;
  #repeated: Repeated | null = null;
  #isOpen = false;
  #isClosing = false;
  /** Answers in the order of the transactions: each waits for those before it. */
  #answered: Promise<void> = Promise.resolve();

  constructor({ socket, peer, config, parts, repeats }: RelpParts) {
    this.#socket = socket;
    this.#peer = peer;
    this.#counters = parts.counters;
    this.#repeats = repeats;
    this.#limit = config.maxFrameBytes;
    this.#framer = new RelpFramer(config.maxFrameBytes);
    this.#handOver = new HandOver({ sourceId: config.sourceId, canWait: true, isLive: true }, parts);
  }

  get isMidFrame(): boolean {
    return this.#framer.isMidFrame;
  }

  get heldBytes(): number {
    return this.#framer.heldBytes;
  }

  get isBroken(): boolean {
    return this.#framer.isBroken;
  }

  take(chunk: Buffer): boolean {
    const frames = this.#framer.push(chunk);
    let messages: RelpFrame[] = [];
    for (const frame of frames) {
      if (frame.command === 'syslog' && this.#isOpen) {
        messages.push(frame);
        continue;
      }
      this.#handOverAll(messages);
      messages = [];
      this.#command(frame);
    }
    this.#handOverAll(messages);
    return frames.length > 0;
  }

  end(): void {
    this.#repeats.ended(this.#peer, { isOrderly: this.#isClosing, settled: this.#answered });
    this.#isClosing = true;
  }

  giveUp(): void {
    this.end();
  }

  settled(): Promise<void> {
    return this.#answered;
  }

  goodbye(): void {
    this.#write('0 serverclose 0\n');
  }

  /** Durable messages are answered; one that never will be ends the connection, so that the client keeps it. */
  #handOverAll(messages: readonly RelpFrame[]): void {
    if (messages.length === 0 || this.#isClosing) return;
    const frames = messages.map((message) => this.#frame(message)).filter((frame) => frame !== undefined);
    this.#leaveOutRepeated(frames);
    const durable = frames.length === 0 ? Promise.resolve(true) : this.#handOver.push(this.#peer, frames);
    const answers = messages.map(({ transaction }) => `${transaction} rsp 6 200 OK\n`).join('');
    this.#answer(durable, answers);
  }

  /** What is repeated is durable already: it is answered and not taken again. */
  #leaveOutRepeated(frames: Frame[]): void {
    if (this.#repeated === null) return;
    let repeated = 0;
    while (repeated < frames.length && this.#repeated.take((frames[repeated] as Frame).bytes)) repeated++;
    if (repeated < frames.length) this.#repeated = null;
    if (repeated > 0) this.#counters.refused(this.#peer, 'sent-again', repeated);
    frames.splice(0, repeated);
  }

  /** The client waits for the answer before it sends: by then it is known what may be repeated. */
  async #open(): Promise<boolean> {
    this.#isOpen = true;
    this.#repeated = await this.#repeats.expected(this.#peer).catch(() => null);
    return true;
  }

  #frame({ data, dataLength, ending }: RelpFrame): Frame | undefined {
    return frameOf({ bytes: data, length: dataLength, ending, kind: 'block' }, this.#limit);
  }

  #command({ transaction, command }: RelpFrame): void {
    const done = Promise.resolve(true);
    if (command === 'open') {
      this.#answer(this.#open(), response(transaction, `200 OK\n${OFFER}`));
    } else if (command === 'close') {
      this.#answer(done, `${transaction} rsp 0\n0 serverclose 0\n`);
      this.#isClosing = true;
      void this.#answered.then(() => this.#socket.end());
    } else if (transaction > 0) this.#answer(done, response(transaction, '500 command not supported'));
  }

  #answer(ready: Promise<boolean>, text: string): void {
    const before = this.#answered;
    this.#answered = ready.then(async (isDurable) => {
      await before;
      if (isDurable) this.#write(text);
      else this.#socket.destroy();
    });
  }

  #write(text: string): void {
    if (this.#socket.writable) this.#socket.write(text, 'latin1');
  }
}

function response(transaction: number, text: string): string {
  return `${transaction} rsp ${text.length} ${text}\n`;
}
