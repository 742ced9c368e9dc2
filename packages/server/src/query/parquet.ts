// Events as an Apache Parquet file, which the engine writes: nothing of it passes through this process's memory, whatever its size.

import type { Token } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import type { EventReader } from './event-reader.js';
import { type Sort, sortKeys } from './sort-keys.js';
import type { StoreFacts } from './store-facts.js';
import { typedColumns } from './typed-columns.js';

export interface ParquetFile {
  readonly where: Statement;
  readonly file: string;
  readonly limit: number;
  /** Tokens that become columns; all when absent. */
  readonly fields?: readonly Token[];
  readonly sort?: Sort;
}

export async function writeParquet(reader: EventReader, facts: StoreFacts, request: ParquetFile): Promise<void> {
  const { where, file, limit, fields, sort } = request;
  // Lines are rebuilt by the engine from all forms that the store holds.
  await facts.refresh();
  const select = {
    columns: typedColumns(facts.rawLine, fields),
    where: where.sql,
    tail: `${sortKeys(sort ?? null).orderBy} LIMIT {limit:UInt64}`,
    parameters: { ...where.parameters, limit },
  };
  await reader.writeParquet(select, file);
}
