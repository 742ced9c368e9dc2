// Searching: pages of events, and how many there are.

import type { EventCount, EventPage } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import type { SearchRequest } from '../../query/event-queries.js';
import type { Unfinished as UnfinishedPage } from '../../query/partial-page.js';
import { answer } from '../answer.js';
import {
  Event,
  HISTORY_PROPERTY,
  QUERY_PROPERTIES,
  queryText,
  readSort,
  readToken,
  TokenName,
  TookMs,
} from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const DEFAULT_PAGE = 100;
const MOST_PAGE = 1000;

const SearchBody = Type.Object(
  {
    ...QUERY_PROPERTIES,
    ...HISTORY_PROPERTY,
    fields: Type.Optional(Type.Array(TokenName, { maxItems: 200, description: 'All without it.' })),
    sort: Type.Optional(
      Type.String({
        maxLength: 80,
        description: 'token:asc or token:desc; newest first without it.',
        examples: ['inByte:desc'],
      }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: MOST_PAGE, default: DEFAULT_PAGE }),
    cursor: Type.Optional(Type.String({ maxLength: 20_000, description: '`nextCursor` of the page before.' })),
    total: Type.Optional(Type.Boolean({ description: 'Count all events that match, too.' })),
  },
  { additionalProperties: false },
);

const Unfinished = Type.Object(
  {
    code: Type.String(),
    detail: Type.String(),
    remedy: Type.String(),
    searchedTo: Type.String({ description: 'Everything from this time on has been searched.' }),
  },
  { description: 'The limit that the search has reached; `nextCursor` goes on behind what was searched.' },
);

const SearchAnswer = answer<EventPage>()(
  Type.Object({
    events: Type.Array(Event),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'Null behind the last event.' }),
    total: Type.Optional(
      Type.Union([Type.Integer(), Type.Null()], { description: 'Null when counting takes longer than it may.' }),
    ),
    isPartial: Type.Boolean({
      description: 'True when `total` is missing for lack of time, or events are, as `unfinished` says.',
    }),
    unfinished: Type.Optional(Unfinished),
    tookMs: TookMs,
  }),
);

const CountAnswer = answer<EventCount>()(Type.Object({ count: Type.Integer(), tookMs: TookMs }));

export function eventRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/events/search',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      summary: 'Find events, page by page',
      description:
        'Newest first, a search that reaches a limit of the role answers what it has down to a time, and says so; in another order, and in figures, where a part would be wrong, the limit is an error. Pages neither overlap nor leave out what was stored when the first was read, while events are being stored. What has come since is in later pages where it belongs there.',
      body: SearchBody,
      response: { 200: SearchAnswer },
      handler: async ({ body, caller, request: { signal } }) => {
        const began = search.now;
        const asking = { caller, signal, timezone: body.timezone };
        const page = search.for(asking).searchInTime(pageRequest(body));
        const total = body.total === true ? totalOf(search.for(asking).count(queryText(body))) : undefined;
        const [{ events, next, unfinished }, count] = await Promise.all([page, total]);
        const counted = count === undefined ? {} : { total: count };
        const tookMs = search.now - began;
        if (body.cursor === undefined) search.remember(caller, body, { ...counted, tookMs });
        const isPartial = count === null || unfinished !== undefined;
        const reason = unfinished === undefined ? {} : { unfinished: reasonOf(unfinished) };
        return { events, nextCursor: next, ...counted, isPartial, ...reason, tookMs };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/events/count',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      summary: 'Count events',
      body: Type.Object({ ...QUERY_PROPERTIES, ...HISTORY_PROPERTY }, { additionalProperties: false }),
      response: { 200: CountAnswer },
      handler: async ({ body, caller, request: { signal } }) => {
        const began = search.now;
        const count = await search.for({ caller, signal, timezone: body.timezone }).count(queryText(body));
        search.remember(caller, body, { total: count });
        return { count, tookMs: search.now - began };
      },
    }),
  ];
}

function pageRequest(body: Type.Static<typeof SearchBody>): SearchRequest {
  const { fields, sort, cursor, limit } = body;
  return {
    ...queryText(body),
    limit,
    ...(fields === undefined ? {} : { fields: fields.map((name) => readToken(name, 'fields')) }),
    ...(sort === undefined ? {} : { sort: readSort(sort) }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function reasonOf({ code, searchedTo }: UnfinishedPage): NonNullable<EventPage['unfinished']> {
  const { message: detail, remedy } = new AppError(code, {});
  return { code, detail, remedy, searchedTo: new Date(searchedTo).toISOString() };
}

/** The page is worth having without it. */
async function totalOf(count: Promise<number>): Promise<number | null> {
  try {
    return await count;
  } catch (error) {
    if (error instanceof AppError && ['query.time-limit', 'query.row-limit'].includes(error.code)) return null;
    throw error;
  }
}
