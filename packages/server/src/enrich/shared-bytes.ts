// Memory that all threads share, filled by the first one that needs it: a geographic database of 60 MB is read when the first
// public address comes, once, however many workers there are. Until then the operating system gives it no memory.

const EMPTY = 0;
const FILLING = 1;
const FILLED = 2;
const FAILED = 3;

/** Views of shared memory keep being shared when they are handed to a worker. */
export interface SharedBytes {
  readonly state: Int32Array;
  readonly bytes: Uint8Array;
}

export function reserveBytes(size: number): SharedBytes {
  return { state: new Int32Array(new SharedArrayBuffer(4)), bytes: new Uint8Array(new SharedArrayBuffer(size)) };
}

/** Fills the bytes unless that is done; others wait meanwhile. False when it has failed, for whichever thread tried. */
export function fillOnce(state: Int32Array, fill: () => void): boolean {
  for (;;) {
    const before = Atomics.compareExchange(state, 0, EMPTY, FILLING);
    if (before === FILLED || before === FAILED) return before === FILLED;
    if (before === EMPTY) return fillNow(state, fill);
    Atomics.wait(state, 0, FILLING);
  }
}

export function isFilled(state: Int32Array): boolean {
  return Atomics.load(state, 0) === FILLED;
}

export function hasFailed(state: Int32Array): boolean {
  return Atomics.load(state, 0) === FAILED;
}

function fillNow(state: Int32Array, fill: () => void): boolean {
  let outcome = FAILED;
  try {
    fill();
    outcome = FILLED;
    return true;
  } finally {
    Atomics.store(state, 0, outcome);
    Atomics.notify(state, 0);
  }
}
