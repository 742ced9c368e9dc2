// Which columns a token is read from, and how they come back from the database unharmed: 64-bit numbers as text (JSON has no room
// for them), instants as milliseconds, and, for the rare row that is no valid UTF-8, the bytes of every text in hexadecimal.

import type { DictionaryField, Field, Token } from '@gatehouse/model';
import { FIELDS } from '@gatehouse/model';
import { columnName } from '@gatehouse/qql';

/** Columns of the raw line and of eventId; they carry no token. */
const POSITION = ['block', 'row'] as const;
const RAW = ['rawTemplate', 'rawRest'] as const;
const ATTRIBUTES = ['attributeNames', 'attributeValues'] as const;

export interface EventColumns {
  readonly tokens: ReadonlySet<Token>;
  /** SELECT list. */
  readonly sql: string;
  /** Names of the text columns, in the order of the array `bytes`. */
  readonly texts: readonly string[];
}

/**
 * Every token when none is named. The raw line is made from other columns, so that asking for it reads all that a template may print, or
 * what those of the rows are known to print.
 */
export function eventColumns(
  wanted: readonly Token[] = FIELDS.map(({ token }) => token),
  printed?: ReadonlySet<Token>,
): EventColumns {
  const tokens = new Set(wanted);
  const needsRawLine = tokens.has('rawEvent') || tokens.has('rawEventBase64');
  const isNeeded = (token: Token) => tokens.has(token) || (needsRawLine && printed?.has(token) !== false);
  const stored = FIELDS.filter(({ token, column }) => column.kind === 'stored' && isNeeded(token));
  const needsAttributes = needsRawLine || tokens.has('attributes');
  const texts = [
    ...stored.filter(isText).map(({ token }) => token),
    ...(needsAttributes ? ATTRIBUTES : []),
    ...(needsRawLine ? RAW : []),
  ];
  const others = stored.filter((field) => !isText(field));
  const columns = [
    ...POSITION.map((name) => `toString(${columnName(name)}) AS ${columnName(name)}`),
    ...others.map(otherColumn),
    ...texts.map(columnName),
    bytesColumn(texts),
  ];
  return { tokens, sql: columns.join(', '), texts };
}

export function isText({ column }: Pick<Field, 'column'>): boolean {
  return column.kind === 'stored' && /\bString\b/.test(column.type);
}

function otherColumn({ token, column }: DictionaryField): string {
  const name = columnName(token);
  const type = column.kind === 'stored' ? column.type : '';
  if (type.includes('DateTime64')) return `toString(toUnixTimestamp64Milli(${columnName(token)})) AS ${name}`;
  return type.includes('UInt64') ? `toString(${columnName(token)}) AS ${name}` : name;
}

function bytesColumn(texts: readonly string[]): string {
  const names = texts.map(columnName);
  if (names.length === 0) return '[] AS bytes';
  return `if(isValidUTF8(concatWithSeparator('\\n', ${names.join(', ')}, '')), [], [${names.map((name) => `hex(${name})`).join(', ')}]) AS bytes`;
}
