// Event sources: how they are now, and how well what they have sent was read.

import type { Token } from '../dictionary.js';

/** Counts since the server began. Frames are messages as they were framed. */
export interface SourceTraffic {
  readonly receivedFrames: number;
  readonly storedFrames: number;
  /** Events by what became of them; blank frames become none. */
  readonly mapped: number;
  readonly partial: number;
  readonly unrecognised: number;
  /** Frames per second over the last minute. */
  readonly perSecond: number;
  /** Age of the oldest frame that is not stored yet, at most; 0 when all are. */
  readonly lagSeconds: number;
  /** Median of event time − time of receipt of the latest frames: positive when the device's clock is ahead; null when unknown. */
  readonly skewSeconds: number | null;
  /** Since the last frame, or since the listener began when there was none. */
  readonly silenceSeconds: number;
  readonly isSilent: boolean;
}

export interface SourcePeer extends SourceTraffic {
  readonly peer: string;
}

/** Numbered messages of one packet engine: `lost` is an estimate from the gaps. */
export interface SourceEngine {
  readonly device: string;
  readonly node: string;
  readonly engine: string;
  readonly seen: number;
  readonly lost: number;
}

export interface EventSource extends SourceTraffic {
  readonly id: string;
  readonly kind: string;
  readonly customerId: string;
  /** What its events carry. */
  readonly eventSourceId: string;
  /** What was bound; null: nothing is. */
  readonly address: string | null;
  readonly connections: number;
  readonly defects: Readonly<Record<string, number>>;
  readonly peers: readonly SourcePeer[];
  readonly engines: readonly SourceEngine[];
}

/** GET /api/v1/sources */
export interface EventSources {
  readonly time: string;
  readonly sources: readonly EventSource[];
}

interface CoverageCounts {
  /** Events; those below add up to it. */
  readonly seen: number;
  /** Every character has a place, and nothing is in doubt. */
  readonly mapped: number;
  /** Read with defects. */
  readonly partial: number;
  /** No grammar for this event: labels went to `attributes`. */
  readonly unknown: number;
  /** No NetScaler line: kept as text. */
  readonly unrecognised: number;
  /** When the latest was received. */
  readonly lastSeen: string;
}

export interface CoverageDefect {
  readonly code: string;
  readonly meaning: string;
  readonly count: number;
  /** Latest events that have it; at most three. */
  readonly examples: readonly string[];
}

/** One kind of event of one device. */
export interface EventCoverage extends CoverageCounts {
  readonly category: string;
  /** Empty: lines that were not recognised. */
  readonly eventName: string;
  /** Id of the latest. */
  readonly example: string;
  /** Token → share of these events that have it, above 0 to 1. Tokens that none has are not there. */
  readonly filled: Readonly<Partial<Record<Token, number>>>;
  readonly defects: readonly CoverageDefect[];
}

export interface DeviceCoverage extends CoverageCounts {
  /** Empty: lines that name no device. */
  readonly deviceName: string;
  /** Median of event time − time of receipt: positive when the clock of the device is ahead; null when unknown. */
  readonly skewSeconds: number | null;
  readonly events: readonly EventCoverage[];
}

export interface SourceCoverage extends CoverageCounts {
  readonly eventSourceId: string;
  readonly customerId: string;
  /** Since the latest was received. */
  readonly silenceSeconds: number;
  /** Longer than `silentAfterSeconds` of the listener; null: it is not in the configuration, a file that was ingested for example. */
  readonly isSilent: boolean | null;
  readonly devices: readonly DeviceCoverage[];
}

/** GET /api/v1/sources/coverage?from&to: what was stored of events in this time, the last 24 hours without bounds. */
export interface SourcesCoverage extends Omit<CoverageCounts, 'lastSeen'> {
  /** As they were asked for. */
  readonly from: string;
  readonly to: string;
  readonly sources: readonly SourceCoverage[];
  /** Shares of tokens are those of the latest events of each kind, at most so many; counts are of all. */
  readonly filledOf: number;
  /** More kinds of events than are listed: the most frequent are. */
  readonly isTruncated: boolean;
  readonly tookMs: number;
}
