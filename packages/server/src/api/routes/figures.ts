// Figures over the events that match: how they lie in time, and which values are frequent.

import type { DictionaryField, EventFacets, EventGroups, EventHistogram, Token } from '@gatehouse/model';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import type { Facets } from '../../query/facets.js';
import { groupField, readMetric } from '../../query/group-by.js';
import { answer } from '../answer.js';
import { QUERY_PROPERTIES, queryText, readField, TokenName, TookMs } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const HistogramBody = Type.Object(
  {
    ...QUERY_PROPERTIES,
    intervalSeconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 314_496_000, description: 'About sixty buckets without it; at most 2000.' }),
    ),
    by: Type.Optional(Type.String({ maxLength: 64, description: 'Break down by the frequent values of this token.' })),
    limit: Type.Integer({ minimum: 1, maximum: 20, default: 5, description: 'Values of `by`.' }),
    sums: Type.Optional(
      Type.Array(TokenName, { maxItems: 4, description: 'Numbers, such as inByte, to be added up per interval.' }),
    ),
  },
  { additionalProperties: false },
);

const HistogramAnswer = answer<EventHistogram>()(
  Type.Object({
    intervalSeconds: Type.Integer(),
    buckets: Type.Array(
      Type.Object({
        from: Type.String({ description: 'Begin of the interval.' }),
        count: Type.Integer(),
        values: Type.Optional(
          Type.Record(Type.String(), Type.Integer(), {
            description: 'Of a list, an event counts for each of its elements.',
          }),
        ),
        sums: Type.Optional(Type.Record(Type.String(), Type.Number(), { description: 'By token.' })),
      }),
      { description: 'Without gap, from the first event to the last.' },
    ),
    total: Type.Integer(),
    withoutTime: Type.Integer({ description: 'Events without a time; they are in no bucket.' }),
    tookMs: TookMs,
  }),
);

/** As many as the command line prints. */
const MOST_GROUPS = 10_000;

const GroupBody = Type.Object(
  {
    ...QUERY_PROPERTIES,
    tokens: Type.Array(TokenName, { maxItems: 10, description: 'One group per combination of their values.' }),
    metrics: Type.Array(Type.String({ maxLength: 80, examples: ['count', 'sum(inByte)', 'uniq(userName)'] }), {
      minItems: 1,
      maxItems: 20,
      default: ['count'],
      description: 'count, or sum, avg, min, max or uniq of a token.',
    }),
    intervalSeconds: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 314_496_000,
        description: 'Also per interval of `eventTime`, in its order.',
      }),
    ),
    limit: Type.Integer({ minimum: 1, maximum: MOST_GROUPS, default: 100, description: 'Groups, the largest first.' }),
  },
  { additionalProperties: false },
);

const GroupAnswer = answer<EventGroups>()(
  Type.Object({
    groups: Type.Array(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]), {
        description: 'Token → value, metric → figure. Null: the events have none.',
      }),
    ),
    isWhole: Type.Boolean({ description: 'False when there are more groups than `limit`.' }),
    tookMs: TookMs,
  }),
);

const MOST_FACETS = 20;

const FacetBody = Type.Object(
  {
    ...QUERY_PROPERTIES,
    tokens: Type.Optional(Type.Array(TokenName, { minItems: 1, maxItems: MOST_FACETS })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Values per token.' }),
  },
  { additionalProperties: false },
);

const FacetAnswer = answer<EventFacets>()(
  Type.Object({
    events: Type.Integer({ description: 'Events that were looked at; shares refer to them.' }),
    isSampled: Type.Boolean({ description: 'More match: the newest were looked at.' }),
    facets: Type.Array(
      Type.Object({
        token: Type.String(),
        present: Type.Integer({ description: 'Events that have the token.' }),
        distinct: Type.Integer({ description: 'Different values, roughly.' }),
        isExact: Type.Boolean({ description: 'False where counts may be too large.' }),
        values: Type.Array(
          Type.Object({ value: Type.String(), count: Type.Integer(), share: Type.Number({ minimum: 0 }) }),
        ),
      }),
    ),
    tookMs: TookMs,
  }),
);

const DEFAULT_FACETS: readonly Token[] = [
  'category',
  'eventName',
  'outcome',
  'userName',
  'group',
  'sourceIpv4',
  'destinationIpv4',
  'deviceName',
];

/** Events that facets look at. */
const SAMPLE = 500_000;

export function figureRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/events/histogram',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 2,
      summary: 'Count events per interval of time',
      body: HistogramBody,
      response: { 200: HistogramAnswer },
      handler: async ({ body, caller, request: { signal } }) => {
        const began = search.now;
        const { by, limit, intervalSeconds = null, timezone } = body;
        const field = by === undefined ? null : readCountable(by, 'by');
        const queries = search.for({ caller, signal, timezone });
        const sums = (body.sums ?? []).map(readSummable);
        const histogram = await queries.histogram({ ...queryText(body), intervalSeconds, by: field, limit, sums });
        return { ...histogram, tookMs: search.now - began };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/events/groups',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 2,
      summary: 'Add up events per combination of values',
      body: GroupBody,
      response: { 200: GroupAnswer },
      handler: async ({ body, caller, request: { signal } }) => {
        const began = search.now;
        const { intervalSeconds = null } = body;
        const tokens = body.tokens.map((name) => groupField(name, 'tokens'));
        const metrics = body.metrics.map(readMetric);
        const queries = search.for({ caller, signal, timezone: body.timezone });
        const asked = { ...queryText(body), tokens, metrics, intervalSeconds, limit: body.limit + 1 };
        const groups = await queries.groups(asked);
        return {
          groups: groups.slice(0, body.limit),
          isWhole: groups.length <= body.limit,
          tookMs: search.now - began,
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/events/facets',
      access: 'viewer',
      scope: 'search',
      audit: 'search',
      cost: 2,
      summary: 'Find the frequent values of tokens',
      description: `Of the newest ${SAMPLE} events that match; counts come from a sketch of fixed size.`,
      body: FacetBody,
      response: { 200: FacetAnswer },
      handler: async ({ body, caller, request: { signal } }) => {
        const began = search.now;
        const fields = (body.tokens ?? DEFAULT_FACETS).map((name) => readCountable(name, 'tokens'));
        const queries = search.for({ caller, signal, timezone: body.timezone });
        const facets = await queries.facets({ ...queryText(body), fields, limit: body.limit, sample: SAMPLE });
        return { ...withShares(facets), tookMs: search.now - began };
      },
    }),
  ];
}

/** Times have too many values to be told apart by them. */
function readCountable(name: string, parameter: string): DictionaryField {
  const field = readField(name, parameter);
  if (field.column.kind === 'stored' && field.map !== true && field.type !== 'date') return field;
  throw new AppError('request.invalid', { problem: `${parameter}: values of ${field.token} cannot be counted` });
}

function readSummable(name: string): DictionaryField {
  const field = readCountable(name, 'sums');
  if (field.type === 'number' || field.type === 'bytes' || field.type === 'duration') return field;
  throw new AppError('request.invalid', { problem: `sums: ${field.token} is no amount` });
}

function withShares({ events, isSampled, facets }: Facets): Omit<EventFacets, 'tookMs'> {
  return {
    events,
    isSampled,
    facets: facets.map((facet) => ({
      ...facet,
      values: facet.values.map((value) => ({ ...value, share: events === 0 ? 0 : value.count / events })),
    })),
  };
}
