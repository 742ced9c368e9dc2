// Wall clocks. A wall time is the milliseconds since 1970 that a clock in UTC showing the same would mean.
// A repeated hour is read as the first one, a missing hour moves forward.

export interface Zone {
  wallOf(instant: number): number;
  instantOf(wall: number): number;
}

const DAY_MS = 86_400_000;
const UTC_NAMES = ['utc', 'z', 'gmt', 'etc/utc', 'etc/gmt'];
const UTC: Zone = { wallOf: (instant) => instant, instantOf: (wall) => wall };

/** Null when the runtime knows no zone of that name. */
export function createZone(name: string): Zone | null {
  if (UTC_NAMES.includes(name.toLowerCase())) return UTC;
  const format = createFormat(name);
  if (format === null) return null;
  return new RegionalZone(format);
}

/** As many as there are names; more are spellings of the same. */
const KEPT_ZONES = 600;

/** Zones that are asked for again and again: making one takes 100 µs, and one that is kept knows the days it was asked for. */
export class Zones {
  readonly #known = new Map<string, Zone>();

  /** Null when the runtime knows no zone of that name. */
  of(name: string): Zone | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const zone = createZone(name);
    if (this.#known.size === KEPT_ZONES) this.#known.clear();
    if (zone !== null) this.#known.set(name, zone);
    return zone;
  }
}

/** Days that are kept at most: queries are about a few of them. */
const KEPT_DAYS = 1000;

/**
 * The runtime takes 10 µs to say what the clock shows, and one date of a query asks four times. No zone goes to another offset and back
 * within a day (four days is the shortest stay there ever was), so a day that begins and ends with the same offset has no other.
 */
class RegionalZone implements Zone {
  readonly #format: Intl.DateTimeFormat;
  /** By the day of the instant; null where the offset changes within it. */
  readonly #offsets = new Map<number, number | null>();

  constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
  }

  wallOf(instant: number): number {
    const day = Math.floor(instant / DAY_MS);
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      offset = this.#offsetOfDay(day * DAY_MS);
      if (this.#offsets.size === KEPT_DAYS) this.#offsets.clear();
      this.#offsets.set(day, offset);
    }
    return offset === null ? wallFrom(this.#format, instant) : instant + offset;
  }

  instantOf(wall: number): number {
    return findInstant((instant) => this.wallOf(instant), wall);
  }

  #offsetOfDay(start: number): number | null {
    const end = start + DAY_MS;
    const offset = wallFrom(this.#format, start) - start;
    return wallFrom(this.#format, end) - end === offset ? offset : null;
  }
}

function createFormat(name: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function wallFrom(format: Intl.DateTimeFormat, instant: number): number {
  if (Number.isNaN(new Date(instant).getTime())) return Number.NaN;
  const parts: Record<string, number> = {};
  for (const part of format.formatToParts(instant)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
}

// Offsets change rarely, so those of a day before and a day after are the only candidates.
function findInstant(wallOf: Zone['wallOf'], wall: number): number {
  const offsetAt = (instant: number): number => wallOf(instant) - instant;
  const before = offsetAt(wall - DAY_MS);
  const after = offsetAt(wall + DAY_MS);
  if (offsetAt(wall - before) === before) return wall - before;
  return offsetAt(wall - after) === after ? wall - after : wall - before;
}
