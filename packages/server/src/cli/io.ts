/**
 * What a command may touch of the outside: streams, environment, current folder, interruption.
 * In: the process (once, in `processIo`), or a capture in tests. Out: `Io`, handed to every command.
 *
 * Writing waits for room, so that `gatehouse parse huge.log | slow-reader` keeps constant memory, and tells a closed pipe
 * apart from a failure: `gatehouse parse huge.log | head` is a success.
 */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';
import { AppError } from '../errors.js';

export type Paint = ReturnType<typeof picocolors.createColors>;
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Output {
  readonly isTty: boolean;
  /** Width of the terminal in columns; 80 where there is none. */
  readonly columns: number;
  /** Colour functions; they return their input unchanged where colour is off. */
  readonly paint: Paint;
  /** Resolves when there is room for more. Rejects with OutputClosed when the reader has gone away. */
  write(data: string | Uint8Array): Promise<void>;
  /** Resolves when everything written has left the process. Rejects like `write`. */
  flush(): Promise<void>;
}

export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** Relative paths in arguments are resolved against this folder. */
  readonly cwd: string;
  /** Registers work to be finished before an interrupted process exits; returns the function that takes it back. */
  onInterrupt(finish: () => Promise<void>): () => void;
}

/** The reader of our output has gone away: nothing is left to do, and nothing has failed. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

type TerminalWritable = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** https://no-color.org: any non-empty NO_COLOR turns colour off; FORCE_COLOR turns it on where there is no terminal. */
export function wantsColour(env: Environment, isTty: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return isTty && env['TERM'] !== 'dumb';
}

export function createOutput(stream: TerminalWritable, env: Environment): Output {
  const isTty = stream.isTTY === true;
  const failures: Error[] = [];
  const throwFailure = () => {
    if (failures[0] !== undefined) throw failures[0];
  };
  stream.on('error', (error: NodeJS.ErrnoException) => void failures.push(outputFailure(error)));
  return {
    isTty,
    get columns() {
      return stream.columns ?? 80;
    },
    paint: picocolors.createColors(wantsColour(env, isTty)),
    async write(data) {
      throwFailure();
      if (stream.write(data)) return;
      await roomOrFailure(stream);
      throwFailure();
    },
    async flush() {
      await new Promise<void>((resolve) => void stream.write('', () => resolve()));
      throwFailure();
    },
  };
}

/** Waits for the stream to drain; its own error listener has recorded the failure when it ends otherwise. */
async function roomOrFailure(stream: Writable): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  const closed = once(stream, 'close', { signal });
  const drained = once(stream, 'drain', { signal });
  await Promise.race([drained, closed]).catch(() => undefined);
  settled.abort();
  await Promise.allSettled([drained, closed]);
}

function outputFailure(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return new OutputClosed();
  if (error.code === 'ENOSPC') return new AppError('output.disk-full', {}, { cause: error });
  return new AppError('output.failed', { reason: error.message }, { cause: error });
}

export interface Interruption {
  onInterrupt(finish: () => Promise<void>): () => void;
  /** Runs everything registered; the second call does not wait for the first. */
  interrupt(): Promise<void>;
  isInterrupted(): boolean;
}

export function createInterruption(): Interruption {
  const pending = new Set<() => Promise<void>>();
  let isInterrupted = false;
  return {
    onInterrupt(finish) {
      pending.add(finish);
      return () => void pending.delete(finish);
    },
    async interrupt() {
      if (isInterrupted) return;
      isInterrupted = true;
      await Promise.allSettled([...pending].map((finish) => finish()));
    },
    isInterrupted: () => isInterrupted,
  };
}

/** The process itself. Call once: it adds listeners to the standard streams. */
export function processIo(interruption: Interruption): Io {
  const { env } = process;
  return {
    stdin: process.stdin,
    stdout: createOutput(process.stdout, env),
    stderr: createOutput(process.stderr, env),
    env,
    cwd: process.cwd(),
    onInterrupt: interruption.onInterrupt,
  };
}
