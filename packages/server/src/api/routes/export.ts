// Exporting: all events that match. Text is a stream of pages, asked for as the client takes them; a Parquet file is written by the engine
// first, since whoever reads one begins at its end.

import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { EXPORT_FORMATS, EXPORT_SHAPES, MOST_EXPORTED, SHAPES_OF } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import { exportText, type TextPage } from '../../export/stream.js';
import type { EventQueries, SearchRequest } from '../../query/event-queries.js';
import { QUERY_PROPERTIES, queryText, readSort, readToken, TokenName } from '../event-schemas.js';
import type { Asking, EventSearch } from '../event-search.js';
import { type Route, type RouteReply, route } from '../route.js';

const DEFAULT_EVENTS = 100_000;
/** Few enough to read without holding up the rest of the process. */
const PAGE = 1000;
/** A file is written in one statement, which may take longer than a search. */
const FILE_MS = 600_000;
/** Each keeps a connection of the store busy and takes room on its disk. */
const FILES_AT_ONCE = 2;

const ExportBody = Type.Object(
  {
    ...QUERY_PROPERTIES,
    format: Type.Enum([...EXPORT_FORMATS], { default: 'ndjson' }),
    shape: Type.Enum([...EXPORT_SHAPES], {
      default: 'gatehouse',
      description:
        'Names: tokens; `ecs`, the Elastic Common Schema (NDJSON, CSV); `ocsf`, the Open Cybersecurity Schema Framework (NDJSON).',
    }),
    fields: Type.Optional(Type.Array(TokenName, { minItems: 1, maxItems: 200, description: 'All without it.' })),
    sort: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Integer({ minimum: 1, maximum: MOST_EXPORTED, default: DEFAULT_EVENTS }),
  },
  { additionalProperties: false },
);

type ExportRequest = Type.Static<typeof ExportBody>;

const TYPES = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
} as const;

const DESCRIPTION =
  `At most ${MOST_EXPORTED} events; the header gatehouse-limit says how many this one may have. A stream that ends before its ` +
  'last chunk is incomplete. CSV is for spreadsheets: text that one would run as a formula gets an apostrophe before it; NDJSON and ' +
  `Parquet are exact. A Parquet file is written before the answer begins, for at most ${FILE_MS / 60_000} minutes, ${FILES_AT_ONCE} at a time.`;

export function exportRoutes(search: EventSearch): readonly Route[] {
  const files = { writing: 0 };
  return [
    route({
      method: 'POST',
      path: '/api/v1/events/export',
      access: 'analyst',
      scope: 'export',
      audit: 'export',
      cost: 20,
      summary: 'Export events',
      description: DESCRIPTION,
      body: ExportBody,
      response: { 200: { media: Object.values(TYPES) } },
      handler: async ({ body, caller, request: { signal }, reply }) => {
        requireShape(body);
        const asking = { caller, signal, timezone: body.timezone };
        const answer =
          body.format === 'parquet'
            ? await counted(files, () => parquet({ search, asking, body, reply }))
            : await text(search.for(asking), { ...body, format: body.format });
        reply.type(TYPES[body.format]);
        reply.header('content-disposition', `attachment; filename="events.${body.format}"`);
        reply.header('gatehouse-limit', String(body.limit));
        return answer;
      },
    }),
  ];
}

function requireShape({ format, shape }: ExportRequest): void {
  const possible = SHAPES_OF[format];
  if (possible.includes(shape)) return;
  throw new AppError('request.invalid', { problem: `shape: ${format} has ${possible.join(' and ')} only` });
}

async function counted<Answer>(files: { writing: number }, write: () => Promise<Answer>): Promise<Answer> {
  if (files.writing >= FILES_AT_ONCE) throw new AppError('store.busy', {});
  files.writing += 1;
  try {
    return await write();
  } finally {
    files.writing -= 1;
  }
}

interface ParquetAnswer {
  readonly search: EventSearch;
  readonly asking: Asking;
  readonly body: ExportRequest;
  readonly reply: RouteReply;
}

/** The file has no name any more when its first byte leaves: whatever happens then, nothing of it stays. */
async function parquet({ search, asking, body, reply }: ParquetAnswer): Promise<Readable> {
  const file = search.temporaryFile();
  try {
    await search.for(asking, { maxMs: FILE_MS }).writeParquet({ ...requestOf(body), file });
    const handle = await open(file);
    reply.header('content-length', String((await handle.stat()).size));
    return handle.createReadStream();
  } finally {
    await rm(file, { force: true });
  }
}

/** What is wrong with the request shows with the first page, while there can still be another answer. */
async function text(
  queries: EventQueries,
  body: ExportRequest & { readonly format: 'ndjson' | 'csv' },
): Promise<Readable> {
  const { format, shape } = body;
  const pages = exportText(queries, { format, shape, page: PAGE, request: requestOf(body) });
  const first = await pages.next();
  return Readable.from(texts(first.done === true ? '' : first.value.text, pages), { highWaterMark: 1 });
}

async function* texts(first: string, rest: AsyncGenerator<TextPage>): AsyncGenerator<string> {
  yield first;
  for await (const { text } of rest) yield text;
}

function requestOf({ fields, sort, limit, ...body }: ExportRequest): SearchRequest {
  return {
    ...queryText(body),
    limit,
    ...(fields === undefined ? {} : { fields: fields.map((name) => readToken(name, 'fields')) }),
    ...(sort === undefined ? {} : { sort: readSort(sort) }),
  };
}
