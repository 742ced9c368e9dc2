// Numbers and values of tokens as a person reads them. Always the same spelling, whatever the browser speaks: a figure in a report
// must be the figure on the screen.

import type { Field, FieldType, PrintedValue } from '@gatehouse/model';
import { type Clock, formatInstant } from './time.js';

/** Thin blanks between thousands: `12 345`. */
export function formatNumber(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, '\u2009');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

const SMALL = ['', 'k', 'M', 'G', 'T'];

/** At most four characters: `999`, `1.2k`, `14M`. */
export function shortNumber(value: number): string {
  let size = value;
  let step = 0;
  while (size >= 999.5 && step < SMALL.length - 1) {
    size /= 1000;
    step++;
  }
  return step === 0
    ? String(Math.round(value * 10) / 10)
    : `${size < 9.95 ? size.toFixed(1) : Math.round(size)}${SMALL[step]}`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Powers of 1024, as QQL reads them: what is shown can be typed. */
export function formatBytes(value: number): string {
  let size = value;
  let step = 0;
  while (size >= 1024 && step < UNITS.length - 1) {
    size /= 1024;
    step++;
  }
  return `${step === 0 || size >= 100 ? Math.round(size) : Number(size.toFixed(1))} ${UNITS[step]}`;
}

/** `00:05:07`, `30:00:00`: as QQL reads it. */
export function formatDuration(seconds: number): string {
  const size = Math.max(0, Math.floor(seconds));
  return [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Neither nothing nor all, unless it is. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '0 %';
  const share = (100 * part) / whole;
  if (share > 0 && share < 0.1) return '<0.1 %';
  if (share > 99.5 && share < 100) return share > 99.9 ? '>99.9 %' : `${share.toFixed(1)} %`;
  return `${share >= 10 ? Math.round(share) : Number(share.toFixed(1))} %`;
}

export function formatValue(field: Pick<Field, 'type'>, value: PrintedValue, clock: Clock): string {
  if (typeof value === 'object') return listOf(value).join(', ');
  return formatScalar(field.type, value, clock);
}

function formatScalar(type: FieldType, value: string | number | boolean, clock: Clock): string {
  switch (type) {
    case 'date':
      return formatInstant(Date.parse(String(value)), clock);
    case 'bytes':
      return formatBytes(Number(value));
    case 'duration':
      return formatDuration(Number(value));
    default:
      return String(value);
  }
}

function listOf(value: readonly string[] | Readonly<Record<string, string>>): readonly string[] {
  return isList(value) ? value : Object.entries(value).map(([label, text]) => `${label} = ${text}`);
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

/** The single values of a token: a list gives each of its elements. */
export function elementsOf(value: PrintedValue): readonly (string | number | boolean)[] {
  if (typeof value !== 'object') return [value];
  return isList(value) ? value : Object.values(value);
}

/** `1 event`, `2 events`. */
export function counted(count: number, noun: string, several = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : several}`;
}
