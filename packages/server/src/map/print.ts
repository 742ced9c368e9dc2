// A reading as the flat object that `gatehouse parse` prints: tokens in the order of the model, instants in ISO 8601 UTC,
// numbers above 2^53 as decimal strings, texts decoded from UTF-8 (bytes that are none become U+FFFD, and rawEventBase64
// then carries the line).

import { type EventFields, FIELDS, type PrintedEvent, type PrintedValue, type Token } from '@gatehouse/model';
import type { Reading } from './reading.js';

export type { PrintedEvent, PrintedValue } from '@gatehouse/model';

export function printReading({ line, event, defects }: Reading): PrintedEvent {
  const printed: Partial<Record<Token, PrintedValue>> = {};
  const isBinary = defects.includes('invalid-utf8');
  for (const { token, type } of FIELDS) {
    if (token === 'rawEvent') printed.rawEvent = utf8(line);
    else if (token === 'rawEventBase64' && isBinary)
      printed.rawEventBase64 = Buffer.from(line, 'latin1').toString('base64');
    const value = event[token];
    if (value !== undefined)
      printed[token] = type === 'date' ? new Date(Number(value)).toISOString() : printValue(value);
  }
  return printed;
}

/** One line of NDJSON, without the line end. */
export function printLine(reading: Reading): string {
  return JSON.stringify(printReading(reading));
}

function printValue(value: NonNullable<EventFields[Token]>): PrintedValue {
  if (typeof value === 'string') return utf8(value);
  if (typeof value === 'bigint') return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(utf8);
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [utf8(name), utf8(text)]));
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}

const HIGH_BYTE = /[\x80-\xff]/;

/** Latin1 string, one character per byte, to the text that its bytes are. */
export function utf8(text: string): string {
  return HIGH_BYTE.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text;
}
