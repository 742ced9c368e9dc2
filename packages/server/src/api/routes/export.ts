// Exporting: all events that match, as a stream of pages. Nothing is held but one page, and the store is asked for the next one when the
// client has taken it.

import { Readable } from 'node:stream';
import { FIELDS, type Token } from '@gatehouse/model';
import Type from 'typebox';
import { csvLine, csvRow } from '../../csv.js';
import type { PrintedEvent } from '../../map/print.js';
import type { EventQueries, SearchRequest } from '../../query/event-queries.js';
import { ecsOf } from '../ecs.js';
import { QUERY_PROPERTIES, queryText, readSort, readToken, TokenName } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const MOST_EVENTS = 1_000_000;
const DEFAULT_EVENTS = 100_000;
/** Few enough to read without holding up the rest of the process. */
const PAGE = 1000;

const ExportBody = Type.Object(
  {
    ...QUERY_PROPERTIES,
    format: Type.Union([Type.Literal('ndjson'), Type.Literal('csv')], { default: 'ndjson' }),
    shape: Type.Union([Type.Literal('gatehouse'), Type.Literal('ecs')], {
      default: 'gatehouse',
      description: 'Names of NDJSON: tokens, or Elastic Common Schema. CSV has tokens.',
    }),
    fields: Type.Optional(Type.Array(TokenName, { minItems: 1, maxItems: 200, description: 'All without it.' })),
    sort: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Integer({ minimum: 1, maximum: MOST_EVENTS, default: DEFAULT_EVENTS }),
  },
  { additionalProperties: false },
);

type ExportRequest = Type.Static<typeof ExportBody>;

const TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8; header=present' } as const;

export function exportRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/events/export',
      access: 'analyst',
      scope: 'export',
      audit: 'export',
      cost: 20,
      summary: 'Export events as a stream',
      description: `At most ${MOST_EVENTS} events; the header gatehouse-limit says how many this one may have. An answer that ends before its last chunk is incomplete. CSV is for spreadsheets: text that one would run as a formula gets an apostrophe before it; NDJSON is exact.`,
      body: ExportBody,
      response: { 200: { media: Object.values(TYPES) } },
      handler: async ({ body, caller, request: { signal }, reply }) => {
        const queries = search.for({ caller, signal, timezone: body.timezone });
        const pages = pagesOf(queries, body);
        // What is wrong with the request shows with the first page, while there can still be another answer.
        const first = await pages.next();
        reply.type(TYPES[body.format]);
        reply.header('content-disposition', `attachment; filename="events.${body.format}"`);
        reply.header('gatehouse-limit', String(body.limit));
        return Readable.from(printed(first.done === true ? [] : first.value, pages, body), { highWaterMark: 1 });
      },
    }),
  ];
}

async function* pagesOf(queries: EventQueries, body: ExportRequest): AsyncGenerator<readonly PrintedEvent[], void> {
  const { fields, sort } = body;
  const request: SearchRequest = {
    ...queryText(body),
    limit: PAGE,
    ...(fields === undefined ? {} : { fields: fields.map((name) => readToken(name, 'fields')) }),
    ...(sort === undefined ? {} : { sort: readSort(sort) }),
  };
  let left = body.limit;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<EventQueries['search']>> = await queries.search({
      ...request,
      limit: Math.min(PAGE, left),
      ...(cursor === null ? {} : { cursor }),
    });
    yield page.events;
    left -= page.events.length;
    cursor = page.next;
  } while (cursor !== null && left > 0);
}

async function* printed(
  first: readonly PrintedEvent[],
  rest: AsyncGenerator<readonly PrintedEvent[], void>,
  { format, shape, fields }: ExportRequest,
): AsyncGenerator<string> {
  const tokens = (fields as readonly Token[] | undefined) ?? FIELDS.map(({ token }) => token);
  const print = (event: PrintedEvent): string =>
    format === 'csv' ? csvRow(tokens, event) : `${JSON.stringify(shape === 'ecs' ? ecsOf(event) : event)}\n`;
  yield (format === 'csv' ? csvLine(tokens) : '') + first.map(print).join('');
  for await (const events of rest) yield events.map(print).join('');
}
