// The books of a running server: what came in, what was refused, what is durable, what is stored. Everything is counted in the main
// thread by whoever knows it, and read by /status and /metrics. Nothing here waits, and nothing here touches the outside.

import type { JournalFacts, Segment } from '../journal/journal.js';
import type { ListenerCounters, Received, Refusal } from '../receive/listener.js';
import { MessageGaps, type MessageNumbers } from './message-gaps.js';
import { Peers } from './peers.js';
import { RecentValues } from './recent.js';
import type { Balance, ListenerStatus, StatusReport, StoreStatus } from './status-report.js';
import { type StoredFrames, sumOf, Traffic } from './traffic.js';

export interface SourceFacts {
  readonly id: string;
  readonly kind: string;
  /** Seconds without a frame after which the source counts as silent; 0 is never. */
  readonly silentAfterSeconds: number;
}

/** What became of the lines of one segment: a part of the counts of the encoder. */
export interface SegmentOutcome {
  readonly mapped: number;
  readonly partial: number;
  readonly unrecognised: number;
  readonly defects: Readonly<Record<string, number>>;
  /** Latest event time, milliseconds; null when no line has one. */
  readonly lastTime: number | null;
}

type SegmentFacts = Pick<Segment, 'sourceId' | 'peer' | 'receivedAt' | 'count'>;

/** Blocks of the journal that have been stored and released together. */
export interface StoredBlocks {
  readonly blocks: readonly { readonly sequence: number; readonly segments: readonly SegmentFacts[] }[];
  /** Source → the outcome of each of its segments, in the order of the blocks. */
  readonly outcomes: ReadonlyMap<string, readonly SegmentOutcome[]>;
  readonly inserts: number;
  readonly insertSeconds: number;
  readonly numbers: readonly MessageNumbers[];
}

export interface AccountingOptions {
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** Facts of the journal before this process wrote to it. */
  readonly carried: Pick<JournalFacts, 'last' | 'lines'>;
}

export type AccountingReport = Pick<StatusReport, 'listeners' | 'engines' | 'untrackedMessages' | 'store' | 'balance'>;

export class Accounting {
  readonly #clock: () => number;
  readonly #carried: AccountingOptions['carried'];
  readonly #listeners = new Map<string, ListenerAccount>();
  readonly #gaps = new MessageGaps();
  readonly #delays = new RecentValues(1001);
  #storedFrames = 0;
  #journaledFrames = 0;
  #damagedFrames = 0;
  #inserts = 0;
  #insertSeconds = 0;
  #failures = 0;

  constructor({ clock, carried }: AccountingOptions) {
    this.#clock = clock;
    this.#carried = carried;
  }

  /** Opens the account of a configured source, or hands out the one that it has: a reload keeps its counts. */
  listener(source: SourceFacts): ListenerAccount {
    const account = this.#listeners.get(source.id) ?? new ListenerAccount(this.#clock);
    this.#listeners.set(source.id, account);
    account.describe(source);
    return account;
  }

  accounts(): readonly ListenerAccount[] {
    return [...this.#listeners.values()];
  }

  /** The journal refused these frames, which could not wait. */
  journalRefused({ sourceId, peer, frames }: Pick<Received, 'sourceId' | 'peer' | 'frames'>): void {
    this.#of(sourceId).peer(peer).refused('journal-full', frames.length);
  }

  /** A block is durable. */
  journaled(segments: readonly Pick<Segment, 'sourceId' | 'peer' | 'count'>[]): void {
    for (const { sourceId, peer, count } of segments) {
      this.#journaledFrames += count;
      this.#of(sourceId).peer(peer).journaled(count);
    }
  }

  stored({ blocks, outcomes, inserts, insertSeconds, numbers }: StoredBlocks): void {
    this.#inserts += inserts;
    this.#insertSeconds += insertSeconds;
    const nextOf = new Map<string, number>();
    for (const { sequence, segments } of blocks) {
      for (const segment of segments) {
        const index = nextOf.get(segment.sourceId) ?? 0;
        nextOf.set(segment.sourceId, index + 1);
        const outcome = outcomes.get(segment.sourceId)?.[index] ?? NO_OUTCOME;
        this.#storedSegment(segment, outcome, sequence <= this.#carried.last);
      }
    }
    for (const observed of numbers) this.#gaps.observe(observed);
  }

  storeFailed(): void {
    this.#failures++;
  }

  /** Frames in a block of the journal that cannot be read any more. */
  damaged(frames: number): void {
    this.#damagedFrames += frames;
  }

  report(journal: Pick<JournalFacts, 'lines'>): AccountingReport {
    const listeners = [...this.#listeners].map(([id, account]) => account.status(id));
    return {
      listeners,
      engines: this.#gaps.losses(),
      untrackedMessages: this.#gaps.untracked,
      store: this.#storeStatus(),
      balance: this.#balance(listeners, journal.lines),
    };
  }

  #storedSegment(segment: SegmentFacts, outcome: SegmentOutcome, isCarried: boolean): void {
    const { sourceId, peer, receivedAt, count } = segment;
    const { defects, ...events } = outcome;
    this.#storedFrames += count;
    this.#of(sourceId).stored({ peer, frames: { receivedAt, count, isCarried, ...events }, defects });
    if (receivedAt !== null) this.#delays.add((this.#clock() - receivedAt) / 1000);
  }

  #of(sourceId: string): ListenerAccount {
    // What the journal holds of a source that is no longer configured is stored all the same.
    return this.#listeners.get(sourceId) ?? this.listener({ id: sourceId, kind: 'removed', silentAfterSeconds: 0 });
  }

