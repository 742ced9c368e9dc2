// From a wall clock to UTC. Lines without the word GMT are in the time zone of the source (an IANA name or ±hh:mm).
// `Intl` answers what the offset is at an instant, but slowly (about 3 µs); the answers are kept per zone and quarter of
// an hour, since no zone changes its offset between quarters.

import { asIfUtc, type WallTime } from './date.js';

export type ZoneDefect = 'zone-gap' | 'zone-overlap';

export interface Instant {
  readonly ms: number;
  readonly defect?: ZoneDefect;
}

const QUARTER = 900_000;
const DAY = 86_400_000;
/** About two years of quarters that are really asked for; a file of random dates must not fill the memory. */
const KEPT = 65_536;

/** Offsets of time zones, asked once per quarter of an hour. One instance per thread or per command. */
export class ZoneOffsets {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #known = new Map<string, Map<number, number>>();

  /** Milliseconds to add to UTC to get the wall clock at this instant. */
  offset(zone: string, ms: number): number {
    if (isUtc(zone)) return 0;
    const quarter = Math.floor(ms / QUARTER);
    let known = this.#known.get(zone);
    if (known === undefined) this.#known.set(zone, (known = new Map<number, number>()));
    let offset = known.get(quarter);
    if (offset === undefined) {
      offset = fixedOffset(zone) ?? this.#ask(zone, quarter * QUARTER);
      if (known.size >= KEPT) known.clear();
      known.set(quarter, offset);
    }
    return offset;
  }

  #ask(zone: string, ms: number): number {
    let format = this.#formats.get(zone);
    if (format === undefined) this.#formats.set(zone, (format = wallClockFormat(zone)));
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
    const {
      year = 0,
      month = 1,
      day = 1,
      hour = 0,
      minute = 0,
      second = 0,
    } = part as Record<string, number | undefined>;
    return asIfUtc({ year, month, day, hour, minute, second }) - ms;
  }
}

/** True for names that `toUtc` understands: IANA zones, UTC, GMT and fixed offsets. */
export function isZone(zone: string): boolean {
  if (isUtc(zone) || fixedOffset(zone) !== null) return true;
  try {
    wallClockFormat(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * A time that the clocks skipped is moved forward by as much as they were; one that they showed twice is the first.
 * Both readings before and after the change are tried: a day is further than any zone has ever jumped.
 */
export function toUtc(wall: WallTime, zone: string, offsets: ZoneOffsets): Instant {
  const local = asIfUtc(wall);
  if (isUtc(zone)) return { ms: local };
  const before = offsets.offset(zone, local - DAY);
  const after = offsets.offset(zone, local + DAY);
  const first = local - before;
  const second = local - after;
  if (before === after && offsets.offset(zone, first) === before) return { ms: first };
  const firstHolds = offsets.offset(zone, first) === before;
  const secondHolds = offsets.offset(zone, second) === after;
  if (firstHolds && secondHolds)
    return first === second ? { ms: first } : { ms: Math.min(first, second), defect: 'zone-overlap' };
  if (firstHolds) return { ms: first };
  return secondHolds ? { ms: second } : { ms: first, defect: 'zone-gap' };
}

function isUtc(zone: string): boolean {
  return zone === 'UTC' || zone === 'GMT' || zone === 'Z';
}

const FIXED = /^([+-])(0\d|1[0-4]):?([0-5]\d)$/;

function fixedOffset(zone: string): number | null {
  const parts = FIXED.exec(zone);
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

function wallClockFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
