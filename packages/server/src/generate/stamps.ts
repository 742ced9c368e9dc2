/**
 * Instants as the appliance writes them, to whole seconds, UTC:
 *
 *   MMDDYYYY  03/17/2026:08:05:00      DDMMYYYY  17/03/2026:08:05:00      YYYYMMDD  2026/03/17:08:05:00
 */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type DateOrder = 'mdy' | 'dmy' | 'ymd';
export type Stamp = (instant: number) => string;

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function twoDigits(number: number): string {
  return TWO_DIGITS[number] ?? String(number);
}

/** The part of the day is looked up per day: a bench file writes three stamps a line. */
export function createStamp(order: DateOrder): Stamp {
  const days = new Map<number, string>();
  return (instant) => {
    const day = Math.floor(instant / DAY);
    let text = days.get(day);
    if (text === undefined) {
      text = dateIn(order, new Date(day * DAY));
      days.set(day, text);
    }
    return `${text}:${clockOf(Math.floor((instant - day * DAY) / SECOND))}`;
  };
}

function dateIn(order: DateOrder, date: Date): string {
  const year = String(date.getUTCFullYear());
  const month = twoDigits(date.getUTCMonth() + 1);
  const day = twoDigits(date.getUTCDate());
  if (order === 'ymd') return `${year}/${month}/${day}`;
  return order === 'dmy' ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
}

/** `hh:mm:ss` of a number of seconds; also the appliance's way to write a duration. */
export function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
}

export function secondsBetween(begin: number, end: number): number {
  return Math.floor((end - begin) / SECOND);
}

/** RFC 3164 section 4.1.2: `Mar 17 08:05:00`, the day padded by a blank. */
export function rfc3164Stamp(instant: number): string {
  const date = new Date(instant);
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${date.toISOString().slice(11, 19)}`;
}

export function isoStamp(instant: number): string {
  return new Date(instant).toISOString();
}

/** Cuts the milliseconds: everything that is generated happens on a whole second. */
export function wholeSecond(instant: number): number {
  return instant - (instant % SECOND);
}
