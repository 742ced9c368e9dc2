// RELP, version 0, as rsyslog's omrelp speaks it: every transaction is answered, and one that carries a message only when the
// message is durable. What was not answered when a connection ends is sent again by the client over the next one.
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
import type { Listener, ListenerParts } from './listener.js';
import { createStreamListener, type StreamConfig } from './stream-listener.js';
import { createTlsGate, type TlsFiles } from './tls-gate.js';

export interface RelpConfig extends StreamConfig {
  readonly tls?: TlsFiles;
}

export function createRelpListener(config: RelpConfig, parts: ListenerParts): Listener {
  const { tls } = config;
  return createStreamListener({
    config,
    parts,
    converse: (socket, peer) => new RelpConversation({ socket, peer, config, parts }),
    ...(tls && { gate: createTlsGate(tls, config, parts) }),
  });
}

interface RelpParts {
  readonly socket: Socket;
  readonly peer: string;
  readonly config: StreamConfig;
  readonly parts: ListenerParts;
}

const OFFER = 'relp_version=0\nrelp_software=gatehouse\ncommands=syslog';

class RelpConversation implements Conversation {
  readonly resends = true;
  readonly #socket: Socket;
  readonly #limit: number;
  readonly #framer: RelpFramer;
  readonly #handOver: HandOver;
  readonly #peer: string;
  #isOpen = false;
  #isClosing = false;
  /** Answers in the order of the transactions: each waits for those before it. */
  #answered: Promise<void> = Promise.resolve();

  constructor({ socket, peer, config, parts }: RelpParts) {
    this.#socket = socket;
    this.#peer = peer;
    this.#limit = config.maxFrameBytes;
    this.#framer = new RelpFramer(config.maxFrameBytes);
    this.#handOver = new HandOver({ sourceId: config.sourceId, canWait: true, isLive: true }, parts);
  }

  get isMidFrame(): boolean {
    return this.#framer.isMidFrame;
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
    this.#isClosing = true;
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
    const durable = frames.length === 0 ? Promise.resolve(true) : this.#handOver.push(this.#peer, frames);
    const answers = messages.map(({ transaction }) => `${transaction} rsp 6 200 OK\n`).join('');
    this.#answer(durable, answers);
  }

  #frame({ data, dataLength, ending }: RelpFrame): Frame | undefined {
    return frameOf({ bytes: data, length: dataLength, ending, kind: 'block' }, this.#limit);
  }

  #command({ transaction, command }: RelpFrame): void {
    const done = Promise.resolve(true);
    if (command === 'open') {
      this.#isOpen = true;
      this.#answer(done, response(transaction, `200 OK\n${OFFER}`));
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
