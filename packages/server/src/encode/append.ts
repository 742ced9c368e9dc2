// Writes an event that the reader made into the batch: the obvious way in, for every line that the fast path leaves alone.
// The line itself is stored whole (empty template), so that it comes back byte for byte whatever it holds.

import { ABSENT_TIME, type EventFields, type Token } from '@gatehouse/model';
import { AddressColumn } from './address-column.js';
import { parseIpv4, parseIpv6 } from './addresses.js';
import type { Batch } from './batch.js';
import { type ColumnBuilder, DictionaryColumn, Number64Column, NumberColumn, TextColumn } from './columns.js';

/** `line` and all texts of the event are latin1 strings, one character per byte. */
export function appendEvent(batch: Batch, line: string, event: EventFields): void {
  const row = batch.rows;
  setText(batch.rawRest, row, line);
  // Two columns are not Nullable: an event without date sorts first, and every event counts at least as itself.
  if (event.eventTime === undefined) batch.eventTime.set(row, ABSENT_TIME);
  if (event.count === undefined) batch.count.set(row, 1);
  for (const [token, value] of Object.entries(event)) {
    const column = batch.column(token as Token);
    if (column !== undefined) setValue(column, row, value);
  }
  if (event.attributes !== undefined) setAttributes(batch, row, event.attributes);
  batch.rows = row + 1;
}

function setAttributes(batch: Batch, row: number, attributes: Readonly<Record<string, string>>): void {
  const names = Object.keys(attributes);
  if (names.length === 0) return;
  batch.attributeNames.set(row, internLatin1(batch.attributeNames, joined(names)));
  setText(batch.attributeValues, row, joined(Object.values(attributes)));
}

/** A line feed can only come out of a shipper's JSON escape; it must not part an element in two. The raw line keeps it. */
function joined(elements: readonly string[]): string {
  return elements.map((element) => element.replaceAll('\n', ' ')).join('\n');
}

type Value = EventFields[keyof EventFields];

function setValue(column: ColumnBuilder, row: number, value: Value): void {
  const text = Array.isArray(value) ? joined(value) : String(value);
  if (column instanceof DictionaryColumn) column.set(row, internLatin1(column, text));
  else if (column instanceof TextColumn) setText(column, row, text);
  else if (column instanceof AddressColumn) setAddress(column, row, text);
  else if (column instanceof Number64Column) setWide(column, row, value);
  else if (column instanceof NumberColumn)
    column.set(row, column.type.includes('IPv4') ? parseIpv4(text) : Number(value));
}

function setWide(column: Number64Column, row: number, value: Value): void {
  if (typeof value === 'number') column.set(row, value);
  else column.setBig(row, BigInt(value as string | bigint));
}

function setAddress(column: AddressColumn, row: number, text: string): void {
  const address = parseIpv6(text);
  if (address !== null) column.set(row, address);
}

function internLatin1(column: DictionaryColumn, text: string): number {
  return column.dictionary.internBytes(Buffer.from(text, 'latin1'));
}

function setText(column: TextColumn, row: number, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  column.start(row, bytes.length).raw(bytes);
}
