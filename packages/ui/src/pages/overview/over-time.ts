// Bars that fill the whole range: the API answers from the first event to the last, and two charts above each other must agree.

import type { HistogramBucket } from '@gatehouse/model';
import type { Bucket } from '../../lib/bins.js';
import { MOST_BARS } from '../../lib/intervals.js';
import type { Interval } from '../../lib/time.js';

/** The buckets with empty ones before, between and behind them. */
export function fillRange(buckets: readonly Bucket[], { from, to }: Interval, intervalMs: number): readonly Bucket[] {
  const first = buckets[0]?.from;
  if (from === null || to === null || intervalMs <= 0) return buckets;
  const origin = first ?? from;
  const start = origin - Math.ceil((origin - from) / intervalMs) * intervalMs;
  const byTime = new Map(buckets.map((bucket) => [bucket.from, bucket]));
  const count = Math.min(2 * MOST_BARS, Math.max(1, Math.ceil((to - start) / intervalMs)));
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * intervalMs;
    return byTime.get(at) ?? { from: at, count: 0, values: {} };
  });
}

export function bucketsOf(buckets: readonly HistogramBucket[]): readonly Bucket[] {
  return buckets.map(({ from, count, values = {} }) => ({ from: Date.parse(from), count, values }));
}

/** Sums in place of counts: each part of the bar is a token. */
export function sumsOf(
  buckets: readonly HistogramBucket[],
  names: Readonly<Record<string, string>>,
): readonly Bucket[] {
  return buckets.map(({ from, sums = {} }) => {
    const values = Object.fromEntries(Object.entries(names).map(([token, name]) => [name, sums[token] ?? 0]));
    return { from: Date.parse(from), count: Object.values(values).reduce((sum, size) => sum + size, 0), values };
  });
}
