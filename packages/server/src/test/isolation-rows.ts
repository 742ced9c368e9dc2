// What the test of isolation asks of each route: a request that is right, about what is one's own. A route that has no row here fails it.

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Row {
  /** A request that is right, about what is one's own. Without it the route is asked without anything. */
  readonly base?: Asked;
  /** More requests, whose answers are searched for what is the other's. */
  readonly also?: readonly Asked[];
  /** Kinds of ids that are tried; without it: as the parameter is. */
  readonly kinds?: readonly string[];
}

export const EVERYTHING = { query: '' };
export const RANGE = { from: '2026-11-01', to: '2026-12-01' };
const viewer = { params: { login: 'ownviewer' } };

export const ROWS: Readonly<Record<string, Row | { readonly skipped: string }>> = {
  'GET /healthz': {},
  'GET /readyz': {},
  'GET /metrics': {},
  'GET /status': {},
  'GET /api/docs': {},
  'GET /api/v1/openapi.json': {},
  'GET /api/v1/session/methods': { base: { query: { failed: 'access.disabled' } } },
  // More failures would lock the address.
  'POST /api/v1/session': { base: { body: { login: 'ownnobody', password: 'x' } }, kinds: ['login'] },
  'POST /api/v1/session/setup': { base: { body: { token: 'x', login: 'a', password: 'x' } } },
  'POST /api/v1/session/password': { base: { body: { token: 'x', password: 'x' } } },
  'GET /api/v1/session': {},
  'DELETE /api/v1/session': { skipped: 'ends the session that asks, and has no parameters' },
  'GET /api/v1/session/list': {},
  'DELETE /api/v1/session/list/{id}': { base: { params: { id: 'x' } } },
  'PUT /api/v1/session/password': { base: { body: { current: 'x', password: 'x' } } },
  'GET /api/v1/session/oidc/start': { base: { query: { to: '/' } } },
  'GET /api/v1/session/oidc/callback': { base: { query: { code: 'x' } } },
  'GET /api/v1/users': {},
  'POST /api/v1/users': { base: { body: { login: 'ownviewer@own', role: 'viewer', tenants: ['own'] } } },
  'GET /api/v1/users/{login}': { base: viewer },
  'PUT /api/v1/users/{login}': { base: { ...viewer, body: { role: 'viewer' } } },
  'PUT /api/v1/users/{login}/password': { base: { ...viewer, body: { password: 'x' } } },
  'DELETE /api/v1/users/{login}': { base: { params: { login: 'ownnobody' } } },
  'POST /api/v1/users/{login}/link': { base: viewer },
  'GET /api/v1/users/{login}/sessions': { base: viewer },
  'DELETE /api/v1/users/{login}/sessions': { base: viewer },
  'GET /api/v1/tokens': {},
  'POST /api/v1/tokens': { base: { body: { name: 'mine', owner: 'ownadmin' } } },
  'DELETE /api/v1/tokens/{id}': { base: { params: { id: 'x' } } },
  'GET /api/v1/tenants': {},
  'POST /api/v1/tenants': { base: { body: { id: 'own', name: 'own' } } },
  'PUT /api/v1/tenants/{id}': { base: { params: { id: 'own' }, body: { name: 'own' } } },
  'DELETE /api/v1/tenants/{id}': { base: { params: { id: 'own' } } },
  'GET /api/v1/audit': { base: { query: { limit: 1000 } } },
  'GET /api/v1/audit/verify': {},
  'POST /api/v1/events/search': { base: { body: { ...EVERYTHING, total: true } } },
  'POST /api/v1/events/count': { base: { body: EVERYTHING } },
  'POST /api/v1/events/histogram': { base: { body: { ...EVERYTHING, ...RANGE, by: 'userName' } } },
  'POST /api/v1/events/groups': { base: { body: { ...EVERYTHING, tokens: ['userName'], metrics: ['count'] } } },
  'POST /api/v1/events/facets': { base: { body: { ...EVERYTHING, tokens: ['customerId', 'userName', 'deviceName'] } } },
  'POST /api/v1/events/patterns': { base: { body: EVERYTHING } },
  'POST /api/v1/events/export': {
    base: { body: EVERYTHING },
    also: ['csv', 'ndjson'].map((format) => ({ body: { ...EVERYTHING, format } })),
  },
  'GET /api/v1/events/tail': { base: { query: EVERYTHING } },
  'GET /api/v1/events/{id}': { base: { params: { id: '00000000-0000-8000-8000-000000000009' } } },
  'POST /api/v1/qql/check': { base: { body: { query: 'userName: x' } } },
  'POST /api/v1/qql/complete': {
    base: { body: { query: 'userName: ', cursor: 10 } },
    also: ['userName: z', 'customerId: z', 'deviceName: z', 'group: z'].map((text) => ({
      body: { query: text, cursor: text.length },
    })),
  },
  'GET /api/v1/model': {},
  'GET /api/v1/sessions': { base: { query: { ...EVERYTHING, ...RANGE, total: true } } },
  'GET /api/v1/sessions/concurrency': { base: { query: { query: '', ...RANGE } } },
  'GET /api/v1/sessions/{id}': { base: { params: { id: 'x' } } },
  'GET /api/v1/addresses/{ip}/who': {
    base: { params: { ip: '192.0.2.7' }, query: { at: '2026-11-24T08:00:10Z' } },
  },
  'GET /api/v1/people/{name}': { base: { params: { name: 'ownuser' }, query: RANGE } },
  'GET /api/v1/searches': {},
  'GET /api/v1/searches/{id}': { base: { params: { id: 'x' } } },
  // No more than two hundred are kept.
  'POST /api/v1/searches': { base: { body: { name: 'own', query: '' } }, kinds: ['customer', 'savedSearch'] },
  'PUT /api/v1/searches/{id}': { base: { params: { id: 'x' }, body: { name: 'own', query: '', revision: 1 } } },
  'DELETE /api/v1/searches/{id}': { base: { params: { id: 'x' }, query: { revision: 1 } } },
  'POST /api/v1/links': { base: { body: { path: '/search' } } },
  'GET /api/v1/links/{id}': { base: { params: { id: 'x' } } },
  'GET /s/{id}': { base: { params: { id: 'x' } } },
  'GET /api/v1/history': {},
  'DELETE /api/v1/history': { base: { query: EVERYTHING } },
  'POST /api/v1/parse': { base: { body: { lines: ['x'] } } },
  'POST /api/v1/enrich/test': { base: { body: { value: '192.0.2.7' } } },
  'GET /api/v1/enrich/tables': {},
  'GET /api/v1/retention': {},
  'GET /api/v1/demo': {},
  'POST /api/v1/demo': {},
  'DELETE /api/v1/demo': {},
  'GET /api/v1/sources': {},
  'GET /api/v1/sources/coverage': { base: { query: RANGE } },
  'GET /api/v1/catalog': {},
  'GET /api/v1/catalog/{source}': { base: { params: { source: 'citrix-vpn' } } },
  'GET /api/v1/catalog/{source}/guide': { base: { params: { source: 'citrix-vpn' } } },
  // Who sees a wish is tested beside it (catalog/source-requests.test.ts): whoever has a customer in common with its maker.
  'GET /api/v1/catalog/requests': {},
  'POST /api/v1/catalog/requests': { base: { body: { vendor: 'own', product: 'own', notes: '' } } },
  'POST /api/v1/catalog/requests/{id}/votes': { base: { params: { id: 'x' } } },
};
