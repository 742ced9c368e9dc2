// The forms of the lines that match.

import type { EventPatterns } from '@gatehouse/model';
import Type from 'typebox';
import { answer } from '../answer.js';
import { QUERY_PROPERTIES, queryText, TookMs } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const Body = Type.Object(
  { ...QUERY_PROPERTIES, limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }) },
  { additionalProperties: false },
);

const Piece = Type.Union([
  Type.Object({ text: Type.String() }),
  Type.Object({ token: Type.Union([Type.String(), Type.Null()]) }),
]);

const Answer = answer<EventPatterns>()(
  Type.Object({
    patterns: Type.Array(
      Type.Object({
        eventName: Type.Union([Type.String(), Type.Null()]),
        pieces: Type.Array(Piece, { description: 'Fixed text, and values: of a token, or null.' }),
        count: Type.Integer(),
        query: Type.String({ description: 'QQL that finds its events.' }),
      }),
      { description: 'The most frequent first.' },
    ),
    events: Type.Integer({ description: 'Events that match.' }),
    isWhole: Type.Boolean({ description: 'False when there are more patterns than `limit`.' }),
    tookMs: TookMs,
  }),
);

export function patternRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/events/patterns',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 2,
      summary: 'Count events per form of their lines',
      description: 'The text that the lines of a form have in common, and where values stand in it.',
      body: Body,
      response: { 200: Answer },
      handler: async ({ body, caller, request: { signal } }) => {
        const began = search.now;
        const queries = search.for({ caller, signal, timezone: body.timezone });
        const patterns = await queries.patterns({ ...queryText(body), limit: body.limit });
        return { ...patterns, tookMs: search.now - began };
      },
    }),
  ];
}
