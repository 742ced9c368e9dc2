// What the API is, for programs (/api/v1/openapi.json) and for people (/api/docs): both from the tables, without anything from elsewhere.

import Type from 'typebox';
import { openApiOf } from '../openapi.js';
import { publicRoute, type Route } from '../route.js';

export function documentationRoutes(routes: readonly Route[]): readonly Route[] {
  const document = openApiOf(routes);
  const page = pageOf(routes);
  return [
    publicRoute({
      method: 'GET',
      path: '/api/v1/openapi.json',
      summary: 'This document',
      response: { 200: Type.Object({ openapi: Type.String() }, { additionalProperties: true }) },
      handler: async () => ({ openapi: '3.1.0', ...document }),
    }),
    publicRoute({
      method: 'GET',
      path: '/api/docs',
      summary: 'This document for people',
      response: { 200: { media: ['text/html'] } },
      handler: async ({ reply }) => {
        reply.type('text/html; charset=utf-8');
        return page;
      },
    }),
  ];
}

function pageOf(routes: readonly Route[]): string {
  const rows = routes.filter(({ path }) => path.startsWith('/api/')).map(sectionOf);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gatehouse API</title></head><body><main>',
    '<h1>Gatehouse API</h1>',
    '<p>For programs: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> (OpenAPI 3.1). Bodies are JSON. ',
    'Failures are problem documents (RFC 9457) with code, detail and remedy. Send a token as <code>Authorization: Bearer …</code>.</p>',
    ...rows,
    '</main></body></html>\n',
  ].join('\n');
}

function sectionOf({ method, path, summary, description, access, scope, query, body }: Route): string {
  const schemas = Object.entries({ Parameters: query, Body: body }).flatMap(([title, schema]) =>
    schema === undefined
      ? []
      : [`<details><summary>${title}</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`],
  );
  const needs = access === 'public' ? 'open to everybody' : `role ${access}, scope ${scope}`;
  const text = description === undefined ? '' : `<p>${escaped(description)}</p>`;
  return `<section><h2><code>${method} ${escaped(path)}</code></h2><p>${escaped(summary)} (${needs})</p>${text}${schemas.join('')}</section>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
