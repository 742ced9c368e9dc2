// What is known of one stretch of a session: the events of one key with no border between them, added up. Adding and merging
// give the same piece in whatever order events come, so that a session can be kept up without reading its events again.

import { MOST_DENIAL_REFS, MOST_ENDS, MOST_FIRST_REFS, MOST_SEEN } from './limits.js';
import { keepFirst } from './refs.js';
import { Firsts, type Sighting, Sightings } from './seen.js';
import { compareRefs, type EventRef, isBefore, type SessionEvent } from './session-event.js';

/** A LOGOUT. */
export interface End extends EventRef {
  /** When what ends here began, as the line says; NaN when it does not. */
  readonly begin: number;
  /** Seconds; NaN when the line names none. */
  readonly duration: number;
  readonly inBytes: number;
  readonly outBytes: number;
  readonly reason: string;
}

/** Kinds of values that are kept with their first sighting. */
export const VALUE_KINDS = [
  'user',
  'contextUser',
  'device',
  'userAgent',
  'clientType',
  'destination',
  'host',
  'policy',
  'country',
  'city',
  'network',
] as const;

export type ValueKind = (typeof VALUE_KINDS)[number];

/** Kinds of addresses, of which it is kept how long they were seen: who held one at an instant is asked. */
export const ADDRESS_KINDS = ['client', 'source', 'nat'] as const;

export type AddressKind = (typeof ADDRESS_KINDS)[number];

export const COUNTERS = ['events', 'connections', 'requests', 'denials', 'inBytes', 'outBytes', 'removed'] as const;

export type Counter = (typeof COUNTERS)[number];

/** The event of its form that was added last, and the sightings of its addresses. */
interface Look {
  event: SessionEvent;
  readonly held: readonly Sighting[];
}

export class Piece {
  /** Where its first and its last event belong, and when its last one was logged. */
  from = Number.POSITIVE_INFINITY;
  lastAt = Number.NEGATIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;
  readonly counts: Record<Counter, number> = {
    events: 0,
    connections: 0,
    requests: 0,
    denials: 0,
    inBytes: 0,
    outBytes: 0,
    removed: 0,
  };
  readonly values: Partial<Record<ValueKind, Firsts>> = {};
  readonly addresses: Partial<Record<AddressKind, Sightings>> = {};
  readonly opens: EventRef[] = [];
  readonly ends: End[] = [];
  /** The first events and the last one, apart from those above. */
  readonly firstRefs: EventRef[] = [];
  lastRef: EventRef | null = null;
  readonly denialRefs: EventRef[] = [];
  /** It was joined over a silence, because a logged beginning and end said so. */
  isGapped = false;
  /** Id of the stored session that it was part of; '' for a new one. */
  owner = '';
  /** Something was added since it was stored. */
  isChanged = false;
  /** Of connections, and of everything else: lines of the two forms name different addresses. */
  #flowLook: Look | null = null;
  #otherLook: Look | null = null;

  add(event: SessionEvent): void {
    this.isChanged = true;
    const { at, time, kind } = event;
    if (at < this.from) this.from = at;
    if (at > this.lastAt) this.lastAt = at;
    if (time > this.to) this.to = time;
    this.counts.events += 1;
    if (kind === 'login') keepFirst(this.opens, event, MOST_ENDS);
    else if (kind === 'logout') keepEnd(this.ends, endOf(event));
    else this.#refer(event);
    this.#count(event);
    this.#see(event);
  }

  merge(other: Piece): void {
    this.isChanged = true;
    this.#flowLook = null;
    this.#otherLook = null;
    this.isGapped ||= other.isGapped;
    this.from = Math.min(this.from, other.from);
    this.lastAt = Math.max(this.lastAt, other.lastAt);
    this.to = Math.max(this.to, other.to);
    for (const counter of COUNTERS) this.counts[counter] += other.counts[counter];
    for (const kind of VALUE_KINDS) {
      const theirs = other.values[kind];
      if (theirs !== undefined) this.valuesOf(kind).merge(theirs);
    }
    for (const kind of ADDRESS_KINDS) {
      const theirs = other.addresses[kind];
      if (theirs !== undefined) this.addressesOf(kind).merge(theirs);
    }
    for (const ref of other.firstRefs) keepFirst(this.firstRefs, ref, MOST_FIRST_REFS);
    for (const ref of other.denialRefs) keepFirst(this.denialRefs, ref, MOST_DENIAL_REFS);
    for (const ref of other.opens) keepFirst(this.opens, ref, MOST_ENDS);
    for (const end of other.ends) keepEnd(this.ends, end);
    if (other.lastRef !== null && isAfter(other.lastRef, this.lastRef)) this.lastRef = other.lastRef;
  }

