// What is known of a file of the enrichment: that it was read, when it changed, and how much is in it.

import { statSync } from 'node:fs';

export const TABLE_KINDS = ['places', 'networks', 'sites', 'people', 'directory', 'watch list'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

export interface ReadTable {
  /** Null: a database, asked for the events of all customers. */
  readonly customerId: string | null;
  readonly kind: TableKind;
  readonly path: string;
  /** Rows, people or entries; null where nobody counts them, and where the file is of no use. */
  readonly entries: number | null;
  readonly changedAt: string | null;
}

export function readTable(table: Omit<ReadTable, 'changedAt'>): ReadTable {
  return { ...table, changedAt: changeOf(table.path) };
}

/** Null where it has gone meanwhile. */
function changeOf(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false })?.mtime.toISOString() ?? null;
}
