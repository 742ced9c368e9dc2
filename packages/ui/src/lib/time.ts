// Instants as analysts read them, and time ranges as they write them. A bound is what QQL takes for a date: `now-1h`,
// `now/d`, `2026-03-17`, an ISO instant; an empty bound is open.

import { check, createZone, type Test } from '@gatehouse/qql';

/** How instants are shown, and how dates without a zone are read. */
export type Clock = 'utc' | 'local';

export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

/** Milliseconds since 1970; null is open. */
export interface Interval {
  readonly from: number | null;
  readonly to: number | null;
}

export const DEFAULT_RANGE: TimeRange = { from: 'now-24h', to: '' };

export function zoneOf(clock: Clock): string {
  return clock === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Null when the text is no date. The end of a date without a time is the end of that day. */
export function resolveBound(bound: string, side: 'from' | 'to', { now, clock }: Reading): number | null {
  if (bound.trim() === '') return null;
  const zone = createZone(zoneOf(clock)) ?? 'UTC';
  const { query } = check(`eventTime ${side === 'from' ? '>=' : '<='} "${bound.trim().replace(/["\\]/g, '')}"`, {
    now,
    zone,
  });
  return query?.kind === 'field' ? boundOf(query.test, side) : null;
}

export interface Reading {
  readonly now: number;
  readonly clock: Clock;
}

function boundOf(test: Test, side: 'from' | 'to'): number | null {
  if (test.kind !== 'between') return null;
  const bound = side === 'from' ? test.low : test.high;
  return bound === null ? null : Number(bound);
}

export function resolveRange(range: TimeRange, reading: Reading): Interval {
  return { from: resolveBound(range.from, 'from', reading), to: resolveBound(range.to, 'to', reading) };
}

export function isValidBound(bound: string, side: 'from' | 'to', reading: Reading): boolean {
  return bound.trim() === '' || resolveBound(bound, side, reading) !== null;
}

export function isRelative({ from, to }: TimeRange): boolean {
  return [from, to].some((bound) => bound.trim().startsWith('now')) || to.trim() === '';
}

/** The same range with fixed ends: what a link to share should carry. */
export function absoluteRange(range: TimeRange, reading: Reading): TimeRange {
  const { from, to } = resolveRange(range, reading);
  return { from: from === null ? '' : isoOf(from), to: isoOf(to ?? reading.now) };
}

/** The range of the same length before or after this one. */
export function shiftedRange(range: TimeRange, steps: number, reading: Reading): TimeRange {
  const { from, to } = resolveRange(range, reading);
  if (from === null) return range;
  const end = to ?? reading.now;
  const by = (end - from) * steps;
  return { from: isoOf(from + by), to: isoOf(end + by) };
}

/** Twice the range around its middle, not beyond now. */
export function widenedRange(range: TimeRange, reading: Reading): TimeRange {
  const { from, to } = resolveRange(range, reading);
  if (from === null) return range;
  const end = to ?? reading.now;
  const half = (end - from) / 2;
  return { from: isoOf(from - half), to: isoOf(Math.min(reading.now, end + half)) };
}

export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const PRESETS: readonly { readonly label: string; readonly range: TimeRange }[] = [
  { label: 'Last 15 minutes', range: { from: 'now-15m', to: '' } },
  { label: 'Last hour', range: { from: 'now-1h', to: '' } },
  { label: 'Last 4 hours', range: { from: 'now-4h', to: '' } },
  { label: 'Last 24 hours', range: { from: 'now-24h', to: '' } },
  { label: 'Last 7 days', range: { from: 'now-7d', to: '' } },
  { label: 'Last 30 days', range: { from: 'now-30d', to: '' } },
  { label: 'Today', range: { from: 'now/d', to: '' } },
  { label: 'Yesterday', range: { from: 'now-1d/d', to: 'now-1d/d' } },
  { label: 'This week', range: { from: 'now/w', to: '' } },
  { label: 'This month', range: { from: 'now/M', to: '' } },
  { label: 'All time', range: { from: '', to: '' } },
];

export function rangeLabel(range: TimeRange, reading: Reading): string {
  const preset = PRESETS.find(({ range: { from, to } }) => from === range.from && to === range.to);
  if (preset !== undefined) return preset.label;
  if (isRelative(range) && range.to === '' && range.from.startsWith('now')) return `${range.from} → now`;
  const { from, to } = resolveRange(range, reading);
  const start = from === null ? 'the beginning' : formatInstant(from, reading.clock, 's');
  const end = to === null ? 'now' : formatInstant(to, reading.clock, 's');
  const isSameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${start} → ${isSameDay ? end.slice(11) : end}`;
}

type Precision = 'd' | 'm' | 's' | 'ms';

const ENDS: Readonly<Record<Precision, number>> = { d: 10, m: 16, s: 19, ms: 23 };

/** `2026-03-17 08:00:00.000`: sorts as text, and is the same width everywhere. */
export function formatInstant(instant: number, clock: Clock, precision: Precision = 'ms'): string {
  const shown = clock === 'utc' ? instant : instant - new Date(instant).getTimezoneOffset() * MINUTE;
  const date = new Date(shown);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('T', ' ').slice(0, ENDS[precision]);
}

/** `UTC`, or `UTC+02:00` of that instant. */
export function offsetLabel(instant: number, clock: Clock): string {
  const minutes = clock === 'utc' ? 0 : -new Date(instant).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

/** `3 min ago`, `in 2 h`. */
export function relativeTime(instant: number, now: number): string {
  const away = now - instant;
  const size = Math.abs(away);
  if (size < 1000) return 'now';
  const text = shortSpan(size);
  return away > 0 ? `${text} ago` : `in ${text}`;
}

function shortSpan(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}
