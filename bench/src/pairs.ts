/**
 * Ours and the peer in turn on the same input. Speed of a shared machine drifts from minute to minute, so that only neighbours are
 * compared: a ratio belongs to a pair, and what is reported is the median of the ratios, not the ratio of medians.
 */
import type { Load } from './measure.js';
import type { IngestRun } from './ours.js';
import { type Spread, spreadOf } from './statistics.js';

export interface Pair {
  readonly ours: IngestRun;
  readonly theirs: Load | undefined;
}

export interface Ratios {
  /** Events per second, ours by theirs. */
  readonly speed: Spread;
  readonly cpu: Spread;
  /** With the merges that were left when our process had ended. */
  readonly cpuWithMerges: Spread;
}

export function ratiosOf(pairs: readonly Pair[]): Ratios | undefined {
  const complete = pairs.flatMap(({ ours, theirs }) => (theirs === undefined ? [] : [{ ours, theirs }]));
  if (complete.length === 0) return undefined;
  return {
    speed: spreadOf(complete.map(({ ours, theirs }) => theirs.wallS / ours.wallS)),
    cpu: spreadOf(complete.map(({ ours, theirs }) => ours.cpuS / theirs.cpuS)),
    cpuWithMerges: spreadOf(complete.map(({ ours, theirs }) => (ours.cpuS + ours.mergeCpuS) / theirs.cpuS)),
  };
}
