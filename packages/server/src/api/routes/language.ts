// The query language for editors: is this a query, what may stand here, and the dictionary of the data model.

import { FIELDS, fieldOf, operatorsOf } from '@gatehouse/model';
import { check, complete, outlineQuery, type Zone } from '@gatehouse/qql';
import Type from 'typebox';
import { AppError } from '../../errors.js';
import type { EventQueries } from '../../query/event-queries.js';
import { Query, Timezone } from '../event-schemas.js';
import type { EventSearch } from '../event-search.js';
import { type Route, route } from '../route.js';

const Strings = Type.Array(Type.String());

const DiagnosticSchema = Type.Object({
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  code: Type.String(),
  from: Type.Integer({ description: 'First character, in UTF-16 units.' }),
  to: Type.Integer({ description: 'Behind the last character.' }),
  message: Type.String(),
  fix: Type.String(),
});

const CheckAnswer = Type.Object({
  isValid: Type.Boolean(),
  diagnostics: Type.Array(DiagnosticSchema),
  meaning: Type.Optional(Type.String({ description: 'How the query is understood, one line per condition.' })),
});

const CompleteAnswer = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  token: Type.Optional(Type.String({ description: 'Where a value is typed: of which token.' })),
  suggestions: Type.Array(
    Type.Object({
      kind: Type.String(),
      label: Type.String(),
      insert: Type.String(),
      detail: Type.String(),
      sample: Type.Optional(Type.String()),
    }),
  ),
});

const ModelAnswer = Type.Object({
  fields: Type.Array(
    Type.Object({
      token: Type.String(),
      type: Type.String(),
      isList: Type.Boolean(),
      isMap: Type.Boolean(),
      unit: Type.Optional(Type.String()),
      values: Type.Optional(Strings),
      section: Type.String(),
      origin: Type.String(),
      guide: Type.Optional(Type.Object({ row: Type.Integer(), name: Type.String() })),
      description: Type.String(),
      samples: Strings,
      operators: Strings,
      canGroup: Type.Boolean({ description: 'Whether its values can be counted and sorted by.' }),
      ecs: Strings,
      ocsf: Strings,
    }),
  ),
});

const FIELD_ROWS = FIELDS.map((field) => ({
  token: field.token,
  type: field.type,
  isList: field.list === true,
  isMap: field.map === true,
  ...(field.unit === undefined ? {} : { unit: field.unit }),
  ...(field.values === undefined ? {} : { values: [...field.values] }),
  section: field.section,
  origin: field.origin,
  ...(field.guide === undefined ? {} : { guide: { ...field.guide } }),
  description: field.description,
  samples: [...field.samples],
  operators: [...operatorsOf(field)],
  canGroup: field.column.kind === 'stored' && field.map !== true,
  ecs: [...field.ecs],
  ocsf: [...field.ocsf],
}));

export function languageRoutes(search: EventSearch): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/qql/check',
      access: 'viewer',
      scope: 'search',
      summary: 'Read a query without running it',
      body: Type.Object({ query: Query, timezone: Type.Optional(Timezone) }, { additionalProperties: false }),
      response: { 200: CheckAnswer },
      handler: async ({ body: { query, timezone } }) =>
        checked(query, { now: search.now, zone: search.zone(timezone) }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/qql/complete',
      access: 'viewer',
      scope: 'search',
      summary: 'Suggest what may stand at the cursor',
      body: Type.Object(
        {
          query: Query,
          cursor: Type.Integer({ minimum: 0 }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
        },
        { additionalProperties: false },
      ),
      response: { 200: CompleteAnswer },
      handler: async ({ body: { query, cursor, limit }, caller, request: { signal } }) => {
        const asked = complete(query, cursor, { limit });
        const seen = await recentValues(search.for({ caller, signal }, { maxMs: PATIENCE_MS }), asked.token, {
          typed: query.slice(asked.from, Math.max(asked.from, cursor)).replace(/^["'`]/, ''),
        });
        const { suggestions, ...rest } =
          seen.length === 0 ? asked : complete(query, cursor, { limit, values: () => seen });
        return { ...rest, suggestions: [...suggestions] };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/model',
      access: 'viewer',
      scope: 'search',
      summary: 'The dictionary of the data model: every token',
      response: { 200: ModelAnswer },
      handler: async () => ({ fields: FIELD_ROWS }),
    }),
  ];
}

function checked(
  query: string,
  { now, zone }: { readonly now: number; readonly zone: Zone },
): Type.Static<typeof CheckAnswer> {
  const { query: resolved, diagnostics } = check(query, { now, zone });
  const meaning = resolved === undefined ? {} : { meaning: outlineQuery(resolved) };
  return { isValid: resolved !== undefined, diagnostics: diagnostics.map((one) => ({ ...one })), ...meaning };
}

/** What is typed does not wait longer for the store than this. */
const PATIENCE_MS = 500;
/** Events that recent values are taken from. */
const SAMPLE = 100_000;
const MOST_TYPED = 200;

/** Without them there are still those that the dictionary knows. */
async function recentValues(
  queries: EventQueries,
  token: string | undefined,
  { typed }: { readonly typed: string },
): Promise<readonly string[]> {
  const field = token === undefined ? undefined : fieldOf(token);
  if (field === undefined || field.column.kind !== 'stored' || field.map === true || field.type === 'date') return [];
  if (typed.length > MOST_TYPED) return [];
  try {
    const request = { query: '', fields: [field], limit: 20, sample: SAMPLE };
    const { facets } = await queries.facets(typed === '' ? request : { ...request, typed });
    return facets[0]?.values.map(({ value }) => value) ?? [];
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('query.')) return [];
    throw error;
  }
}
