// One event: all of it, how its line was read, and what was there before and after it on the same device, in the same session, of the
// same user.

import { type EventDetail, fieldOf, type LineExplanation, positionOf, type Token } from '@gatehouse/model';
import { literal } from '@gatehouse/qql';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import { explain } from '../../map/explanation.js';
import type { PrintedEvent } from '../../map/print.js';
import { defaultContext, readLine } from '../../map/reader.js';
import type { EventQueries } from '../../query/event-queries.js';
import { answer } from '../answer.js';
import { Event } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const Around = Type.Array(Event, { description: 'In the order of time, the event itself among them.' });

const EventAnswer = answer<EventDetail>()(
  Type.Object({
    event: Event,
    explanation: Type.Unsafe<LineExplanation>(
      Type.Object(
        {
          state: Type.String(),
          texts: Type.Array(Type.Object({ text: Type.String(), from: Type.Integer(), to: Type.Integer() })),
        },
        {
          additionalProperties: true,
          description:
            'Which characters of the line became what, by which rule. The line is read again by itself; the event says what was stored.',
        },
      ),
    ),
    surroundings: Type.Object({
      device: Type.Optional(Around),
      session: Type.Optional(Around),
      user: Type.Optional(Around),
    }),
  }),
);

/** What belongs together → the token that says so. */
const SURROUNDINGS = { device: 'deviceName', session: 'vpnSessionId', user: 'userName' } as const;

const SHOWN: readonly Token[] = [
  'eventId',
  'eventTime',
  'eventName',
  'category',
  'outcome',
  'userName',
  'sourceIpv4',
  'destinationIpv4',
  'deviceName',
  'vpnSessionId',
  'message',
];

export function singleEventRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/events/{id}',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 3,
      summary: 'One event, how its line was read, and what was around it',
      params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
      query: Type.Object(
        { around: Type.Integer({ minimum: 0, maximum: 50, default: 5, description: 'Events before and after it.' }) },
        { additionalProperties: false },
      ),
      response: { 200: EventAnswer },
      handler: async ({ params: { id }, query: { around }, caller, request: { signal } }) => {
        const queries = search.for({ caller, signal });
        const event = await eventOf(queries, id);
        return { event, explanation: explanationOf(event), surroundings: await surroundingsOf(queries, event, around) };
      },
    }),
  ];
}

async function eventOf(queries: EventQueries, id: string): Promise<PrintedEvent> {
  const isId = positionOf(id) !== null;
  const query = `eventId = ${literal(fieldOf('eventId'), id)}`;
  const [event] = isId ? (await queries.search({ query, limit: 1 })).events : [];
  // An event of somebody else is not there.
  if (event === undefined) throw new AppError('event.not-found', {});
  return event;
}

function explanationOf({ rawEvent, rawEventBase64 }: PrintedEvent): LineExplanation {
  const bytes =
    rawEventBase64 === undefined
      ? Buffer.from(String(rawEvent), 'utf8')
      : Buffer.from(String(rawEventBase64), 'base64');
  return explain(readLine(bytes.toString('latin1'), defaultContext()));
}

async function surroundingsOf(
  queries: EventQueries,
  event: PrintedEvent,
  around: number,
): Promise<Readonly<Partial<Record<keyof typeof SURROUNDINGS, PrintedEvent[]>>>> {
  if (around === 0 || event.eventTime === undefined) return {};
  const found = await Promise.all(
    Object.entries(SURROUNDINGS).map(async ([name, token]) => {
      const value = event[token];
      if (value === undefined) return [];
      const query = `${token} = ${literal(fieldOf(token), String(value))}`;
      return [[name, await neighbours({ queries, query, event, around })] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

interface Neighbourhood {
  readonly queries: EventQueries;
  readonly query: string;
  readonly event: PrintedEvent;
  readonly around: number;
}

/** The bounds are whole seconds, so that both sides hold the event itself and its seconds' others. */
async function neighbours({ queries, query, event, around }: Neighbourhood): Promise<PrintedEvent[]> {
  const time = String(event.eventTime);
  const page = { query, fields: SHOWN, limit: around + 1 };
  const [before, after] = await Promise.all([
    queries.search({ ...page, to: time }),
    queries.search({ ...page, from: time, sort: { field: fieldOf('eventTime'), descending: false } }),
  ]);
  const itself = Object.fromEntries(Object.entries(event).filter(([token]) => SHOWN.includes(token as Token)));
  const all = new Map(
    [...before.events, ...after.events, itself as PrintedEvent].map((one) => [String(one.eventId), one]),
  );
  const keyOf = (one: PrintedEvent): string => `${one.eventTime} ${one.eventId}`;
  const sorted = [...all.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const at = sorted.findIndex(({ eventId }) => eventId === event.eventId);
  return sorted.slice(Math.max(0, at - around), at + around + 1);
}
