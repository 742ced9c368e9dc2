// Events as text, page by page: nothing is held but one page, and the store is asked for the next one when somebody has taken it.

import { type ExportShape, FIELDS, type PrintedEvent, type Token } from '@gatehouse/model';
import { csvLine, csvRow } from '../csv.js';
import type { EventQueries, SearchRequest } from '../query/event-queries.js';
import { ecsNames, ecsRow } from './ecs.js';
import { shaped } from './shape.js';

type Searchable = Pick<EventQueries, 'search'>;

export interface TextExport {
  readonly format: 'ndjson' | 'csv';
  readonly shape: ExportShape;
  /** `limit`: events in all. */
  readonly request: SearchRequest;
  /** Events per page. */
  readonly page: number;
}

export interface TextPage {
  readonly text: string;
  readonly events: number;
}

/** The first page has the titles, and is there when no event is. */
export async function* exportText(queries: Searchable, asked: TextExport): AsyncGenerator<TextPage> {
  const { format, shape, request } = asked;
  const tokens = request.fields ?? FIELDS.map(({ token }) => token);
  const titles = shape === 'ecs' ? ecsNames(tokens) : tokens;
  const print = format === 'csv' ? csvPrinter(titles, shape) : ndjsonPrinter(shape);
  let head = format === 'csv' ? csvLine(titles) : '';
  for await (const events of pagesOf(queries, asked)) {
    yield { text: head + events.map(print).join(''), events: events.length };
    head = '';
  }
}

type Printer = (event: PrintedEvent) => string;

function csvPrinter(titles: readonly string[], shape: ExportShape): Printer {
  return (event) => csvRow(titles, shape === 'ecs' ? ecsRow(event) : event);
}

function ndjsonPrinter(shape: ExportShape): Printer {
  return (event) => `${JSON.stringify(shaped(event, shape))}\n`;
}

async function* pagesOf(
  queries: Searchable,
  { request, page, shape }: TextExport,
): AsyncGenerator<readonly PrintedEvent[]> {
  const { fields } = request;
  const read = fields === undefined || shape !== 'ocsf' ? request : { ...request, fields: [...fields, ...DECIDING] };
  let left = request.limit;
  let cursor: string | null = null;
  do {
    const found: Awaited<ReturnType<EventQueries['search']>> = await queries.search({
      ...read,
      limit: Math.min(page, left),
      ...(cursor === null ? {} : { cursor }),
    });
    yield found.events;
    left -= found.events.length;
    cursor = found.next;
  } while (cursor !== null && left > 0);
}

/** Tokens that OCSF cannot do without, whatever else is left out. */
const DECIDING: readonly Token[] = ['eventTime', 'eventName', 'deviceVendor', 'deviceModel', 'syslogSeverity'];
