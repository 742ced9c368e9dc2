// How the columns of the result table look: what a token needs of width, where it stands, whether it can be sorted by.

import { type FieldType, fieldOf } from '@gatehouse/model';
import { SUMMARY } from './search-state.js';

const WIDTHS: Readonly<Record<FieldType, number>> = {
  date: 178,
  duration: 84,
  number: 84,
  bytes: 84,
  port: 64,
  ip: 126,
  geo: 140,
  keyword: 140,
  id: 120,
  string: 170,
  text: 260,
  boolean: 70,
};

const OWN_WIDTHS: Readonly<Record<string, number>> = {
  eventTime: 152,
  collectorReceivedTime: 186,
  eventName: 156,
  userName: 140,
  deviceName: 104,
  eventId: 280,
  outcome: 86,
};

export const MIN_WIDTH = 48;
const SUMMARY_WIDTH = 320;

/** As a CSS grid track. The sentence takes what is left. */
export function trackOf(column: string, widths: Readonly<Record<string, number>>): string {
  const own = widths[column];
  if (own !== undefined) return `${own}px`;
  return column === SUMMARY ? `minmax(${SUMMARY_WIDTH}px, 1fr)` : `${widthOf(column)}px`;
}

export function widthOf(column: string): number {
  const type = fieldOf(column)?.type ?? 'string';
  return column === SUMMARY ? SUMMARY_WIDTH : (OWN_WIDTHS[column] ?? WIDTHS[type]);
}

const QUANTITIES: readonly FieldType[] = ['duration', 'number', 'bytes', 'port'];

export function isQuantity(column: string): boolean {
  const type = fieldOf(column)?.type;
  return type !== undefined && QUANTITIES.includes(type);
}

export function isSortable(column: string): boolean {
  const field = fieldOf(column);
  return field?.column.kind === 'stored' && field.list !== true && field.map !== true;
}
