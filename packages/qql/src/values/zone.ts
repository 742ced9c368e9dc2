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
  const wallOf = (instant: number): number => wallFrom(format, instant);
  return { wallOf, instantOf: (wall) => findInstant(wallOf, wall) };
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
