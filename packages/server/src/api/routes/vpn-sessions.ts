// VPN sessions, stitched from the events: pages of them, and one with everything that is known of it.

import { type SessionConcurrency, type SessionDetail, type SessionPage, sessionFieldOf } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import type { Sort } from '../../query/sort-keys.js';
import type { SessionsRequest } from '../../sessions/session-list.js';
import { answer } from '../answer.js';
import { Query, queryText, Timezone, TookMs } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';
import { AddressRole, MOST_NAME, Session, SessionTime } from '../vpn-schemas.js';

const MOST_PAGE = 1000;

const SessionsQuery = Type.Object(
  {
    query: Type.Optional(Query),
    from: Type.Optional(SessionTime('Sessions that were open at this time or later.')),
    to: Type.Optional(SessionTime('Sessions that had begun by the end of this second.')),
    timezone: Type.Optional(Timezone),
    state: Type.Optional(Type.Enum(['active', 'closed', 'ended'])),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: MOST_NAME, description: 'In any spelling.' })),
    sort: Type.Optional(
      Type.String({
        maxLength: 80,
        description: 'field:asc or field:desc; those that began last first without it.',
        examples: ['duration:desc'],
      }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: MOST_PAGE, default: 100 }),
    cursor: Type.Optional(Type.String({ maxLength: 8000, description: '`nextCursor` of the page before.' })),
    total: Type.Optional(Type.Boolean({ description: 'Count all sessions that match, too.' })),
    courses: Type.Optional(
      Type.Boolean({ description: 'When connections, refusals and changes of address happened in each, too.' }),
    ),
  },
  { additionalProperties: false },
);

const Span = Type.Tuple([Type.Integer(), Type.Integer()]);

const Course = Type.Object(
  {
    legs: Type.Optional(Type.Array(Span, { description: 'When ICA connections were open.' })),
    denials: Type.Optional(Type.Array(Type.Integer(), { description: 'When something was refused: the first ones.' })),
    moves: Type.Optional(Type.Array(Type.Integer(), { description: 'When a client first had another address.' })),
    sources: Type.Optional(
      Type.Array(Span, { description: 'How long each `sourceAddress` was seen, in the order of that field.' }),
    ),
  },
  { description: 'In seconds since the beginning of the session.' },
);

const SessionsAnswer = answer<SessionPage>()(
  Type.Object({
    sessions: Type.Array(Session),
    courses: Type.Optional(Type.Array(Course, { description: 'Of each of the sessions, when asked for.' })),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'Null behind the last session.' }),
    total: Type.Optional(
      Type.Union([Type.Integer(), Type.Null()], { description: 'Null when counting takes longer than it may.' }),
    ),
    tookMs: TookMs,
  }),
);

const MOST_INTERVALS = 2000;

const ConcurrencyQuery = Type.Object(
  {
    query: Type.Optional(Query),
    from: Type.Unsafe<string>({ ...SessionTime('Begin of the first interval.'), default: 'now-24h' }),
    to: Type.Unsafe<string>({ ...SessionTime('In the last interval.'), default: 'now' }),
    timezone: Type.Optional(Timezone),
    intervalSeconds: Type.Integer({ minimum: 1, maximum: 31_449_600, default: 1800 }),
  },
  { additionalProperties: false },
);

const ConcurrencyAnswer = answer<SessionConcurrency>()(
  Type.Object({
    intervalSeconds: Type.Integer(),
    buckets: Type.Array(
      Type.Object({
        from: Type.String({ description: 'Begin of the interval.' }),
        open: Type.Integer({ description: 'Sessions that were open at any time in it.' }),
      }),
    ),
    tookMs: TookMs,
  }),
);

const Bytes = Type.Number({ description: 'Bytes.' });

