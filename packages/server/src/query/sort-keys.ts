// The order of results and the place to go on from. A page ends at a row; the next one begins behind the values that this row has in
// every key, so that pages neither overlap nor leave out anything while events are added.
//
//   eventTime            newest first, then block and row backwards: the table's own order, read from its end
//   any other token      absent values last, then the token, then as above

import type { Field } from '@gatehouse/model';
import { columnName, ParameterList, type Statement } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import { isText } from './event-columns.js';

export interface Sort {
  readonly field: Pick<Field, 'token' | 'column'>;
  readonly descending: boolean;
}

/** A table that has an order of its own. */
export interface Ordered {
  readonly token: string;
  /** The keys of the table, which are different for every row. */
  readonly keys: (descending: boolean) => readonly SortKey[];
}

export interface SortKey {
  readonly sql: string;
  readonly descending: boolean;
  /** SQL that prints a value of the key, and SQL that reads it back. */
  readonly printed: string;
  readonly read: (placeholder: string) => string;
  readonly type: string;
}

export interface SortKeys {
  readonly orderBy: string;
  /** SELECT item: the values of all keys as one array of text, named `cursor`. */
  readonly cursorColumn: string;
  /** Condition for what stands behind a row. */
  readonly behind: (cursor: readonly string[]) => Statement;
}

const EVENTS_IN_ORDER: Ordered = { token: 'eventTime', keys: timeKeys };

export function sortKeys(sort: Sort | null, table: Ordered = EVENTS_IN_ORDER): SortKeys {
  const keys = keysOf(sort, table);
  return {
    orderBy: `ORDER BY ${keys.map((key) => `${key.sql}${key.descending ? ' DESC' : ''}`).join(', ')}`,
    cursorColumn: `[${keys.map(({ printed }) => printed).join(', ')}] AS cursor`,
    behind: (cursor) => behind(keys, cursor),
  };
}

function keysOf(sort: Sort | null, table: Ordered): readonly SortKey[] {
  if (sort === null || sort.field.token === table.token) return table.keys(sort?.descending ?? true);
  const { field, descending } = sort;
  const { column, token } = field;
  const name = columnName(token);
  if (column.kind !== 'stored')
    throw new AppError('option.invalid', { option: '--sort', value: token, reason: 'it has no order' });
  const last = table.keys(true);
  if (isText(field)) return [flag(`${name} = ''`), textKey(name, descending), ...last];
  const type = column.type.replace(/^Nullable\((.*)\)$/, '$1');
  const value = column.type === type ? name : `assumeNotNull(${name})`;
  const key = type.includes('DateTime64') ? timeKey(value, descending) : numberKey(value, type, descending);
  return [...(column.type === type ? [] : [flag(`isNull(${name})`)]), key, ...last];
}

function timeKeys(descending: boolean): readonly SortKey[] {
  return [
    timeKey(columnName('eventTime'), descending),
    numberKey(columnName('block'), 'UInt64', descending),
    numberKey(columnName('row'), 'UInt32', descending),
  ];
}

function flag(sql: string): SortKey {
  return numberKey(sql, 'UInt8', false);
}

function numberKey(sql: string, type: string, descending: boolean): SortKey {
  return { sql, descending, printed: `toString(${sql})`, read: (placeholder) => placeholder, type };
}

export function timeKey(sql: string, descending: boolean): SortKey {
  const read = (placeholder: string): string => `fromUnixTimestamp64Milli(${placeholder}, 'UTC')`;
  return { sql, descending, printed: `toString(toUnixTimestamp64Milli(${sql}))`, read, type: 'Int64' };
}

/** As hexadecimal: a text may be any bytes. */
export function textKey(sql: string, descending: boolean): SortKey {
  return { sql, descending, printed: `hex(${sql})`, read: (placeholder) => `unhex(${placeholder})`, type: 'String' };
}

function behind(keys: readonly SortKey[], cursor: readonly string[]): Statement {
  const list = new ParameterList('c');
  if (cursor.length !== keys.length) throw new AppError('option.invalid', INVALID_CURSOR);
  const sql = keys.reduceRight((rest, key, index) => {
    const value = key.read(list.bind(cursor[index] ?? '', key.type));
    const sign = key.descending ? '<' : '>';
    // The first comparison alone lets the engine skip what lies before the page.
    if (rest === '') return `${key.sql} ${sign} ${value}`;
    return `(${key.sql} ${sign}= ${value} AND (${key.sql} ${sign} ${value} OR ${rest}))`;
  }, '');
  return { sql, parameters: list.values };
}

const INVALID_CURSOR = { option: 'cursor', value: 'this', reason: 'it belongs to another query' };
