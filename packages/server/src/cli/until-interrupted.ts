// Work with something that has to be closed: when it is done, when it has failed, and when somebody presses Ctrl-C.

import type { Io } from './io.js';

export interface Closing {
  close(): Promise<void>;
}

export async function untilInterrupted(io: Io, used: Closing, work: () => Promise<void>): Promise<void> {
  let isInterrupted = false;
  const forget = io.onInterrupt(() => {
    isInterrupted = true;
    return used.close();
  });
  try {
    await work();
  } catch (error) {
    // What the interruption has made to fail is no news to who pressed Ctrl-C.
    if (!isInterrupted) throw error;
  } finally {
    forget();
    await used.close();
  }
}
