// The document of the API, OpenAPI 3.1, made from the tables of routes: TypeBox schemas are JSON Schema, so that nothing is translated.

import type { TSchema } from 'typebox';
import { Problem } from './problem.js';
import type { Media, Route } from './route.js';

export type Document = Readonly<Record<string, unknown>>;

/** Only what is under /api/ is promised. */
export function openApiOf(routes: readonly Route[]): Document {
  const paths = new Map<string, Record<string, unknown>>();
  for (const route of routes.filter(({ path }) => path.startsWith('/api/'))) {
    const path = paths.get(route.path) ?? {};
    paths.set(route.path, { ...path, [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse',
      version: '1',
      description: 'Search and manage what Gatehouse has stored. Failures are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    components: {
      schemas: { Problem },
      responses: {
        Problem: {
          description: 'Why the request was not answered.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'gatehouse', description: 'Set by signing in.' },
      },
    },
    security: [{ token: [] }, { session: [] }],
    paths: Object.fromEntries(paths),
  };
}

function operationOf(route: Route): Document {
  const { access, scope, summary, description, body, response } = route;
  const needs = access === 'public' ? 'Open to everybody.' : `Needs the role ${access} and the scope ${scope}.`;
  return {
    operationId: operationId(route),
    summary,
    description: [description, needs].filter((text) => text !== undefined).join(' '),
    ...(access === 'public' ? { security: [] } : {}),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(response).map(([status, answer]) => [status, answerOf(answer)])),
      '4XX': { $ref: '#/components/responses/Problem' },
    },
  };
}

/** `GET /api/v1/events/{id}` is `getEventsId`. */
function operationId({ method, path }: Route): string {
  const words = path.replace(/^\/api\/v1\//, '').match(/\w+/g) ?? [];
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function parametersOf(schema: TSchema | undefined, place: 'path' | 'query'): readonly Document[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, TSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || (required.includes(name) && !('default' in of)),
    schema: of,
  }));
}

function answerOf(answer: TSchema | Media): Document {
  const content =
    'media' in answer
      ? (answer as Media).media.map((media) => [media, { schema: { type: 'string' } }])
      : [['application/json', { schema: answer }]];
  return { description: 'The answer.', content: Object.fromEntries(content) };
}
