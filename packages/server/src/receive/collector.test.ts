// What tests of listeners share: a sink in memory that stands in for the journal, counters, and patience.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameSink, ListenerParts, Received, Refusal } from './listener.js';

export class Collector implements FrameSink {
  readonly received: Received[] = [];
  readonly refusals = new Map<Refusal, number>();
  readonly logged: string[] = [];
  connections = 0;
  counted = 0;
  /** What the next pushes answer: durable at once, when `settle` is called, never; or refused at once. */
  durability: 'now' | 'later' | 'never' | 'refused' = 'now';
  #later: (() => void)[] = [];
  #room: Promise<void> | undefined;
  #openRoom: () => void = () => {};

  readonly parts: ListenerParts = {
    sink: this,
    counters: {
      received: (_peer, frames) => {
        this.counted += frames;
      },
      refused: (_peer, reason, count) => {
        this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + count);
      },
      connections: (open) => {
        this.connections = open;
      },
    },
    log: {
      info: (_details, message) => this.logged.push(message),
      warn: (_details, message) => this.logged.push(message),
      error: (_details, message) => this.logged.push(message),
    },
  };

  push(received: Received): { accepted: boolean; durable: Promise<void> } {
    if (this.durability === 'refused') return { accepted: false, durable: Promise.reject(new Error('being closed')) };
    this.received.push(received);
    if (this.durability === 'never') return { accepted: true, durable: Promise.reject(new Error('disk on fire')) };
    if (this.durability === 'now') return { accepted: true, durable: Promise.resolve() };
    return { accepted: true, durable: new Promise((resolve) => this.#later.push(resolve)) };
  }

  room(): Promise<void> | undefined {
    return this.#room;
  }

  shut(): void {
    this.#room = new Promise((resolve) => {
      this.#openRoom = resolve;
    });
  }

  open(): void {
    this.#room = undefined;
    this.#openRoom();
  }

  settle(): void {
    for (const resolve of this.#later.splice(0)) resolve();
  }

  /** The frames received so far, as text of one character per byte. */
  get texts(): string[] {
    return this.received.flatMap(({ frames }) => frames.map(({ bytes }) => Buffer.from(bytes).toString('latin1')));
  }

  get frames(): number {
    return this.received.reduce((sum, { frames }) => sum + frames.length, 0);
  }
}

/** Waits until it holds; fails with what is there instead. */
export async function until(
  holds: () => boolean,
  { patienceMs = 60_000, seen = (): unknown => undefined } = {},
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > deadline)
      assert.fail(`still not so after ${patienceMs} ms: ${holds.toString()} ${JSON.stringify(seen())}`);
    await sleep(5);
  }
}
