// Columns for programs that read columns: each token with a type of its own, an absent value as NULL. Texts are UTF-8 there, so bytes that
// are none become U+FFFD, as in everything that is printed; rawEventBase64 carries them.

import { ABSENT_TIME, type DictionaryField, FIELDS, type Token } from '@gatehouse/model';
import { columnName, type RawLine } from '@gatehouse/qql';
import { isText } from './event-columns.js';

/** SELECT list. */
export function typedColumns(rawLine: RawLine, wanted: readonly Token[] = FIELDS.map(({ token }) => token)): string {
  const tokens = new Set(wanted);
  const fields = FIELDS.filter(({ token }) => tokens.has(token));
  return fields.map((field) => `${typedSql(field, rawLine)} AS ${columnName(field.token)}`).join(', ');
}

function typedSql(field: DictionaryField, rawLine: RawLine): string {
  const { token, column, type, list } = field;
  const name = columnName(token);
  if (token === 'rawEvent') return `toValidUTF8(${rawLine.whole})`;
  if (token === 'rawEventBase64') return `nullIf(${rawLine.base64}, '')`;
  if (column.kind === 'alias') return field.map === true ? validMap(name) : name;
  if (list === true)
    return `if(${name} = '', [], arrayMap(t -> toValidUTF8(t), splitByChar('\\n', toString(${name}))))`;
  if (isText(field)) return `nullIf(toValidUTF8(toString(${name})), '')`;
  if (type === 'ip') return `toString(${name})`;
  if (type === 'boolean') return `if(${name}, true, NULL)`;
  return type === 'date' ? `if(toUnixTimestamp64Milli(${name}) = ${ABSENT_TIME}, NULL, ${name})` : name;
}

function validMap(name: string): string {
  return `mapApply((k, v) -> (toValidUTF8(k), toValidUTF8(v)), ${name})`;
}
