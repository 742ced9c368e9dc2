// The span before the one that is looked at, to be drawn behind it: the same query, the same length, bar by bar.

import type { Bucket } from '../../lib/bins.js';
import { intervalOf } from '../../lib/intervals.js';
import { isoOf } from '../../lib/time.js';
import type { SearchScope } from './requests.js';

export interface SpanBefore {
  readonly scope: SearchScope;
  /** How much earlier. */
  readonly byMs: number;
  readonly intervalSeconds: number;
}

/** Null for a range without beginning, and for one of arrivals: bars are about when events happened. */
export function spanBefore(scope: SearchScope, now: number): SpanBefore | null {
  if (scope.from === undefined) return null;
  const [from, to] = [Date.parse(scope.from), scope.to === undefined ? now : Date.parse(scope.to)];
  const intervalSeconds = intervalOf({ from, to }, now);
  if (intervalSeconds === null || to <= from) return null;
  const byMs = to - from;
  return { scope: { ...scope, from: isoOf(from - byMs), to: isoOf(from - 1) }, byMs, intervalSeconds };
}

/** Every bar with what was there a span earlier; bars without events are added where there were some then. */
export function withBefore(
  buckets: readonly Bucket[],
  earlier: readonly Bucket[],
  { byMs, intervalSeconds }: Pick<SpanBefore, 'byMs' | 'intervalSeconds'>,
): readonly Bucket[] {
  const intervalMs = intervalSeconds * 1000;
  const place = (from: number) => Math.floor(from / intervalMs);
  const own = new Map(buckets.map((bucket) => [place(bucket.from), bucket]));
  const before = new Map<number, number>();
  for (const { from, count } of earlier) {
    const at = place(from + byMs);
    before.set(at, (before.get(at) ?? 0) + count);
  }
  const places = [...own.keys(), ...before.keys()];
  if (places.length === 0) return [];
  const [first, last] = [Math.min(...places), Math.max(...places)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = first + index;
    return { ...(own.get(at) ?? { from: at * intervalMs, count: 0, values: {} }), before: before.get(at) ?? 0 };
  });
}
