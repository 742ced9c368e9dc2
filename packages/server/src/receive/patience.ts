// How long a listener that stops waits for others: for room in a journal that may be full for hours, for blocks to be durable.

import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameSink } from './listener.js';

const STOP_MS = 6000;

/** Waits for the work, but not for ever: whatever is not durable by then was never acknowledged. */
export async function within(work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  await Promise.race([
    work.finally(() => done.abort()),
    sleep(STOP_MS, undefined, { signal: done.signal }).catch(() => {}),
  ]);
}

/** Waits for room; false when the listener is to stop, with or without room. */
export async function roomUnlessStopped(sink: FrameSink, signal: AbortSignal): Promise<boolean> {
  const waiting = signal.aborted ? undefined : sink.room();
  if (waiting !== undefined) {
    await new Promise<void>((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      signal.addEventListener('abort', done);
      waiting.then(done, done);
    });
  }
  return !signal.aborted;
}
