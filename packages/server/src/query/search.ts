// Pages of events, and all events as a stream of pages.

import type { Token } from '@gatehouse/model';
import type { Statement } from '@gatehouse/qql';
import { AppError } from '../errors.js';
import type { PrintedEvent } from '../map/print.js';
import { eventColumns } from './event-columns.js';
import type { EventReader, EventSelect } from './event-reader.js';
import { RowPrinter } from './event-row.js';
import type { Sort } from './sort-keys.js';
import { sortKeys } from './sort-keys.js';

export interface PageRequest {
  readonly where: Statement;
  readonly limit: number;
  /** Tokens to read; all when absent. */
  readonly fields?: readonly Token[];
  readonly sort?: Sort;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export interface Page {
  readonly events: readonly PrintedEvent[];
  /** Where the next page begins; null behind the last event. */
  readonly next: string | null;
}

export async function readPage(reader: EventReader, request: PageRequest): Promise<Page> {
  if (request.where.sql === '0') return { events: [], next: null };
  const columns = eventColumns(request.fields);
  const rows = await reader.select(pageSelect(request));
  const printer = new RowPrinter(columns);
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const next = rows.length > request.limit && last !== undefined ? writeCursor(last['cursor'] as string[]) : null;
  return { events: shown.map((row) => printer.print(row)), next };
}

/** One row more than asked for tells whether there is another page. */
export function pageSelect({ where, limit, fields, sort, cursor }: PageRequest): EventSelect {
  const keys = sortKeys(sort ?? null);
  const behind = cursor === undefined ? null : keys.behind(readCursor(cursor));
  return {
    columns: `${eventColumns(fields).sql}, ${keys.cursorColumn}`,
    where: behind === null ? where.sql : `${behind.sql} AND ${where.sql}`,
    tail: `${keys.orderBy} LIMIT {limit:UInt64}`,
    parameters: { ...where.parameters, ...behind?.parameters, limit: limit + 1 },
  };
}

/** Everything that matches, page by page. */
export async function* readAll(reader: EventReader, request: PageRequest): AsyncGenerator<PrintedEvent> {
  let cursor: string | undefined;
  do {
    const page: Page = await readPage(reader, { ...request, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.events;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

export function readCursor(cursor: string): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return values;
  } catch {
    // Said below.
  }
  throw new AppError('option.invalid', { option: 'cursor', value: cursor, reason: 'no page ends there' });
}
