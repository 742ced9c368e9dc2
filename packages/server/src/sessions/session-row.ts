// A row of the table of sessions as the flat object that is printed: fields in the order of the model, absent values without a key.

import {
  type SessionRow,
  type SessionToken,
  type SessionValue,
  VPN_SESSION_FIELDS,
  type VpnSessionField,
} from '@gatehouse/model';
import { columnName } from '@gatehouse/qql';
import type { StoreRow } from '../store/event-store.js';

export function fieldsOf(tokens: readonly SessionToken[] | undefined): readonly VpnSessionField[] {
  return tokens === undefined ? VPN_SESSION_FIELDS : VPN_SESSION_FIELDS.filter(({ token }) => tokens.includes(token));
}

/** SELECT list. 64-bit numbers come as text: JSON has no room for them. */
export function columnsSql(fields: readonly VpnSessionField[]): string {
  return fields.map(columnSql).join(', ');
}

function columnSql({ token, column, type }: VpnSessionField): string {
  const name = columnName(token);
  if (type === 'date') return `toString(toUnixTimestamp64Milli(${name})) AS ${name}`;
  const isWide = column.kind === 'stored' && column.type.includes('UInt64');
  return isWide ? `toString(${name}) AS ${name}` : name;
}

export function printRow(fields: readonly VpnSessionField[], row: StoreRow): SessionRow {
  const printed: Partial<Record<SessionToken, SessionValue>> = {};
  for (const field of fields) {
    const value = printValue(field, row[field.token]);
    if (value !== null) printed[field.token] = value;
  }
  return printed;
}

function printValue({ type, list }: VpnSessionField, value: unknown): SessionValue | null {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  if (list === true) return text.split('\n');
  if (type === 'date') return new Date(Number(text)).toISOString();
  if (type !== 'number' && type !== 'bytes' && type !== 'duration') return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
