// The books of a running server: what came in, what was refused, what is durable, what is stored. Everything is counted in the main
// thread by whoever knows it, and read by /status and /metrics. Nothing here waits, and nothing here touches the outside.

import type { JournalFacts, Segment } from '../journal/journal.js';
import type { ListenerCounters, Received, Refusal } from '../receive/listener.js';
import { MessageGaps, type MessageNumbers } from './message-gaps.js';
import { Peers } from './peers.js';
import { RecentValues } from './recent.js';
import type { Balance, ListenerStatus, StatusReport, StoreStatus } from './status-report.js';
import { type EventCounts, sumOf, Traffic } from './traffic.js';

export interface SourceFacts {
  readonly id: string;
  readonly kind: string;
  /** Seconds without a frame after which the source counts as silent; 0 is never. */
  readonly silentAfterSeconds: number;
}

/** What became of the lines of one segment. */
export interface StoredSegment {
  readonly peer: string;
  /** Milliseconds since 1970 UTC; null for files. */
  readonly receivedAt: number | null;
  /** Blank ones among them became no event. */
  readonly frames: number;
  readonly counts: EventCounts & { readonly defects: Readonly<Record<string, number>> };
}

export interface StoredSource {
  readonly sourceId: string;
  readonly segments: readonly StoredSegment[];
  readonly numbers: readonly Omit<MessageNumbers, 'sourceId'>[];
}

/** Blocks of the journal that have been stored and released together. */
export interface StoredGroup {
  /** Sequence of the first block. */
  readonly from: number;
  readonly sources: readonly StoredSource[];
  readonly inserts: number;
  readonly insertSeconds: number;
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
  readonly #began: number;
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
    this.#began = clock();
    this.#carried = carried;
  }

  /** Opens the account of a configured source, or hands out the one that it has: a reload keeps its counts. */
  listener(source: SourceFacts): ListenerAccount {
    const account = this.#listeners.get(source.id) ?? new ListenerAccount(this.#clock);
    this.#listeners.set(source.id, account);
    account.describe(source);
    return account;
  }

  listenerOf(id: string): ListenerAccount | undefined {
    return this.#listeners.get(id);
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

  stored({ from, sources, inserts, insertSeconds }: StoredGroup): void {
    this.#inserts += inserts;
    this.#insertSeconds += insertSeconds;
    for (const { sourceId, segments, numbers } of sources) {
      for (const segment of segments) this.#storedSegment(sourceId, segment, from <= this.#carried.last);
      for (const observed of numbers) this.#gaps.observe({ sourceId, ...observed });
    }
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

  /** A group that begins with what was carried over may end with what is new: the time of receipt tells them apart. */
  #storedSegment(sourceId: string, segment: StoredSegment, mayBeCarried: boolean): void {
    const { receivedAt, frames } = segment;
    this.#storedFrames += frames;
    this.#of(sourceId).stored(segment, mayBeCarried && receivedAt !== null && receivedAt < this.#began);
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

  /** Where the listener receives; null when it has been closed: nobody waits for it any more. */
  bound(address: { readonly address: string; readonly port: number } | null): void {
    this.#address = address;
    if (address === null) this.#facts = { ...this.#facts, silentAfterSeconds: 0 };
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

  stored({ peer, receivedAt, frames, counts }: StoredSegment, isCarried: boolean): void {
    this.peer(peer).stored(this.#clock(), { receivedAt, frames, counts, isCarried });
    for (const [code, count] of Object.entries(counts.defects)) {
      this.#defects[code] = (this.#defects[code] ?? 0) + count;
    }
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

/** Files have a path and no port. */
function addressText({ address, port }: { readonly address: string; readonly port: number }): string {
  if (port === 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
