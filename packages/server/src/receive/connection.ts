// One connection of a stream listener: reads while the sink has room, gives up on senders that stop in the middle of a frame,
// ends in order. What is said over it (plain frames or RELP) is the conversation's business.
//
//   open ──── peer ends, breaks the rules, stalls; we stop ────► ended ── all durable and acknowledged ──► closed

import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ListenerCounters } from './listener.js';
import type { Holder, UnfinishedBudget } from './unfinished-budget.js';

export interface Conversation {
  /** Takes bytes over; true when a frame ended in them. */
  take(chunk: Buffer): boolean;
  /** Nothing more will be taken: hands over what stands unfinished, unless the peer will send it again. */
  end(): void;
  /** The same where memory is needed: of what stands unfinished only the beginning is kept. */
  giveUp(): void;
  /** Resolves when everything handed over is durable and acknowledged, or never will be. */
  settled(): Promise<void>;
  /** The last words before we close. */
  goodbye(): void;
  readonly isMidFrame: boolean;
  /** Bytes of memory that the frame under way takes. */
  readonly heldBytes: number;
  /** The bytes are no frames; there is no way back. */
  readonly isBroken: boolean;
  /** The peer waits for answers, which need our half of the connection, and sends again what was not answered. */
  readonly isAnswered: boolean;
}

export interface ConnectionParts {
  readonly socket: Socket;
  readonly peer: string;
  readonly conversation: Conversation;
  readonly counters: ListenerCounters;
  readonly room: () => Promise<void> | undefined;
  readonly unfinished: UnfinishedBudget;
  readonly now: () => number;
}

/** How long we read on after stopping: what the system holds comes at once, what is under way within a round trip. */
const DRAIN_QUIET_MS = 50;
const DRAIN_MOST_MS = 1000;
/** For the peer to see our end and to close; a close with unread bytes would destroy acknowledgements under way. */
const FAREWELL_MS = 500;

export class Connection implements Holder {
  readonly closed: Promise<void>;
  readonly peer: string;
  readonly #parts: ConnectionParts;
  #isWaiting = false;
  #hasRoom = true;
  #isEnded = false;
  #isClosed = false;
  #bytes = 0;
  /** When the frame under way began, or was last hindered by us. */
  #since: number;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.peer = parts.peer;
    this.#since = parts.now();
    const { socket } = parts;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('end', () => this.#finish());
    // What goes wrong with a connection is told by its closing; without a listener the error would end the program.
    socket.on('error', () => {});
    socket.on('drain', () => this.#resume());
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#isClosed = true;
        this.#end();
        resolve();
      });
    });
    this.#waitForRoom();
  }

  /** Gives up a connection that has been in the middle of a frame for too long, by no fault of ours. */
  expire(idleTimeoutMs: number): void {
    const { conversation, counters, peer, socket, now } = this.#parts;
    if (this.#isEnded || this.#isWaiting || !conversation.isMidFrame || now() - this.#since < idleTimeoutMs) return;
    counters.refused(peer, 'idle-timeout', 1);
    this.#end();
    socket.destroy();
  }

  /** Its frame takes memory that others need. */
  giveUp(): void {
    this.#parts.counters.refused(this.peer, 'too-much-unfinished', 1);
    this.#parts.conversation.giveUp();
    this.#end();
    this.#parts.socket.destroy();
  }

  /** Nothing is under way, neither here nor because of us. */
  isQuiet(): boolean {
    return !this.#parts.conversation.isMidFrame && !this.#isWaiting;
  }

  /** Hands over what has arrived, waits until it is durable, closes. */
  async stop(): Promise<void> {
    const { conversation, socket } = this.#parts;
    await this.#drain();
    this.#end();
    await conversation.settled();
    if (this.#isClosed) return;
    conversation.goodbye();
    socket.end();
    await Promise.race([this.closed, sleep(FAREWELL_MS, undefined, { ref: false })]);
    socket.destroy();
    await this.closed;
  }

  #read(chunk: Buffer): void {
    if (this.#isEnded) return;
    const { conversation, counters, peer, now, unfinished } = this.#parts;
    this.#bytes += chunk.length;
    const isNew = !conversation.isMidFrame;
    if (conversation.take(chunk) || isNew) this.#since = now();
    unfinished.holds(this, conversation.heldBytes);
    if (this.#isEnded) return;
    if (conversation.isBroken) {
      counters.refused(peer, 'bad-framing', 1);
      this.#finish();
    } else this.#waitForRoom();
  }

  /** Reads no further while the sink has no room, or while the peer does not read our acknowledgements. */
  #waitForRoom(): void {
    const { room, socket } = this.#parts;
    const waiting = room();
    this.#hasRoom = waiting === undefined;
    waiting?.then(
      () => {
        this.#hasRoom = true;
        this.#resume();
      },
      () => socket.destroy(),
    );
    if (!this.#hasRoom || socket.writableNeedDrain) {
      this.#isWaiting = true;
      socket.pause();
    }
  }

  #resume(): void {
    const { socket, now } = this.#parts;
    if (!this.#isWaiting || !this.#hasRoom || socket.writableNeedDrain) return;
    this.#isWaiting = false;
    this.#since = now();
    socket.resume();
  }

  /** A peer that is answered goes on sending until it has used its window, and has to hear all answers. */
  async #drain(): Promise<void> {
    const { socket, conversation, now } = this.#parts;
    const begin = now();
    if (!conversation.isAnswered) socket.end();
    for (let seen = -1; this.#mayDrain(seen) && now() - begin < DRAIN_MOST_MS; ) {
      seen = this.#bytes;
      const settled = conversation.isAnswered ? conversation.settled() : Promise.resolve();
      await Promise.race([this.closed, settled.then(() => sleep(DRAIN_QUIET_MS)), sleep(DRAIN_MOST_MS)]);
    }
  }

  #mayDrain(seen: number): boolean {
    return !this.#isEnded && (this.#isWaiting || seen !== this.#bytes);
  }

  /** The peer has ended, or must: closes when all is durable. */
  #finish(): void {
    const { conversation, socket } = this.#parts;
    this.#end();
    conversation.settled().then(
      () => socket.destroySoon(),
      () => socket.destroy(),
    );
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#parts.conversation.end();
    this.#parts.unfinished.holds(this, 0);
  }
}
