// How a block that is to take the place of a stored one differs from it. In: the block, on its way. Out: rows that differ, by column.

import { storedColumns } from '../encode/batch.js';
import type { EncodedBlock, EventStore, StoreRow } from './event-store.js';
import { nativeFile, typed } from './native-file.js';

export interface Differences {
  /** Rows that differ in some column. */
  readonly rows: number;
  /** By column, those in which no row differs left out. */
  readonly columns: Readonly<Record<string, number>>;
}

/** Not how the raw line is written down: the same bytes may be written in two ways. */
const COLUMNS = storedColumns()
  .map(({ name }) => name)
  .filter((name) => name !== 'rawTemplate' && name !== 'rawRest');

/** Both have the same rows. */
export async function differencesOf(
  store: Pick<EventStore, 'select'>,
  { block, eventsFile }: EncodedBlock,
): Promise<Differences> {
  const parameters = { block };
  const file = nativeFile(eventsFile, typed(['block', 'row', ...COLUMNS]));
  const stored = await sumsOf(store, 'events WHERE block = {block:UInt64}', parameters);
  const coming = await sumsOf(store, file, {});
  const differing = COLUMNS.filter((_, index) => stored[sumName(index)] !== coming[sumName(index)]);
  if (differing.length === 0) return { rows: 0, columns: {} };
  const [counts = {}] = await store.select(countSql(differing, file), parameters);
  const columns = differing.map((name, index) => [name, Number(counts[sumName(index)])] as const);
  return { rows: Number(counts['rows']), columns: Object.fromEntries(columns.filter(([, count]) => count > 0)) };
}

/** A sum per column that is the same for the same values in the same rows: most columns are, and need no closer look. */
async function sumsOf(
  store: Pick<EventStore, 'select'>,
  from: string,
  parameters: { readonly block?: number },
): Promise<StoreRow> {
  const sums = COLUMNS.map((name, index) => `toString(sum(cityHash64(row, \`${name}\`))) AS ${sumName(index)}`);
  const [row] = await store.select(`SELECT ${sums.join(', ')} FROM ${from}`, parameters);
  return row ?? {};
}

function countSql(columns: readonly string[], file: string): string {
  const names = columns.map((name) => `\`${name}\``);
  const differ = names.map((name) => `ifNull(o.${name} != n.${name}, isNull(o.${name}) != isNull(n.${name}))`);
  const counts = differ.map((condition, index) => `countIf(${condition}) AS ${sumName(index)}`);
  const list = ['row', ...names].join(', ');
  return `SELECT countIf(${differ.join(' OR ')}) AS rows, ${counts.join(', ')}
    FROM (SELECT ${list} FROM events WHERE block = {block:UInt64}) AS o
    INNER JOIN (SELECT ${list} FROM ${file}) AS n ON o.row = n.row`;
}

function sumName(index: number): string {
  return `c${index}`;
}
