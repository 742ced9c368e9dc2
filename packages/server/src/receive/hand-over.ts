// Hands frames to the sink, counts them, and knows when everything handed over is durable.

import type { Frame } from '../frame/frame.js';
import type { ListenerParts } from './listener.js';

export interface Origin {
  readonly sourceId: string;
  /** False for datagrams. */
  readonly canWait: boolean;
  /** False for files: the time of reading says nothing about their lines. */
  readonly isLive: boolean;
}

export class HandOver {
  readonly #origin: Origin;
  readonly #parts: ListenerParts;
  readonly #now: () => number;
  #outstanding = 0;
  #waiting: (() => void)[] = [];

  constructor(origin: Origin, parts: ListenerParts) {
    this.#origin = origin;
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
  }

  /** True when the frames are durable; false when they were refused or never will be, which has been counted or logged. */
  push(peer: string, frames: readonly Frame[]): Promise<boolean> {
    const { sourceId, canWait, isLive } = this.#origin;
    this.#parts.counters.received(peer, frames.length, totalBytes(frames));
    const receivedAt = isLive ? this.#now() : null;
    const { accepted, durable } = this.#parts.sink.push({ sourceId, peer, receivedAt, frames, canWait });
    if (!accepted) {
      // Refused and counted by the sink: whatever its promise says is no news.
      durable.catch(() => {});
      return Promise.resolve(false);
    }
    this.#outstanding++;
    return durable.then(
      () => this.#settle(true),
      (error: unknown) => {
        this.#parts.log.error({ sourceId, peer, frames: frames.length, error }, 'frames could not be made durable');
        return this.#settle(false);
      },
    );
  }

  /** Resolves when all that was pushed is durable or never will be. */
  settled(): Promise<void> {
    if (this.#outstanding === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #settle(isDurable: boolean): boolean {
    this.#outstanding--;
    if (this.#outstanding === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    return isDurable;
  }
}

function totalBytes(frames: readonly Frame[]): number {
  let total = 0;
  for (const { bytes } of frames) total += bytes.length;
  return total;
}
