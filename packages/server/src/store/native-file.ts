// A file in ClickHouse's Native format as a table of a statement.

import { BOOKKEEPING, storedColumns } from '../encode/batch.js';

const TERM_COLUMN_TYPES = [
  { name: 'term', type: 'String' },
  { name: 'block', type: 'UInt64' },
  { name: 'columns', type: 'UInt64' },
] as const;

export const TERM_COLUMNS = TERM_COLUMN_TYPES.map(({ name }) => name);

/** Column of a handed-over file → its type there. */
const NATIVE_TYPES: ReadonlyMap<string, string> = new Map(
  [...storedColumns(), ...BOOKKEEPING, ...TERM_COLUMN_TYPES].map(({ name, type }) => [name, type]),
);

export interface Typed {
  readonly name: string;
  readonly type: string;
}

export function typed(columns: readonly string[]): readonly Typed[] {
  return columns.map((name) => ({ name, type: NATIVE_TYPES.get(name) ?? '' }));
}

/** Columns that the file lacks have the defaults of their types. */
export function nativeFile(file: string, columns: readonly Typed[]): string {
  // Told, not read from the file: another file of a group may have columns that the first one has not.
  const structure = columns.map(({ name, type }) => `\`${name}\` ${type}`).join(', ');
  return `file(${quote(file)}, 'Native', ${quote(structure)})`;
}

/** ClickHouse string literal. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;
}
