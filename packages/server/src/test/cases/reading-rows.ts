// What the reader makes of a line, as the rows of a case file: the event as `gatehouse parse` prints it, flat.

import type { Token } from '@gatehouse/model';
import { type PrintedEvent, type PrintedValue, printReading } from '../../map/print.js';
import type { Reading } from '../../map/reading.js';
import type { Expectation, Row } from './case-file.js';

/** The same on every event, added after the reading, or repeating the line or other parts of the reading. */
const leftOut: ReadonlySet<string> = new Set<Token>([
  'deviceType',
  'deviceModel',
  'deviceVendor',
  'tags',
  'customerId',
  'collectorId',
  'eventSourceId',
  'eventId',
  'collectorReceivedTime',
  'rawEvent',
  'defects',
]);

export function expectationOf(reading: Reading): Expectation {
  const event = printReading(reading);
  const rows = Object.entries(event)
    .filter(([token, value]) => !leftOut.has(token) && !isUsual(event, token, value))
    .flatMap(([token, value]) => rowsOf(token, value))
    // A stable sort: the elements of a list stay in their order.
    .sort((a, b) => (a.token < b.token ? -1 : a.token > b.token ? 1 : 0));
  const { date, defects } = reading;
  return { rows, date: date === null ? null : `${date.order} ${date.because}`, defects: defects.toSorted() };
}

function isUsual(event: PrintedEvent, token: string, value: PrintedValue): boolean {
  return (token === 'count' && value === 1) || (token === 'deviceHost' && value === event.deviceName);
}

function rowsOf(token: string, value: PrintedValue): Row[] {
  if (typeof value !== 'object') return [{ token, value: String(value) }];
  if (isList(value)) return value.map((element) => ({ token, value: element }));
  return Object.entries(value).map(([label, text]) => ({ token: `${token}.${label}`, value: text }));
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}
