// The different values of one kind in a session: bounded, and the same whatever the order in which events come. Beyond the bound
// those that were seen first stay. Lists instead of maps: there are millions of these, with a handful of values each.

import { type EventRef, isBefore, refOf } from './session-event.js';

/** Values with when they were seen first. */
export class Firsts {
  readonly values: string[] = [];
  readonly times: number[] = [];
  readonly #most: number;
  /** Events of a session mostly repeat what the one before them has said. */
  #latest = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(value: string, time: number): void {
    if (this.values[this.#latest] !== value) {
      this.#latest = this.values.indexOf(value);
      if (this.#latest < 0) return this.#append(value, time);
    }
    if (time < (this.times[this.#latest] as number)) this.times[this.#latest] = time;
  }

  merge(other: Firsts): void {
    for (const [index, value] of other.values.entries()) this.add(value, other.times[index] as number);
  }

  has(value: string): boolean {
    return this.values.includes(value);
  }

  #append(value: string, time: number): void {
    this.values.push(value);
    this.times.push(time);
    this.#latest = this.values.length - 1;
    if (this.values.length <= this.#most) return;
    const last = lastOf(this.values, this.times);
    this.values.splice(last, 1);
    this.times.splice(last, 1);
    this.#latest = 0;
  }
}

/** How long an address was seen. */
export interface Sighting {
  first: number;
  last: number;
  /** The earliest event that shows it. */
  ref: EventRef;
}

/** Values with the time from the first to the last sighting. */
export class Sightings {
  readonly values: string[] = [];
  readonly sightings: Sighting[] = [];
  readonly #most: number;
  #latest = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(value: string, event: EventRef): Sighting {
    if (this.values[this.#latest] !== value) {
      this.#latest = this.values.indexOf(value);
      if (this.#latest < 0) return this.put(value, { first: event.time, last: event.time, ref: refOf(event) });
    }
    const sighting = this.sightings[this.#latest] as Sighting;
    extend(sighting, event);
    return sighting;
  }

  /** Of a value that is not there. */
  put(value: string, sighting: Sighting): Sighting {
    this.values.push(value);
    this.sightings.push(sighting);
    this.#latest = this.values.length - 1;
    if (this.values.length <= this.#most) return sighting;
    const last = lastOf(
      this.values,
      this.sightings.map(({ first }) => first),
    );
    this.values.splice(last, 1);
    this.sightings.splice(last, 1);
    this.#latest = 0;
    return sighting;
  }

  merge(other: Sightings): void {
    for (const [index, value] of other.values.entries()) {
      const theirs = other.sightings[index] as Sighting;
      const known = this.values.indexOf(value);
      if (known < 0) this.put(value, { ...theirs });
      else this.sightings[known] = joinSightings(this.sightings[known] as Sighting, theirs);
    }
  }

  has(value: string): boolean {
    return this.values.includes(value);
  }
}

export function joinSightings(ours: Sighting, theirs: Sighting): Sighting {
  return {
    first: Math.min(ours.first, theirs.first),
    last: Math.max(ours.last, theirs.last),
    ref: isBefore(theirs.ref, ours.ref) ? theirs.ref : ours.ref,
  };
}

function extend(sighting: Sighting, event: EventRef): void {
  if (event.time > sighting.last) sighting.last = event.time;
  if (event.time > sighting.first || !isBefore(event, sighting.ref)) return;
  sighting.ref = refOf(event);
  sighting.first = event.time;
}

/** Index of the value that was seen first last of all. */
function lastOf(values: readonly string[], times: readonly number[]): number {
  let last = 0;
  for (let index = 1; index < values.length; index++) {
    const [time, latest] = [times[index] as number, times[last] as number];
    if (time > latest || (time === latest && (values[index] as string) > (values[last] as string))) last = index;
  }
  return last;
}
