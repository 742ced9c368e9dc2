// Dates as written in queries:
//
//   date     = YYYY-MM-DD                                          that whole day in the caller's zone
//   instant  = date ( "T" | blank ) hh:mm [ :ss [ .fff ] ] [ Z | ±hh:mm ]     without an offset in the caller's zone
//   relative = "now" { ( "+" | "-" ) digits unit | "/" unit }      unit = s m h d w M y
//
// Days, weeks, months and years are those of the calendar in the caller's zone (a day can have 23 hours, 31 January less one
// month is 28 or 29 February …). `/unit` goes back to the start of the unit, and as a value means the whole of it:
// `now/d` is today. Weeks begin on Monday (ISO 8601).

import type { Interval } from './interval.js';
import type { Zone } from './zone.js';

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly zone: Zone;
}

const ABSOLUTE =
  /^(\d{4})-(\d{2})-(\d{2})(?:(?:[Tt]| +)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/;
const RELATIVE = /^now((?:[+-]\d{1,6}[smhdwMy]|\/[smhdwMy])*)$/;
const STEP = /([+-]\d+|\/)([smhdwMy])/g;
const FIXED_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

export function readDate(text: string, clock: Clock): Interval | null {
  const interval = /^now/i.test(text) ? readRelative(text, clock) : readAbsolute(text, clock.zone);
  if (interval === null || !Number.isFinite(interval.low) || !Number.isFinite(interval.high)) return null;
  return { low: BigInt(interval.low), high: BigInt(interval.high) };
}

interface Instants {
  readonly low: number;
  readonly high: number;
}

function readAbsolute(text: string, zone: Zone): Instants | null {
  const match = ABSOLUTE.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '', second = '0', fraction = '', offset] = match;
  const midnight = wallDate(Number(year), Number(month), Number(day));
  if (midnight === null) return null;
  if (hour === undefined) return wholeUnit(midnight, 'd', zone);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const wall =
    midnight + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 + milliseconds(fraction);
  return at(offset === undefined ? zone.instantOf(wall) : wall - offsetOf(offset));
}

function at(instant: number): Instants {
  return { low: instant, high: instant };
}

function milliseconds(fraction: string): number {
  return Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Null for 30 February and the like. Years below 1000 are refused: nobody means them and Date.UTC reads them otherwise. */
function wallDate(year: number, month: number, day: number): number | null {
  const wall = Date.UTC(year, month - 1, day);
  const date = new Date(wall);
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : null;
}

function offsetOf(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

function readRelative(text: string, { now, zone }: Clock): Instants | null {
  const match = RELATIVE.exec(text.replace(/\s+/g, '').replace(/^now/i, 'now'));
  if (match === null) return null;
  let instants = at(now);
  for (const [, amount = '', unit = ''] of (match[1] ?? '').matchAll(STEP)) {
    instants =
      amount === '/'
        ? wholeUnit(zone.wallOf(instants.low), unit, zone)
        : at(shift(instants.low, Number(amount), { unit, zone }));
  }
  return instants;
}

function shift(
  instant: number,
  amount: number,
  { unit, zone }: { readonly unit: string; readonly zone: Zone },
): number {
  const fixed = FIXED_MS[unit];
  return fixed === undefined ? zone.instantOf(shiftWall(zone.wallOf(instant), amount, unit)) : instant + amount * fixed;
}

function shiftWall(wall: number, amount: number, unit: string): number {
  if (unit === 'd' || unit === 'w') return wall + amount * (unit === 'w' ? 7 : 1) * 86_400_000;
  const date = new Date(wall);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount * (unit === 'y' ? 12 : 1));
  const month = date.getUTCMonth();
  date.setUTCDate(day);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime();
}

/** The unit that holds this wall time, from its first to its last millisecond. */
function wholeUnit(wall: number, unit: string, zone: Zone): Instants {
  const fixed = FIXED_MS[unit];
  const start = fixed === undefined ? startOf(wall, unit) : Math.floor(wall / fixed) * fixed;
  const next = fixed === undefined ? shiftWall(start, 1, unit) : start + fixed;
  return { low: zone.instantOf(start), high: zone.instantOf(next) - 1 };
}

function startOf(wall: number, unit: string): number {
  const date = new Date(wall);
  date.setUTCHours(0, 0, 0, 0);
  if (unit === 'w') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (unit === 'M' || unit === 'y') date.setUTCDate(1);
  if (unit === 'y') date.setUTCMonth(0);
  return date.getTime();
}
