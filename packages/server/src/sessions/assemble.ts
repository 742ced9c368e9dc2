// From the pieces of one account to its sessions. Pieces of a SessionId are sessions; what carries no SessionId is joined to the
// session that was open then, by virtual server, client address and user name; what fits none is a session of its own.
// Each piece is weighed on its own against the pieces of SessionIds, so that the result does not depend on any order.

import { type Leg, lastTimeOf } from './leg.js';
import { IDLE, LOGIN_TOLERANCE, MOST_CANDIDATES, SILENCE, SLACK } from './limits.js';
import type { Piece } from './piece.js';
import type { Track } from './track.js';
import type { TrackKey } from './track-key.js';

/** A piece with its key, from the beginning that is logged or seen to the last event. */
export interface Part {
  readonly key: TrackKey;
  readonly piece: Piece;
  readonly from: number;
  readonly to: number;
}

export function partOf(key: TrackKey, piece: Piece): Part {
  return { key, piece, from: piece.earliest, to: piece.to };
}

export interface Assembly {
  /** The piece that makes the session, and others; none where only legs are known. */
  readonly parts: readonly Part[];
  readonly legs: readonly Leg[];
  /** Something was joined by its address; a leg from another address only by its user. */
  readonly isJoined: boolean;
  readonly hasStranger: boolean;
}

/** A session that others may join, and the time in which they may. */
interface Base {
  readonly part: Part;
  readonly from: number;
  readonly to: number;
  readonly joined: Part[];
  readonly legs: Leg[];
  hasStranger: boolean;
}

export function assemble(tracks: readonly Track[], legs: readonly Leg[]): readonly Assembly[] {
  const leading: Part[] = [];
  const others: Part[] = [];
  for (const { key, pieces } of tracks) {
    for (const piece of pieces) (key.isLeading ? leading : others).push(partOf(key, piece));
  }
  const sessions = new Bases(leading.map(baseOf));
  const unplaced = others.filter((part) => !sessions.join(part));
  const all = unplaced.length === 0 ? sessions : new Bases([...sessions.list, ...unplaced.map(baseOf)]);
  const lone = legs.filter((leg) => !all.joinLeg(leg));
  return [...all.list.map(assemblyOf), ...clustersOf(lone)];
}

function assemblyOf({ part, joined, legs, hasStranger }: Base): Assembly {
  const isJoined = joined.length > 0 || legs.length > 0;
  return { parts: [part, ...joined.sort(byTime)], legs: legs.sort(byBegin), isJoined, hasStranger };
}

function byTime(a: Part, b: Part): number {
  return a.piece.from - b.piece.from || (a.key.text < b.key.text ? -1 : 1);
}

function byBegin(a: Leg, b: Leg): number {
  return a.begin - b.begin || (a.key < b.key ? -1 : 1);
}

/** Sessions in order of time. */
class Bases {
  readonly list: readonly Base[];

  constructor(bases: Base[]) {
    this.list = bases.length < 2 ? bases : bases.sort(byStart);
  }

  /** Joins the part to the session that it fits best; false when it fits none. */
  join(part: Part): boolean {
    const best = this.#best(part, (base) => fitOf(part, base));
    best?.joined.push(part);
    return best !== null;
  }

  joinLeg(leg: Leg): boolean {
    const span = { from: leg.begin, to: lastTimeOf(leg) };
    const best = this.#best(span, (base) => legFitOf(leg, base));
    if (best === null) return false;
    best.legs.push(leg);
    best.hasStranger ||= !hasAddress(best.part.piece, leg.address);
    return true;
  }

  /** Of the sessions that were open, the one with the highest score; of equal ones the latest. Scores of 0 do not count. */
  #best({ from, to }: { from: number; to: number }, scoreOf: (base: Base) => number): Base | null {
    let [best, most]: [Base | null, number] = [null, 0];
    const last = this.#lastBefore(to);
    for (let index = last; index >= 0 && index > last - MOST_CANDIDATES; index--) {
      const base = this.list[index] as Base;
      const score = base.to >= from ? scoreOf(base) : 0;
      if (score > most) [best, most] = [base, score];
    }
    return best;
  }

  #lastBefore(time: number): number {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle] as Base).from <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function byStart(a: Base, b: Base): number {
  return a.from - b.from || (a.part.key.text < b.part.key.text ? -1 : 1);
}