  /** With the beginnings that its ends name. */
  get earliest(): number {
    let earliest = this.from;
    for (const { begin } of this.ends) if (begin < earliest) earliest = begin;
    return earliest;
  }

  valuesOf(kind: ValueKind): Firsts {
    this.values[kind] ??= new Firsts(MOST_SEEN);
    return this.values[kind];
  }

  addressesOf(kind: AddressKind): Sightings {
    this.addresses[kind] ??= new Sightings(MOST_SEEN);
    return this.addresses[kind];
  }

  #refer(event: SessionEvent): void {
    keepFirst(this.firstRefs, event, MOST_FIRST_REFS);
    // The whole event, until it is written down: mostly the next one takes its place.
    if (isAfter(event, this.lastRef)) this.lastRef = event;
  }

  #count(event: SessionEvent): void {
    const { counts } = this;
    switch (event.kind) {
      case 'flow':
        counts.connections += 1;
        counts.inBytes += event.inBytes;
        counts.outBytes += event.outBytes;
        return;
      case 'request':
        counts.requests += 1;
        return this.#value('host', event.host, event);
      case 'denial':
        counts.denials += 1;
        keepFirst(this.denialRefs, event, MOST_DENIAL_REFS);
        this.#value('host', event.host, event);
        return this.#value('policy', event.policy, event);
      case 'removal':
        counts.removed += 1;
        return;
      default:
    }
  }

  /** A run of events mostly comes from one place: then nothing is new but how long it was seen. */
  #see(event: SessionEvent): void {
    const { destination, time, userAgent, clientType } = event;
    if (destination !== '') this.#value('destination', destination, event);
    // Not only of the LOGIN: another client in the same session is what somebody who has stolen it shows.
    if (userAgent !== '') this.#value('userAgent', userAgent, event);
    if (clientType !== '') this.#value('clientType', clientType, event);
    const latest = event.kind === 'flow' ? this.#flowLook : this.#otherLook;
    if (latest === null || time < latest.event.time || event.isLike?.(latest.event) !== true) {
      const look = { event, held: this.#lookAt(event) };
      if (event.kind === 'flow') this.#flowLook = look;
      else this.#otherLook = look;
      return;
    }
    latest.event = event;
    for (const sighting of latest.held) if (time > sighting.last) sighting.last = time;
  }

  /** The sightings of its addresses. */
  #lookAt(event: SessionEvent): readonly Sighting[] {
    const { user, contextUser, client, source, nat } = event;
    this.#value('user', user, event);
    if (contextUser !== user) this.#value('contextUser', contextUser, event);
    this.#value('device', event.device, event);
    const held: Sighting[] = [];
    if (client !== '') held.push(this.addressesOf('client').add(client, event));
    if (source !== client && source !== '') held.push(this.addressesOf('source').add(source, event));
    if (nat !== '') held.push(this.addressesOf('nat').add(nat, event));
    this.#value('country', event.country, event);
    this.#value('city', event.city, event);
    this.#value('network', event.network, event);
    return held;
  }

  #value(kind: ValueKind, value: string, event: SessionEvent): void {
    if (value !== '') this.valuesOf(kind).add(value, event.time);
  }
}

/** What a line about an end says of it. */
function endOf(event: SessionEvent): End {
  return {
    time: event.time,
    block: event.block,
    row: event.row,
    begin: event.begin,
    duration: event.duration,
    inBytes: event.inBytes,
    outBytes: event.outBytes,
    reason: event.logoutMethod,
  };
}

function isAfter(event: EventRef, ref: EventRef | null): boolean {
  return ref === null || isBefore(ref, event);
}

/** The earliest few: more than one is a repetition. */
function keepEnd(ends: End[], end: End): void {
  let at = ends.length;
  while (at > 0 && compareRefs(ends[at - 1] as End, end) > 0) at--;
  ends.splice(at, 0, end);
  if (ends.length > MOST_ENDS) ends.pop();
}
