// What a running server says about itself: the body of /status, what `gatehouse status` prints, and what the metrics are taken from.

import type { SourceTraffic } from '@gatehouse/model';
import type { JournalFacts } from '../journal/journal.js';
import type { Refusal } from '../receive/listener.js';
import type { EngineLoss } from './message-gaps.js';
import type { RetentionState } from './retention.js';

/** Raised when a field changes its meaning or goes away; new fields may come without. */
export const STATUS_VERSION = 1;

/** Counts of one peer, or of all peers of a listener together. */
export interface TrafficStatus extends SourceTraffic {
  readonly receivedBytes: number;
  readonly refused: Readonly<Record<Refusal, number>>;
  readonly journaledFrames: number;
}

export interface PeerStatus extends TrafficStatus {
  readonly peer: string;
}

export interface ListenerStatus extends TrafficStatus {
  readonly id: string;
  readonly kind: string;
  /** What was bound; null for files and while nothing is bound. */
  readonly address: string | null;
  readonly connections: number;
  readonly silentAfterSeconds: number;
  /** Datagrams that the kernel threw away; null where it does not tell. */
  readonly kernelDrops: number | null;
  readonly defects: Readonly<Record<string, number>>;
  readonly peers: readonly PeerStatus[];
}

/** received + carried = refused + waiting + inJournal + stored + damaged + unaccounted; the last one is 0, or frames were lost. */
export interface Balance {
  readonly received: number;
  /** Found in the journal when the process began. */
  readonly carried: number;
  /** Frames that the full journal refused; what was refused before it became a frame was not received. */
  readonly refused: number;
  /** Received and not yet durable. */
  readonly waiting: number;
  readonly inJournal: number;
  readonly stored: number;
  /** In blocks of the journal that could not be read. */
  readonly damaged: number;
  readonly unaccounted: number;
}

export interface StoreStatus {
  readonly inserts: number;
  readonly insertSeconds: number;
  readonly failures: number;
  /** From receipt to storage, of the latest groups of frames; null before the first. */
  readonly delaySeconds: { readonly median: number | null; readonly p99: number | null };
}

export interface ProcessStatus {
  readonly startedAt: string;
  readonly uptimeSeconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly cpuSeconds: number;
}

export interface StatusReport {
  readonly statusVersion: typeof STATUS_VERSION;
  readonly time: string;
  readonly process: ProcessStatus;
  readonly listeners: readonly ListenerStatus[];
  readonly engines: readonly EngineLoss[];
  /** Numbered messages of packet engines for which the table had no room. */
  readonly untrackedMessages: number;
  readonly journal: JournalFacts;
  readonly store: StoreStatus;
  readonly balance: Balance;
  readonly retention: RetentionState;
}
