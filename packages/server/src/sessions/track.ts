// All events of one key in order of time, in pieces: a piece ends at a logged border, or where nothing happens for too long.
// The pieces depend on the set of events only. A border that is learned of late can go right through a piece that has been added
// up: such a piece is taken out, and its events have to be read again.

import { LOGIN_TOLERANCE, SILENCE, SLACK } from './limits.js';
import { Piece } from './piece.js';
import type { SessionEvent } from './session-event.js';
import type { TrackKey } from './track-key.js';
import { type Bounds, bordersOf, cellOf, type Window, windowsOf } from './windows.js';

/** A stretch of time, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Surroundings {
  /** Borders that come from elsewhere; they may have changed since the last time. */
  readonly borders: readonly number[];
  /** Where everything is known. What lies outside stays as it is. */
  readonly span: Span;
}

export class Track {
  readonly key: TrackKey;
  pieces: Piece[] = [];

  constructor(key: TrackKey) {
    this.key = key;
  }

  get windows(): readonly Window[] {
    return windowsOf(boundsOf(this.pieces, []));
  }

  /**
   * Adds events that are not in it. What was logged in the stretches that are returned is not in it any more, and is to be added
   * as it is read again.
   */
  add(events: readonly SessionEvent[], { borders: outer, span }: Surroundings): readonly Span[] {
    const bounds = boundsOf(this.pieces, events);
    if (this.pieces.length === 0 && outer.length === 0 && this.#isOne(events, bounds)) {
      this.pieces = [pieceOf(events)];
      return [];
    }
    const windows = windowsOf(bounds);
    const own = bordersOf(windows);
    const borders = outer.length === 0 ? own : [...new Set([...own, ...outer])].sort((a, b) => a - b);
    const whole = wholeCells(windows, borders);
    const isTorn = (piece: Piece): boolean => {
      const cell = cellOf(borders, piece.from);
      return cell !== cellOf(borders, piece.lastAt) || (piece.isGapped && !whole.has(cell));
    };
    const torn = this.pieces.filter((piece) => isWithin(piece, span) && isTorn(piece));
    const stale = torn.length === 0 ? [] : this.#takeOut(torn);
    const kept = stale.length === 0 ? events : events.filter(({ time }) => !stale.some((one) => isIn(one, time)));
    const near = this.pieces.filter((piece) => isWithin(piece, span));
    const far = this.pieces.filter((piece) => !isWithin(piece, span));
    this.pieces = [...far, ...this.#join(inOrder(near, kept), borders, whole)];
    return stale;
  }

  /** The usual case, without all that follows: one beginning, its end, and everything in between. */
  #isOne(events: readonly SessionEvent[], { opens, ends }: Bounds): boolean {
    const [end] = ends;
    if (opens.length > 1 || ends.length !== 1 || end === undefined) return false;
    const open = opens[0] ?? end.begin;
    const from = Math.min(end.begin, open);
    const isSpan = open <= end.time && open >= end.begin - LOGIN_TOLERANCE;
    return (
      isSpan &&
      end.time - from <= SILENCE[this.key.kind] &&
      events.every(({ at }) => at >= from && at < end.time + SLACK)
    );
  }

  /** Everything that overlaps what is torn goes with it, so that what is read again is in no other piece. */
  #takeOut(torn: readonly Piece[]): readonly Span[] {
    let stale = mergedSpans(torn);
    let kept = this.pieces.filter((piece) => !torn.includes(piece));
    for (;;) {
      const touching = kept.filter(({ from, to }) => stale.some((one) => from <= one.to && to >= one.from));
      if (touching.length === 0) break;
      kept = kept.filter((piece) => !touching.includes(piece));
      stale = mergedSpans([...stale, ...touching]);
    }
    this.pieces = kept;
    return stale;
  }

  #join(items: readonly Item[], borders: readonly number[], whole: ReadonlySet<number>): Piece[] {
    const pieces: Piece[] = [];
    const silence = SILENCE[this.key.kind];
    let [current, cell]: [Piece | null, number] = [null, -1];
    for (const item of items) {
      const from = item instanceof Piece ? item.from : item.at;
      const itsCell = cellOf(borders, from);
      const isNear: boolean = current !== null && from - current.to <= silence;
      if (current === null || itsCell !== cell || !(isNear || whole.has(cell))) {
        current = item instanceof Piece ? item : new Piece();
        cell = itsCell;
        pieces.push(current);
      } else {
        current.isGapped ||= !isNear;
        if (item instanceof Piece) current.merge(item);
      }
      if (!(item instanceof Piece)) current.add(item);
    }
    return pieces;
  }
}

function pieceOf(events: readonly SessionEvent[]): Piece {
  const piece = new Piece();
  for (const event of events) piece.add(event);
  return piece;
}

/** Between a logged beginning and its logged end, silence means nothing. */
function wholeCells(windows: readonly Window[], borders: readonly number[]): ReadonlySet<number> {
  const closed = windows.filter(({ from, to }) => !Number.isNaN(from) && to !== Number.POSITIVE_INFINITY);
  return new Set(closed.flatMap(({ from, to }) => cellsBetween(cellOf(borders, from), cellOf(borders, to))));
}

/** Borders of other keys can cut a span into several. */
function cellsBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Since the beginnings that its ends name: something may have been logged then that is not known yet. */
function isWithin(piece: Piece, span: Span): boolean {
  return piece.earliest <= span.to && piece.to >= span.from;
}

type Item = Piece | SessionEvent;

function inOrder(pieces: readonly Piece[], events: readonly SessionEvent[]): readonly Item[] {
  const fresh = isInOrder(events) ? events : [...events].sort((a, b) => a.at - b.at);
  if (pieces.length === 0) return fresh;
  return [...pieces, ...fresh].sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(item: Item): number {
  return item instanceof Piece ? item.from : item.at;
}

function isInOrder(events: readonly SessionEvent[]): boolean {
  for (let index = 1; index < events.length; index++) {
    if ((events[index - 1] as SessionEvent).at > (events[index] as SessionEvent).at) return false;
  }
  return true;
}

function boundsOf(pieces: readonly Piece[], events: readonly SessionEvent[]): Bounds {
  const opens: number[] = [];
  const ends: { begin: number; time: number }[] = [];
  for (const piece of pieces) {
    for (const { time } of piece.opens) opens.push(time);
    ends.push(...piece.ends);
  }
  for (const event of events) {
    if (event.kind === 'login') opens.push(event.time);
    else if (event.kind === 'logout') ends.push({ begin: event.begin, time: event.time });
  }
  return { opens, ends };
}

function isIn({ from, to }: Span, time: number): boolean {
  return time >= from && time <= to;
}

function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before.to) before.to = Math.max(before.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
