// How long the bars of a chart over time are.

import type { Interval } from './time.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Each divides days, or is a number of them, so that bars begin at round times. */
const STEPS = [1, 5, 15, 30, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
export const MOST_BARS = 60;

/** Seconds per bar. Null for a range without beginning: the server knows where the events begin. */
export function intervalOf({ from, to }: Interval, now: number): number | null {
  if (from === null) return null;
  const seconds = Math.max(1, ((to ?? now) - from) / 1000);
  return STEPS.find((step) => seconds / step <= MOST_BARS) ?? DAY * Math.ceil(seconds / DAY / MOST_BARS);
}