const DetailAnswer = answer<SessionDetail>()(
  Type.Object({
    session: Session,
    legs: Type.Array(
      Type.Object({
        connection: Type.String(),
        startTime: Type.String(),
        endTime: Type.Optional(Type.String({ description: 'Absent while no end is logged.' })),
        application: Type.Optional(Type.String()),
        destination: Type.String(),
        clientAddress: Type.String(),
        inByte: Bytes,
        outByte: Bytes,
      }),
      { description: 'ICA connections.' },
    ),
    addresses: Type.Array(
      Type.Object({ address: Type.String(), role: AddressRole, firstSeen: Type.String(), lastSeen: Type.String() }),
    ),
    destinations: Type.Array(Type.String()),
    denials: Type.Array(
      Type.Object({
        eventId: Type.String(),
        time: Type.String(),
        event: Type.String(),
        policy: Type.Optional(Type.String()),
        target: Type.Optional(Type.String()),
      }),
      { description: 'The first ones; `session.denials` counts them all.' },
    ),
    changes: Type.Array(
      Type.Object({
        time: Type.String({ description: 'When the new value was first seen.' }),
        field: Type.Enum(['clientAddress', 'sourceAddress', 'country', 'userAgent']),
        value: Type.String(),
        before: Type.Optional(Type.String()),
      }),
      { description: 'What changed while it was open, by time.' },
    ),
    evidence: Type.Array(
      Type.Object({
        eventId: Type.String(),
        time: Type.String(),
        event: Type.Optional(Type.String()),
        device: Type.Optional(Type.String()),
        role: Type.Enum(['start', 'end', 'denial', 'leg start', 'leg end', 'first seen', 'last seen']),
      }),
      { description: 'Events that it rests on, by time: not all of a long session.' },
    ),
  }),
);

export function vpnSessionRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sessions',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      summary: 'Find VPN sessions, page by page',
      description: 'What gatehouse sessions prints: QQL over the fields of sessions, not of events.',
      query: SessionsQuery,
      response: { 200: SessionsAnswer },
      handler: async ({ query, caller, request: { signal } }) => {
        const began = search.now;
        const sessions = search.sessionsFor({ caller, signal, timezone: query.timezone });
        const request = sessionsRequest(query);
        const [page, total] = await Promise.all([
          sessions.list(request),
          query.total === true ? totalOf(sessions.count(request)) : undefined,
        ]);
        const count = total === undefined ? {} : { total };
        const { sessions: found, next: nextCursor, courses } = page;
        const course = courses === undefined ? {} : { courses };
        return { sessions: found, ...course, nextCursor, ...count, tookMs: search.now - began };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sessions/concurrency',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 2,
      summary: 'How many VPN sessions were open per interval of time',
      query: ConcurrencyQuery,
      response: { 200: ConcurrencyAnswer },
      handler: async ({ query, caller, request: { signal } }) => {
        const began = search.now;
        const { intervalSeconds, timezone } = query;
        const sessions = search.sessionsFor({ caller, signal, timezone });
        const begin = sessions.instant(query.from, 'from');
        const end = sessions.instant(query.to, 'to', 'last') + 1;
        requireIntervals((end - begin) / 1000 / intervalSeconds);
        const text = { query: query.query ?? '', from: query.from, to: query.to };
        const { buckets } = await sessions.concurrency({ ...text, begin, end, intervalSeconds });
        return { intervalSeconds, buckets, tookMs: search.now - began };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sessions/{id}',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      summary: 'One VPN session, and the events that it rests on',
      params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
      response: { 200: DetailAnswer },
      handler: async ({ params: { id }, caller, request: { signal } }) => {
        const detail = await search.sessionsFor({ caller, signal }).one(id);
        if (detail === null) throw new AppError('session.unknown', { id });
        return detail;
      },
    }),
  ];
}

function requireIntervals(count: number): void {
  if (count <= 0) throw new AppError('request.invalid', { problem: 'to: the range ends before it begins' });
  if (count <= MOST_INTERVALS) return;
  const problem = `intervalSeconds: these would be more than ${MOST_INTERVALS} intervals; choose longer ones`;
  throw new AppError('request.invalid', { problem });
}

function sessionsRequest(asked: Type.Static<typeof SessionsQuery>): SessionsRequest {
  const { query = '', from, to, state, user, sort, limit, cursor, courses } = asked;
  return {
    ...queryText({ query, from, to }),
    limit,
    ...(courses === true ? { hasCourses: true } : {}),
    ...(state === undefined ? {} : { state }),
    ...(user === undefined ? {} : { user }),
    ...(sort === undefined ? {} : { sort: readSort(sort) }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function readSort(text: string): Sort {
  const [name = '', order = 'desc'] = text.split(':');
  const field = sessionFieldOf(name);
  if (field === undefined)
    throw new AppError('request.invalid', { problem: 'sort: sessions have no field of this name' });
  if (order !== 'asc' && order !== 'desc')
    throw new AppError('request.invalid', { problem: 'sort: the order is asc or desc' });
  return { field, descending: order === 'desc' };
}

/** The page is worth having without it. */
async function totalOf(count: Promise<number>): Promise<number | null> {
  try {
    return await count;
  } catch (error) {
    if (error instanceof AppError && error.code === 'query.time-limit') return null;
    throw error;
  }
}
