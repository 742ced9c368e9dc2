// Round times below a line of time, as many as there is room for. In: a span and how many labels fit. Out: where they stand, and what they say.

import { type Clock, formatInstant } from './time.js';

/** Milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  /** Part of the span before it. */
  readonly at: number;
  readonly text: string;
}

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const STEPS = [
  ...[1, 5, 15, 30].map((size) => size * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((size) => size * MINUTE),
  ...[1, 2, 3, 6, 12].map((size) => size * HOUR),
  ...[1, 2, 7, 14].map((size) => size * DAY),
];
const MONTHS = [1, 3, 6, 12, 60, 120, 600];
const MONTH = 30 * DAY;

export function ticksOf(span: Span, most: number, clock: Clock): readonly Tick[] {
  const length = span.to - span.from;
  if (!Number.isFinite(length) || length <= 0 || most < 1) return [];
  const step = STEPS.find((size) => length / size <= most);
  const times = step === undefined ? monthsIn(span, most, clock) : stepsIn(span, step, clock);
  return times
    .map((time) => ({ at: (time - span.from) / length, text: textOf(time, step ?? MONTH, clock) }))
    .filter(({ at }) => at >= 0 && at < 1);
}

/** Times that are round on the clock that is shown, which may be moved by an hour in between. */
function stepsIn({ from, to }: Span, step: number, clock: Clock): readonly number[] {
  const first = Math.floor((from + offsetOf(from, clock)) / step);
  const count = Math.ceil((to - from) / step) + 1;
  return Array.from({ length: count + 1 }, (_, index) => {
    const shown = (first + index) * step;
    return shown - offsetOf(shown - offsetOf(from, clock), clock);
  });
}

function monthsIn({ from, to }: Span, most: number, clock: Clock): readonly number[] {
  const step = MONTHS.find((months) => (to - from) / (months * MONTH) <= most) ?? 1200;
  const start = new Date(from + offsetOf(from, clock));
  const first = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step);
  return Array.from({ length: most + 2 }, (_, index) => {
    const shown = Date.UTC(1970, (first + index) * step - 12 * 1970);
    return shown - offsetOf(shown, clock);
  });
}

function offsetOf(time: number, clock: Clock): number {
  return clock === 'utc' ? 0 : -new Date(time).getTimezoneOffset() * MINUTE;
}

function textOf(time: number, step: number, clock: Clock): string {
  const text = formatInstant(time, clock, 's');
  if (step >= MONTH) return text.slice(0, 7);
  if (step >= DAY || text.endsWith('00:00:00')) return text.slice(5, 10);
  return text.slice(11, step < MINUTE ? 19 : 16);
}
