// What every way of receiving has in common: frames with where they came from, handed to one sink, and acknowledged when the
// sink says that they are durable. receive/ owns sockets, limits, timeouts and back-pressure; it knows nothing of NetScaler.

import type { Frame } from '../frame/frame.js';
import type { UnfinishedBudget } from './unfinished-budget.js';

export type { Frame };

/** Frames of one peer that arrived together. */
export interface Received {
  /** Id of the configured listener, which is an event source. */
  readonly sourceId: string;
  /** Address of the sender without port; the path for files. */
  readonly peer: string;
  /** Milliseconds since 1970 UTC; null for files, whose time of reading says nothing about their lines. */
  readonly receivedAt: number | null;
  readonly frames: readonly Frame[];
  /** False for datagrams: nobody can be asked to wait, so these may be refused. True: wait for `room()` first. */
  readonly canWait: boolean;
}

export interface FrameSink {
  /**
   * Takes the frames over. `durable` resolves when they survive a crash, and rejects when they never will; `accepted` is
   * false when they were refused because the journal is full and the sender cannot wait (UDP): then nothing has been kept
   * and the refusal has been counted.
   */
  push(received: Received): { readonly accepted: boolean; readonly durable: Promise<void> };
  /**
   * Resolves when there is room again: a listener that can stop reading waits for it before it reads on. Undefined when
   * there is room now, so that the usual case costs no turn of the event loop.
   */
  room(): Promise<void> | undefined;
}

/** Reasons for which bytes are refused before they become frames; each is a label of the metric of refusals. */
export const REFUSALS = {
  'peer-not-allowed': 'the sender is not in the allowed networks of the listener',
  'too-many-connections':
    'the listener has as many connections as it may have; of the sender with most the oldest quiet one gives way to others',
  'journal-full': 'the journal is full and a datagram cannot wait',
  'bad-framing': 'the bytes are no frames of the announced kind',
  'too-much-unfinished':
    'unfinished messages of all connections together take too much memory, and this sender holds the most',
  'handshake-failed': 'TLS could not be agreed on',
  'sent-again': 'the message is kept already: its acknowledgement was lost with a connection (RELP)',
  'idle-timeout': 'the connection was silent for too long in the middle of a frame',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** Counts of one listener; `serve` adds the source as a label. */
export interface ListenerCounters {
  received(peer: string, frames: number, bytes: number): void;
  refused(peer: string, reason: Refusal, count: number): void;
  connections(open: number): void;
}

export interface Listener {
  readonly sourceId: string;
  /** Starts receiving; resolves with the address that was bound, for port 0. */
  start(): Promise<{ readonly address: string; readonly port: number }>;
  /** Stops accepting, hands over what has been framed, acknowledges what is durable, closes. */
  stop(): Promise<void>;
  /** Reads its certificate again; rejects, and keeps what it has, when that cannot be used. */
  reload?(): Promise<void>;
}

/** Where a listener says what an operator should know: the part of pino's interface that is used. */
export interface ListenerLog {
  info(details: Readonly<Record<string, unknown>>, message: string): void;
  warn(details: Readonly<Record<string, unknown>>, message: string): void;
  error(details: Readonly<Record<string, unknown>>, message: string): void;
}

/** What every listener is given beside its configuration. */
export interface ListenerParts {
  readonly sink: FrameSink;
  readonly counters: ListenerCounters;
  readonly log: ListenerLog;
  /** Memory for unfinished messages, shared by all listeners; one of its own without it. */
  readonly unfinished?: UnfinishedBudget;
  /** The latest durable lines of a peer of this listener, one character per byte. */
  readonly latest?: (peer: string) => Promise<readonly string[]>;
  /** Milliseconds since 1970 UTC; the system's clock unless told otherwise. */
  readonly now?: () => number;
}
