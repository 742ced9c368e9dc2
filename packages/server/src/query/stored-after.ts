// Events in the order in which they were stored: what stands behind a place in the store.

import type { Position } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import type { PrintedEvent } from '../map/print.js';
import { eventColumns } from './event-columns.js';
import type { EventReader } from './event-reader.js';
import { RowPrinter } from './event-row.js';

export interface StoredAfter {
  readonly where: Statement;
  readonly after: Position;
  readonly limit: number;
}

/** Where the latest event stands; before all events when there is none. */
export async function readNewest(reader: EventReader): Promise<Position> {
  const columns = 'toString(max((block, row)).1) AS block, max((block, row)).2 AS row';
  const [newest = {}] = await reader.select({ columns, where: '1', parameters: {} });
  return { block: BigInt(String(newest['block'] ?? 0)), row: Number(newest['row'] ?? 0) };
}

export async function readStoredAfter(reader: EventReader, request: StoredAfter): Promise<readonly PrintedEvent[]> {
  const { where, after, limit } = request;
  if (where.sql === '0') return [];
  const columns = eventColumns();
  // The first comparison alone lets the engine skip what was there before.
  const behind = 'block >= {afterBlock:UInt64} AND (block > {afterBlock:UInt64} OR row > {afterRow:UInt32})';
  const rows = await reader.select({
    columns: columns.sql,
    where: `${behind} AND ${where.sql}`,
    tail: 'ORDER BY events.block, events.row LIMIT {limit:UInt64}',
    parameters: { ...where.parameters, afterBlock: after.block, afterRow: after.row, limit },
  });
  const printer = new RowPrinter(columns);
  return rows.map((row) => printer.print(row));
}
