// What is counted of one peer of a listener.

import { REFUSALS, type Refusal } from '../receive/listener.js';
import { RecentRate, RecentValues } from './recent.js';
import type { TrafficStatus } from './status-report.js';

export interface EventCounts {
  readonly mapped: number;
  readonly partial: number;
  readonly unrecognised: number;
  /** Latest event time, milliseconds; null when no event has one. */
  readonly lastTime: number | null;
}

/** Frames of one peer that were received together, once they are stored. */
export interface StoredFrames {
  /** Milliseconds since 1970 UTC; null for files. */
  readonly receivedAt: number | null;
  readonly frames: number;
  readonly counts: EventCounts;
  /** They were received by an earlier process. */
  readonly isCarried: boolean;
}

export class Traffic {
  readonly #rate: RecentRate;
  readonly #skew = new RecentValues();
  readonly #refused = noRefusals();
  readonly #since: number;
  #frames = 0;
  #bytes = 0;
  #journaled = 0;
  #stored = 0;
  #mapped = 0;
  #partial = 0;
  #unrecognised = 0;
  #lastReceived: number | null = null;
  /** Everything received before this time is stored. */
  #storedUpTo = 0;

  constructor(now: number) {
    this.#since = now;
    this.#rate = new RecentRate(now);
  }

  get lastReceived(): number {
    return this.#lastReceived ?? this.#since;
  }

  received(now: number, frames: number, bytes: number): void {
    if (this.#waiting === 0) this.#storedUpTo = now;
    this.#frames += frames;
    this.#bytes += bytes;
    this.#lastReceived = now;
    this.#rate.add(now, frames);
  }

  refused(reason: Refusal, count: number): void {
    this.#refused[reason] += count;
  }

  journaled(frames: number): void {
    this.#journaled += frames;
  }

  /**
   * Files say nothing about when their lines were received: their lag is the time since the last progress. What is stored beyond
   * what was received is from an earlier process.
   */
  stored(now: number, { receivedAt, frames, counts, isCarried }: StoredFrames): void {
    if (!isCarried) this.#stored += Math.min(frames, this.#waiting);
    this.#mapped += counts.mapped;
    this.#partial += counts.partial;
    this.#unrecognised += counts.unrecognised;
    this.#storedUpTo = Math.max(this.#storedUpTo, receivedAt ?? now);
    if (counts.lastTime !== null && receivedAt !== null) this.#skew.add((counts.lastTime - receivedAt) / 1000);
  }

  /** Takes over the counts of a peer that is forgotten. */
  absorb(other: Traffic): void {
    this.#frames += other.#frames;
    this.#bytes += other.#bytes;
    this.#journaled += other.#journaled;
    this.#stored += other.#stored;
    this.#mapped += other.#mapped;
    this.#partial += other.#partial;
    this.#unrecognised += other.#unrecognised;
    for (const reason of refusals) this.#refused[reason] += other.#refused[reason];
  }

  status(now: number, silentAfterSeconds: number): TrafficStatus {
    const silenceSeconds = Math.max(0, now - this.lastReceived) / 1000;
    return {
      receivedFrames: this.#frames,
      receivedBytes: this.#bytes,
      refused: { ...this.#refused },
      journaledFrames: this.#journaled,
      storedFrames: this.#stored,
      mapped: this.#mapped,
      partial: this.#partial,
      unrecognised: this.#unrecognised,
      perSecond: this.#rate.perSecond(now),
      lagSeconds: this.#waiting === 0 ? 0 : Math.max(0, now - this.#storedUpTo) / 1000,
      skewSeconds: this.#skew.quantile(0.5),
      silenceSeconds,
      isSilent: isTooLong(silenceSeconds, silentAfterSeconds),
    };
  }

  get #waiting(): number {
    return Math.max(0, this.#frames - this.#refused['journal-full'] - this.#stored);
  }
}

const refusals = Object.keys(REFUSALS) as readonly Refusal[];

function noRefusals(): Record<Refusal, number> {
  return Object.fromEntries(refusals.map((reason) => [reason, 0])) as Record<Refusal, number>;
}

function isTooLong(silenceSeconds: number, silentAfterSeconds: number): boolean {
  return silentAfterSeconds > 0 && silenceSeconds >= silentAfterSeconds;
}

/** All peers of a listener together: the slowest decides the lag, the liveliest the silence, the median one the skew. */
export function sumOf(parts: readonly TrafficStatus[], silentAfterSeconds: number): TrafficStatus {
  const sum = (pick: (part: TrafficStatus) => number) => parts.reduce((total, part) => total + pick(part), 0);
  const skews = new RecentValues(Math.max(1, parts.length));
  const silenceSeconds = Math.min(...parts.map((part) => part.silenceSeconds));
  for (const { skewSeconds } of parts) if (skewSeconds !== null) skews.add(skewSeconds);
  return {
    receivedFrames: sum((part) => part.receivedFrames),
    receivedBytes: sum((part) => part.receivedBytes),
    refused: Object.fromEntries(refusals.map((reason) => [reason, sum((part) => part.refused[reason])])) as Record<
      Refusal,
      number
    >,
    journaledFrames: sum((part) => part.journaledFrames),
    storedFrames: sum((part) => part.storedFrames),
    mapped: sum((part) => part.mapped),
    partial: sum((part) => part.partial),
    unrecognised: sum((part) => part.unrecognised),
    perSecond: sum((part) => part.perSecond),
    lagSeconds: Math.max(0, ...parts.map((part) => part.lagSeconds)),
    skewSeconds: skews.quantile(0.5),
    silenceSeconds,
    isSilent: isTooLong(silenceSeconds, silentAfterSeconds),
  };
}
