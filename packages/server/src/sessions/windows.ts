// Where one session of a key ends and the next one begins, from the logged beginnings and ends alone:
//
//   LOGOUT with Start_time   from its start to its end; LOGINs inside, or shortly before the start, are its own
//   LOGOUT without           from the LOGIN before it to its end
//   LOGIN without LOGOUT     from it to the beginning of the next session
//
// The borders cut time into cells. Events of different cells are of different sessions, whatever order they arrive in.

import { LOGIN_TOLERANCE, SILENCE, SLACK } from './limits.js';

export interface Bounds {
  readonly opens: readonly number[];
  readonly ends: readonly { readonly begin: number; readonly time: number }[];
}

export interface Window {
  /** NaN when the beginning is not known: then what is near the end belongs to it. */
  from: number;
  /** Infinity when no end is logged. */
  to: number;
}

const NONE: readonly Window[] = [];

/** Sorted, without overlaps. */
export function windowsOf({ opens, ends }: Bounds): readonly Window[] {
  if (opens.length === 0 && ends.length === 0) return NONE;
  const closed = closedWindows(ends);
  const free = [...opens].sort((a, b) => a - b).filter((open) => !isAdopted(open, closed));
  const lone = withoutTaken(free, closed);
  return [...closed, ...openWindows(lone)].sort((a, b) => leftEdge(a) - leftEdge(b));
}

/** An end that does not say when its session began takes the last LOGIN before it, if that is not too long ago. */
function withoutTaken(opens: readonly number[], closed: readonly Window[]): readonly number[] {
  const lone = [...opens];
  for (const [index, window] of closed.entries()) {
    if (!Number.isNaN(window.from)) continue;
    const after = Math.max(closed[index - 1]?.to ?? Number.NEGATIVE_INFINITY, window.to - SILENCE.session);
    const taken = lone.findLastIndex((open) => open <= window.to && open > after);
    if (taken >= 0) window.from = lone.splice(taken, 1)[0] ?? window.from;
  }
  return lone;
}

/** A LOGIN that follows another one at once is the same, logged twice. */
function openWindows(opens: readonly number[]): Window[] {
  const windows: Window[] = [];
  for (const from of opens) {
    const before = windows.at(-1);
    if (before === undefined || from - before.from > SLACK) windows.push({ from, to: Number.POSITIVE_INFINITY });
  }
  return windows;
}

function leftEdge({ from, to }: Window): number {
  return Number.isNaN(from) ? to : from;
}

/** Ends whose spans overlap are one end that is logged twice. */
function closedWindows(ends: Bounds['ends']): Window[] {
  const windows: Window[] = [];
  const sorted = [...ends].sort((a, b) => a.time - b.time || leftOf(a) - leftOf(b));
  for (const { begin, time } of sorted) {
    let from = begin;
    for (let before = windows.at(-1); before !== undefined && overlaps(before, from, time); before = windows.at(-1)) {
      windows.pop();
      from = Number.isNaN(from) ? before.from : Number.isNaN(before.from) ? from : Math.min(from, before.from);
    }
    windows.push({ from, to: time });
  }
  return windows;
}

function leftOf({ begin, time }: { begin: number; time: number }): number {
  return Number.isNaN(begin) ? time : begin;
}

function overlaps(before: Window, from: number, to: number): boolean {
  return (Number.isNaN(from) ? to : from) < before.to - SLACK || to - before.to <= SLACK;
}

/** A LOGIN within the span of an end, or shortly before it, is that session's; it may move the beginning back. */
function isAdopted(open: number, closed: readonly Window[]): boolean {
  const window = closed.find(({ from, to }) => open <= to && open >= from - LOGIN_TOLERANCE);
  if (window === undefined) return false;
  const before = closed[closed.indexOf(window) - 1];
  if (open < window.from && (before === undefined || open > before.to)) window.from = open;
  return true;
}

const NO_BORDERS: readonly number[] = [];

/**
 * Borders in order: an event is in the cell `n` when `n` borders are at or before its beginning. Ends reach a little further
 * than they are logged, but never into the next session.
 */
export function bordersOf(windows: readonly Window[]): readonly number[] {
  if (windows.length === 0) return NO_BORDERS;
  const borders: number[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (const [index, window] of [...windows.entries()].reverse()) {
    const { from, to } = window;
    if (to !== Number.POSITIVE_INFINITY)
      borders.push(Math.min(next, Math.max(to + 1, to + Math.min(SLACK, next - to))));
    next = Number.isNaN(from) ? leftOfUnknown(window) : leftBorder(from, windows[index - 1]);
    if (!Number.isNaN(from)) borders.push(next);
  }
  return [...new Set(borders)].sort((a, b) => a - b);
}

/** What happens shortly before the beginning belongs to it, unless the session before has not ended by then. */
function leftBorder(from: number, before: Window | undefined): number {
  const endBefore =
    before === undefined || before.to === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : before.to;
  return Math.min(from, Math.max(from - SLACK, endBefore + 1));
}

/** Only its end is known, so whatever lies between it and the session before may be of either. */
function leftOfUnknown({ to }: Window): number {
  return to;
}

/** Number of the cell that `time` is in. */
export function cellOf(borders: readonly number[], time: number): number {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((borders[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