function baseOf(part: Part): Base {
  const { piece, from, to } = part;
  const hasStart = piece.opens.length > 0 || piece.ends.some(({ begin }) => !Number.isNaN(begin));
  return {
    part,
    from: from - (hasStart ? SLACK : IDLE),
    to: to + (piece.ends.length > 0 ? SLACK : IDLE),
    joined: [],
    legs: [],
    hasStranger: false,
  };
}

const SCORE = { exists: 1, device: 1, user: 2, time: 4, address: 8 } as const;

function fitOf(part: Part, base: Base): number {
  const { piece } = part;
  const theirs = base.part.piece;
  const isFromThere = sharesAddress(piece, theirs);
  if (!canBeOne(part, base.part, isFromThere)) return 0;
  return (
    SCORE.exists +
    (isFromThere ? SCORE.address : 0) +
    (isWithin(part.from, base) ? SCORE.time : 0) +
    (piece.values.user?.values.some((user) => theirs.values.user?.has(user)) === true ? SCORE.user : 0) +
    (piece.values.device?.values.some((device) => theirs.values.device?.has(device)) === true ? SCORE.device : 0)
  );
}

/** Two logged beginnings are two sessions. */
function canBeOne(part: Part, base: Part, isFromThere: boolean): boolean {
  const [ours, theirs] = [part.key, base.key];
  if (ours.category !== theirs.category) return false;
  const [open, baseOpen] = [part.piece.opens[0], base.piece.opens[0]];
  if (open !== undefined && baseOpen !== undefined && Math.abs(open.time - baseOpen.time) > LOGIN_TOLERANCE)
    return false;
  if (ours.kind === 'session') return ours.id === theirs.id;
  return isFromThere && (ours.isByDevice || theirs.isByDevice || ours.place === theirs.place);
}

/** A leg names neither module nor virtual server. */
function legFitOf(leg: Leg, base: Base): number {
  const { piece } = base.part;
  return (
    SCORE.exists +
    (hasAddress(piece, leg.address) ? SCORE.address : 0) +
    (isWithin(leg.begin, base) ? SCORE.time : 0) +
    (piece.values.user?.has(leg.user) === true ? SCORE.user : 0) +
    (piece.values.device?.has(leg.device) === true ? SCORE.device : 0)
  );
}

function isWithin(time: number, { from, to }: Base): boolean {
  return time >= from && time <= to;
}

function hasAddress({ addresses }: Piece, address: string): boolean {
  return addresses.client?.has(address) === true || addresses.source?.has(address) === true;
}

function sharesAddress(a: Piece, b: Piece): boolean {
  const isThere = (address: string): boolean => hasAddress(b, address);
  return a.addresses.client?.values.some(isThere) === true || a.addresses.source?.values.some(isThere) === true;
}

/** Legs without a session: those from one address, near each other in time, are one. */
function clustersOf(legs: Leg[]): readonly Assembly[] {
  const clusters: { readonly legs: Leg[]; to: number }[] = [];
  const open = new Map<string, (typeof clusters)[number]>();
  for (const leg of legs.sort(byBegin)) {
    const known = open.get(leg.address);
    if (known !== undefined && leg.begin - known.to <= SILENCE.client) {
      known.legs.push(leg);
      known.to = Math.max(known.to, lastTimeOf(leg));
    } else {
      const cluster = { legs: [leg], to: lastTimeOf(leg) };
      clusters.push(cluster);
      open.set(leg.address, cluster);
    }
  }
  return clusters.map(({ legs: together }) => ({
    parts: [],
    legs: together,
    isJoined: together.length > 1,
    hasStranger: false,
  }));
}