  #storeStatus(): StoreStatus {
    return {
      inserts: this.#inserts,
      insertSeconds: this.#insertSeconds,
      failures: this.#failures,
      delaySeconds: { median: this.#delays.quantile(0.5), p99: this.#delays.quantile(0.99) },
    };
  }

  #balance(listeners: readonly ListenerStatus[], inJournal: number): Balance {
    const received = listeners.reduce((sum, { receivedFrames }) => sum + receivedFrames, 0);
    const refused = listeners.reduce((sum, listener) => sum + listener.refused['journal-full'], 0);
    const [carried, journaled] = [this.#carried.lines, this.#journaledFrames];
    const [stored, damaged] = [this.#storedFrames, this.#damagedFrames];
    const waiting = received - refused - journaled;
    const unaccounted = carried + journaled - stored - damaged - inJournal;
    return { received, carried, refused, waiting, inJournal, stored, damaged, unaccounted };
  }
}

const NO_OUTCOME: SegmentOutcome = { mapped: 0, partial: 0, unrecognised: 0, defects: {}, lastTime: null };

interface StoredOfPeer {
  readonly peer: string;
  readonly frames: StoredFrames;
  readonly defects: SegmentOutcome['defects'];
}

export class ListenerAccount implements ListenerCounters {
  readonly #clock: () => number;
  readonly #peers: Peers;
  readonly #began: Traffic;
  readonly #defects: Record<string, number> = {};
  #facts: SourceFacts = { id: '', kind: '', silentAfterSeconds: 0 };
  #address: { readonly address: string; readonly port: number } | null = null;
  #connections = 0;
  #drops: number | null = null;
  #dropsBefore = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#peers = new Peers(clock());
    this.#began = new Traffic(clock());
  }

  describe(facts: SourceFacts): void {
    this.#facts = facts;
  }

  /** The socket that was bound; null when it is closed. */
  bound(address: { readonly address: string; readonly port: number } | null): void {
    this.#address = address;
  }

  /** The socket whose drops the kernel counts. */
  get udpSocket(): { readonly address: string; readonly port: number } | null {
    return this.#facts.kind === 'udp' ? this.#address : null;
  }

  received(peer: string, frames: number, bytes: number): void {
    this.peer(peer).received(this.#clock(), frames, bytes);
  }

  refused(peer: string, reason: Refusal, count: number): void {
    this.#peers.known(peer).refused(reason, count);
  }

  connections(open: number): void {
    this.#connections = open;
  }

  /** As the kernel counts it: from 0 again when the socket was opened again. */
  kernelDrops(count: number | null): void {
    if (count !== null && this.#drops !== null && count < this.#drops) this.#dropsBefore += this.#drops;
    if (count !== null) this.#drops = count;
  }

  stored({ peer, frames, defects }: StoredOfPeer): void {
    this.peer(peer).stored(this.#clock(), frames);
    for (const [code, count] of Object.entries(defects)) this.#defects[code] = (this.#defects[code] ?? 0) + count;
  }

  peer(peer: string): Traffic {
    return this.#peers.of(peer, this.#clock());
  }

  status(id: string): ListenerStatus {
    const now = this.#clock();
    const { kind, silentAfterSeconds } = this.#facts;
    const peers = this.#peers.status(now, silentAfterSeconds);
    return {
      id,
      kind,
      address: this.#address === null ? null : addressText(this.#address),
      connections: this.#connections,
      silentAfterSeconds,
      kernelDrops: this.#drops === null ? null : this.#drops + this.#dropsBefore,
      defects: { ...this.#defects },
      ...sumOf(peers.length > 0 ? peers : [this.#began.status(now, silentAfterSeconds)], silentAfterSeconds),
      peers,
    };
  }
}

function addressText({ address, port }: { readonly address: string; readonly port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
