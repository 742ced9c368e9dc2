// GET /api/v1/sources/coverage: how well what each source has sent was read, as far as the caller may see it.

import type { DeviceCoverage, EventCoverage, SourceCoverage, SourcesCoverage } from '@gatehouse/model';
import Type from 'typebox';
import { answer } from '../api/answer.js';
import { Timezone } from '../api/event-schemas.js';
import type { EventSearch } from '../api/event-search.js';
import { type Route, route } from '../api/route.js';
import { FILLED_OF } from '../query/coverage.js';
import { type CoverageListener, coverageTree } from './coverage-tree.js';

export interface CoverageParts {
  readonly search: EventSearch;
  readonly listeners: () => readonly CoverageListener[];
}

const Count = Type.Integer();
const sums = { seen: Count, mapped: Count, partial: Count, unknown: Count, unrecognised: Count };
const counts = { ...sums, lastSeen: Type.String({ description: 'When the latest was received.' }) };

const Defect = Type.Object({
  code: Type.String(),
  meaning: Type.String(),
  count: Count,
  examples: Type.Array(Type.String(), { description: 'Ids of the latest that have it.' }),
});
const Event = Type.Object({
  ...counts,
  category: Type.String(),
  eventName: Type.String(),
  example: Type.String({ description: 'Id of the latest.' }),
  filled: Type.Record(Type.String(), Type.Number(), { description: 'Token → share of these events that have it.' }),
  defects: Type.Array(Defect),
});
const Device = Type.Object({
  ...counts,
  deviceName: Type.String(),
  skewSeconds: Type.Union([Type.Number(), Type.Null()]),
  events: Type.Array(answer<EventCoverage>()(Event)),
});
const Source = Type.Object({
  ...counts,
  eventSourceId: Type.String(),
  customerId: Type.String(),
  silenceSeconds: Type.Number(),
  isSilent: Type.Union([Type.Boolean(), Type.Null()]),
  devices: Type.Array(answer<DeviceCoverage>()(Device)),
});
const CoverageAnswer = answer<SourcesCoverage>()(
  Type.Object({
    ...sums,
    from: Type.String(),
    to: Type.String(),
    sources: Type.Array(answer<SourceCoverage>()(Source)),
    filledOf: Count,
    isTruncated: Type.Boolean(),
    tookMs: Count,
  }),
);

const Time = { maxLength: 64, examples: ['2026-03-17', 'now-7d'] };

export function coverageRoutes({ search, listeners }: CoverageParts): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sources/coverage',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 5,
      summary: 'How well what your sources have sent was read: events, tokens filled, defects, silence',
      description: 'By the time of the events; those without one by the time of receipt.',
      query: Type.Object(
        {
          from: Type.String({ ...Time, default: 'now-24h' }),
          to: Type.String({ ...Time, default: 'now' }),
          timezone: Type.Optional(Timezone),
        },
        { additionalProperties: false },
      ),
      response: { 200: CoverageAnswer },
      handler: async ({ query: { from, to, timezone }, caller, request: { signal } }) => {
        const began = search.now;
        const coverage = await search.for({ caller, signal, timezone }).coverage({ from, to });
        const tree = coverageTree(coverage, { listeners: listeners(), now: search.now });
        const { isTruncated } = coverage;
        return { ...tree, from, to, filledOf: FILLED_OF, isTruncated, tookMs: search.now - began };
      },
    }),
  ];
}
