// Following what is being stored, as server-sent events: what matches, in the order in which it was stored. The id of each is the event's
// place in the store, so that a client that comes again with Last-Event-ID misses nothing.
//
//   id: 00000000-0000-8000-8000-000000000003
//   event: event
//   data: {"eventTime":"…", …}
//   (empty line)

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Position, positionOf } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import type { PrintedEvent } from '../../map/print.js';
import type { EventQueries } from '../../query/event-queries.js';
import { Query, Timezone } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const EVERY_MS = 1000;
const PAGE = 200;
/** A line that says nothing, so that whoever stands between does not close a silent connection. */
const KEEP_ALIVE_MS = 15_000;
const MOST_FOLLOWERS = 50;

export function tailRoutes(search: EventSearch): readonly Route[] {
  const followers = { count: 0 };
  return [
    route({
      method: 'GET',
      path: '/api/v1/events/tail',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 5,
      summary: 'Follow events as they are stored',
      description:
        'Server-sent events. A client that takes them slowly gets them later; none is left out. With Last-Event-ID it goes on behind that event.',
      query: Type.Object(
        { query: Type.Optional(Query), timezone: Type.Optional(Timezone) },
        { additionalProperties: false },
      ),
      response: { 200: { media: ['text/event-stream'] } },
      handler: async ({ query: { query = '', timezone }, caller, request: { signal, headers }, reply }) => {
        const queries = search.for({ caller, signal, timezone });
        queries.read({ query });
        const last = headers['last-event-id'];
        const after = last === undefined ? await queries.newest() : readPosition(last);
        if (followers.count >= MOST_FOLLOWERS) throw new AppError('store.busy', {});
        reply.type('text/event-stream; charset=utf-8');
        // Proxies that gather answers would show nothing for minutes.
        reply.header('x-accel-buffering', 'no');
        return Readable.from(counted(followers, messages({ queries, query, after, signal })), { highWaterMark: 1 });
      },
    }),
  ];
}

function readPosition(id: string | string[]): Position {
  const position = positionOf(String(id));
  if (position !== null) return position;
  throw new AppError('request.invalid', { problem: 'Last-Event-ID is no id of an event' });
}

async function* counted(followers: { count: number }, followed: AsyncGenerator<string>): AsyncGenerator<string> {
  followers.count += 1;
  try {
    yield* followed;
  } finally {
    followers.count -= 1;
  }
}

interface Following {
  readonly queries: EventQueries;
  readonly query: string;
  readonly after: Position;
  readonly signal: AbortSignal;
}

async function* messages({ queries, query, after, signal }: Following): AsyncGenerator<string> {
  yield ': follows\n\n';
  let last = after;
  let saidAt = Date.now();
  while (!signal.aborted) {
    const events = await queries.storedAfter({ query, after: last, limit: PAGE });
    const text = events.map(messageOf).join('');
    last = positionOf(String(events.at(-1)?.eventId)) ?? last;
    const isDue = Date.now() - saidAt >= KEEP_ALIVE_MS;
    if (text !== '' || isDue) {
      saidAt = Date.now();
      yield text === '' ? ': still here\n\n' : text;
    }
    if (events.length < PAGE) await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** JSON holds no line end. */
function messageOf(event: PrintedEvent): string {
  return `id: ${event.eventId}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`;
}
