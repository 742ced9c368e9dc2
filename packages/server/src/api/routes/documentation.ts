// What the API is, for programs (/api/v1/openapi.json) and for people (/api/docs): both from the tables, without anything from elsewhere.

import { createHash } from 'node:crypto';
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
        reply.header('content-security-policy', POLICY);
        return page;
      },
    }),
  ];
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dce1e8, #262f39); --soft: light-dark(#475464, #a9b5c3); }
body { margin: 0; background: light-dark(#f4f6f8, #0e1216); color: light-dark(#19212a, #e3e8ee); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 22px; } h2 { margin: 28px 0 8px; font-size: 16px; }
h3 { margin: 0; font: 600 13px/1.6 ui-monospace, monospace; overflow-wrap: anywhere; }
h3 b { display: inline-block; min-width: 58px; color: light-dark(#0b6e5f, #4fc7b0); }
section { margin: 0 0 8px; padding: 10px 14px; background: light-dark(#fff, #141a20); border: 1px solid var(--line); border-radius: 8px; }
section p { margin: 4px 0 0; } .needs, nav { color: var(--soft); } a { color: light-dark(#0b6e5f, #4fc7b0); }
nav a { margin-right: 12px; white-space: nowrap; } summary { margin-top: 6px; color: var(--soft); cursor: pointer; }
pre { overflow: auto; max-height: 420px; padding: 10px; background: light-dark(#eceff3, #0a0e11); border-radius: 6px; font-size: 12px; }
`;

/** This style and nothing else: no script, nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function pageOf(routes: readonly Route[]): string {
  const own = routes.filter(({ path }) => path.startsWith('/api/'));
  const areas = [...new Set(own.map(areaOf))];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Gatehouse API</title><style>${STYLE}</style></head><body><main>`,
    '<h1>Gatehouse API</h1>',
    '<p>For programs: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> (OpenAPI 3.1). Bodies are JSON. ',
    'Failures are problem documents (RFC 9457) with code, detail and remedy. Send a token as <code>Authorization: Bearer …</code>.</p>',
    `<nav aria-label="Areas">${areas.map((area) => `<a href="#${area}">${area}</a>`).join('')}</nav>`,
    ...areas.flatMap((area) => [
      `<h2 id="${area}">${area}</h2>`,
      ...own.filter((route) => areaOf(route) === area).map(sectionOf),
    ]),
    '</main></body></html>\n',
  ].join('\n');
}

/** `/api/v1/events/{id}` is of `events`. */
function areaOf({ path }: Route): string {
  return /^\/api\/(?:v1\/)?([a-z]+)/.exec(path)?.[1] ?? 'others';
}

function sectionOf({ method, path, summary, description, access, scope, query, body }: Route): string {
  const schemas = Object.entries({ Parameters: query, Body: body }).flatMap(([title, schema]) =>
    schema === undefined
      ? []
      : [
          `<details><summary>${title}</summary><pre tabindex="0">${escaped(JSON.stringify(schema, null, 2))}</pre></details>`,
        ],
  );
  const needs = access === 'public' ? 'open to everybody' : `role ${access}, scope ${scope}`;
  const text = description === undefined ? '' : `<p>${escaped(description)}</p>`;
  const head = `<h3><b>${method}</b> ${escaped(path)}</h3><p>${escaped(summary)} <span class="needs">(${needs})</span></p>`;
  return `<section>${head}${text}${schemas.join('')}</section>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
