// Local time of the source to UTC on the fast path: the reader's own answer, kept per quarter of an hour.

import { toUtc, type ZoneOffsets } from '../decode/zone.js';

const QUARTER = 900_000;
const KEPT = 100_000;

/** Milliseconds to subtract from a local time; NaN where the time does not exist or exists twice. */
export function localShift(zone: string, offsets: ZoneOffsets): (localMs: number) => number {
  if (zone === 'UTC') return () => 0;
  const shifts = new Map<number, number>();
  return (localMs) => {
    const quarter = Math.floor(localMs / QUARTER);
    const known = shifts.get(quarter);
    if (known !== undefined) return known;
    const shift = ask(quarter * QUARTER, zone, offsets);
    if (shifts.size >= KEPT) shifts.clear();
    shifts.set(quarter, shift);
    return shift;
  };
}

function ask(localMs: number, zone: string, offsets: ZoneOffsets): number {
  const date = new Date(localMs);
  if (Number.isNaN(date.getTime())) return Number.NaN;
  const wall = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  const instant = toUtc(wall, zone, offsets);
  return instant.defect === undefined ? localMs - instant.ms : Number.NaN;
}
