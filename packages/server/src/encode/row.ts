// Reads a batch back into events: the proof that what was written is what was meant, used when a template is admitted and
// in tests. Not on the hot path.

import { type DictionaryField, type EventFields, FIELDS, type Token } from '@gatehouse/model';
import { AddressColumn } from './address-column.js';
import { printIpv4 } from './addresses.js';
import type { Batch } from './batch.js';
import { type ColumnBuilder, DictionaryColumn, Number64Column, NumberColumn, TextColumn } from './columns.js';

export interface StoredRow {
  readonly event: EventFields;
  readonly rawTemplate: string;
  readonly rawRest: string;
  readonly attributeValues: string;
}

/** All rows of the batch, with these tokens or all; texts as latin1. */
export function readRows(batch: Batch, tokens?: ReadonlySet<Token>): StoredRow[] {
  const texts = new Map<TextColumn, string[]>();
  for (const column of batch.columns.values())
    if (column instanceof TextColumn) texts.set(column, readTexts(column, batch.rows));
  const columns = FIELDS.flatMap((field) => {
    const column = batch.column(field.token);
    return column?.used === true && tokens?.has(field.token) !== false ? [{ field, column }] : [];
  });
  return Array.from({ length: batch.rows }, (_, row) => readRow(batch, row, { columns, texts }));
}

interface RowReading {
  readonly columns: readonly { readonly field: DictionaryField; readonly column: ColumnBuilder }[];
  readonly texts: ReadonlyMap<TextColumn, readonly string[]>;
}

function readRow(batch: Batch, row: number, { columns, texts }: RowReading): StoredRow {
  const textAt = (column: TextColumn) => texts.get(column)?.[row] ?? '';
  const event: Record<string, unknown> = {};
  for (const { field, column } of columns) {
    const value = column instanceof TextColumn ? textAt(column) || null : readValue(column, row);
    if (value === null) continue;
    if (field.list === true) event[field.token] = String(value).split('\n');
    else if (field.type === 'id' || field.type === 'keyword') event[field.token] = String(value);
    else event[field.token] = field.type === 'boolean' ? value === 1 : value;
  }
  const names = keyText(batch.attributeNames, row);
  const attributeValues = textAt(batch.attributeValues);
  if (names !== '') event['attributes'] = zip(names.split('\n'), attributeValues.split('\n'));
  return {
    event: event as EventFields,
    rawTemplate: keyText(batch.rawTemplate, row),
    rawRest: textAt(batch.rawRest),
    attributeValues,
  };
}

function zip(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

function readValue(column: ColumnBuilder, row: number): string | number | bigint | null {
  if (column instanceof DictionaryColumn) return keyText(column, row) || null;
  if (column instanceof AddressColumn)
    return column.nulls[row] === 1 ? null : printIpv6(column.bytes.subarray(row * 16, row * 16 + 16));
  if (column instanceof Number64Column) return readWide(column, row);
  if (!(column instanceof NumberColumn) || column.nulls?.[row] === 1) return null;
  const value = column.values[row] ?? 0;
  if (column.type === 'Bool') return value === 0 ? null : 1;
  return column.type.includes('IPv4') ? printIpv4(value) : value;
}

function readWide(column: Number64Column, row: number): number | bigint | null {
  if (column.nulls?.[row] === 1) return null;
  const low = column.halves[row * 2] ?? 0;
  const high = column.halves[row * 2 + 1] ?? 0;
  const signed = column.type.includes('DateTime64');
  const value = (signed ? high | 0 : high) * 0x1_0000_0000 + low;
  return Number.isSafeInteger(value) ? value : (BigInt(high) << 32n) | BigInt(low);
}

function keyText(column: DictionaryColumn, row: number): string {
  return latin1(column.dictionary.key(column.ids[row] ?? 0));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Full form, eight groups of four digits: enough to compare. */
function printIpv6(bytes: Uint8Array): string {
  return Array.from({ length: 8 }, (_, index) =>
    Buffer.from(bytes.subarray(index * 2, index * 2 + 2)).toString('hex'),
  ).join(':');
}

function readTexts(column: TextColumn, rows: number): string[] {
  const { bytes } = column.sink;
  const values: string[] = [];
  let at = 0;
  while (at < column.sink.length) {
    let length = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      length |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    values.push(latin1(bytes.subarray(at, at + length)));
    at += length;
  }
  return [...values, ...new Array<string>(Math.max(0, rows - values.length)).fill('')];
}
