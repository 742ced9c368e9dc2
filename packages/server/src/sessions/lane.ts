// All sessions of one account of one tenant: its events by key, and the keys' pieces put together to sessions.

import { type Assembly, assemble } from './assemble.js';
import type { EventGroup, LaneName } from './event-groups.js';
import type { EventTable } from './event-table.js';
import { endLeg, joinLegs, type Leg, legKeyOf, legOf } from './leg.js';
import type { SessionEvent } from './session-event.js';
import { type Span, type Surroundings, Track } from './track.js';
import { readTrackKey } from './track-key.js';
import { bordersOf } from './windows.js';

/** What has to be read again of one key. */
export interface StaleTrack extends Span {
  readonly track: Track;
}

export class Lane implements LaneName {
  readonly tenant: string;
  readonly account: string;
  readonly #tracks = new Map<string, Track>();
  readonly #legs = new Map<string, Leg>();

  constructor({ tenant, account }: LaneName) {
    this.tenant = tenant;
    this.account = account;
  }

  track(key: string): Track {
    const known = this.#tracks.get(key);
    if (known !== undefined) return known;
    const made = new Track(readTrackKey(key));
    this.#tracks.set(key, made);
    return made;
  }

  #addLegEvent(event: SessionEvent): void {
    const key = legKeyOf(event);
    const known = this.#legs.get(key);
    if (known === undefined) this.#legs.set(key, legOf(event, key));
    else if (!endLeg(known, event)) this.#legs.set(key, joinLegs(known, legOf(event, key)));
  }

  addLeg(leg: Leg): void {
    const known = this.#legs.get(leg.key);
    this.#legs.set(leg.key, known === undefined ? leg : joinLegs(known, leg));
  }

  /** Adds the events of a group that are not in it yet; `span` is where all is known. See Track.add for what is returned. */
  addGroup({ byKey, legs }: EventGroup, table: EventTable, span: Span = ALWAYS): readonly StaleTrack[] {
    for (const index of legs) this.#addLegEvent(table.at(index));
    const events = new Map<string, readonly SessionEvent[]>();
    for (const [key, indexes] of byKey)
      events.set(
        key,
        indexes.map((index) => table.at(index)),
      );
    return this.add(events, span);
  }

  add(byKey: ReadonlyMap<string, readonly SessionEvent[]>, span: Span): readonly StaleTrack[] {
    for (const key of byKey.keys()) this.track(key);
    const stale: StaleTrack[] = [];
    const borders: number[] = [];
    let led = 0;
    for (const track of this.#tracks.values()) {
      if (!track.key.isLeading) led++;
      else stale.push(...addTo(track, byKey.get(track.key.text), { borders: NOTHING, span }));
    }
    if (led === 0) return stale;
    for (const track of this.#tracks.values()) if (track.key.isLeading) borders.push(...bordersOf(track.windows));
    for (const track of this.#tracks.values())
      if (!track.key.isLeading) stale.push(...addTo(track, byKey.get(track.key.text), { borders, span }));
    return stale;
  }

  assemblies(): readonly Assembly[] {
    return assemble([...this.#tracks.values()], [...this.#legs.values()]);
  }
}

const ALWAYS: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const NOTHING: readonly never[] = [];

/** What has no SessionId of a virtual server is cut where sessions with one begin and end. */
function addTo(
  track: Track,
  events: readonly SessionEvent[] = NOTHING,
  surroundings: Surroundings,
): readonly StaleTrack[] {
  if (events.length === 0 && surroundings.borders.length === 0) return NOTHING;
  const stale = track.add(events, surroundings);
  return stale.length === 0 ? NOTHING : stale.map((stretch) => ({ ...stretch, track }));
}
