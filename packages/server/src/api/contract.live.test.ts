/** What holds for every route of events: customers see their own, nonsense is the client's fault, answers are as the document says. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { SearchHistory, SessionPage } from '@gatehouse/model';
import { requireForm } from '../test/answer-form.js';
import { type EventApp, OWN_LINES, runEventApp } from '../test/event-app.js';
import { fuzzRoutes } from '../test/fuzzed-routes.js';
import { openApiOf } from './openapi.js';

let app: EventApp;

describe('every route of events', () => {
  before(async () => void (app = await runEventApp()));
  after(() => app.stop());
  describe('answers as its schema says', askAll);
  describe('shows no customer to another', crossBorders);
  describe('streams', stream);
  describe('keeps in the history', remember);
  describe('exports', exportFiles);
  describe('takes nonsense', fuzz);
});

interface Asked {
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ path, body, headers = {} }: Asked): Promise<Response> {
  const json = { 'content-type': 'application/json' };
  const post = { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) };
  return fetch(`${app.url}${path}`, body === undefined ? { headers } : post);
}

async function someId(tenant: string): Promise<string> {
  app.become({ tenants: [tenant] });
  const response = await ask({ path: '/api/v1/events/search', body: { query: '', limit: 1 } });
  app.become({});
  const { events } = (await response.json()) as { events: readonly { readonly eventId: string }[] };
  return events[0]?.eventId ?? '';
}

const BODIES: Readonly<Record<string, object>> = {
  '/api/v1/events/search': { query: 'eventName: *', total: true },
  '/api/v1/events/count': { query: '' },
  '/api/v1/events/histogram': { query: '', by: 'customerId' },
  '/api/v1/events/groups': { query: '', tokens: ['customerId', 'group', 'userName'] },
  '/api/v1/events/facets': { query: '', tokens: ['customerId', 'group', 'userName'] },
  '/api/v1/events/patterns': { query: '' },
  '/api/v1/qql/check': { query: 'userName: ann' },
  '/api/v1/qql/complete': { query: 'customerId: ', cursor: 12 },
  '/api/v1/enrich/test': { value: '198.51.100.7', forwarded: ['10.0.0.1'] },
  '/api/v1/parse': { lines: ['<134> no line of ours', 'nor this'], timezone: 'Europe/Vienna' },
};

/** Part of a path with a parameter → a value that there is for the customer. */
async function parametersOf(tenant: string): Promise<Readonly<Record<string, string>>> {
  const id = await someId(tenant);
  app.become({ tenants: [tenant] });
  const response = await ask({ path: '/api/v1/sessions?limit=1' });
  app.become({});
  const { sessions } = (await response.json()) as SessionPage;
  const { clientAddress, account } = sessions[0] ?? assert.fail('no session');
  const [ip = ''] = clientAddress as readonly string[];
  return { '/sessions/{id}': String(sessions[0]?.id), '/{ip}/': ip, '/{name}': String(account), '/{id}': id };
}

function filledIn(path: string, parameters: Readonly<Record<string, string>>): string {
  const [, value = ''] = Object.entries(parameters).find(([part]) => path.includes(part)) ?? [];
  return path.replace(/\{\w+\}/, encodeURIComponent(value));
}

/** Path → an id that nobody has. */
const NOBODYS: Readonly<Record<string, string>> = {
  '/api/v1/events/{id}': '00000000-0000-8000-8000-000000000009',
  '/api/v1/sessions/{id}': '000000000000-mmt9y4a0',
};

/** They read no events. */
const READ_NOTHING = ['/api/v1/qql/check', '/api/v1/parse', '/api/v1/enrich/test'];

function askAll(): void {
  it('for what is JSON', async () => {
    const parameters = await parametersOf('acme');
    const asked = app.routes.filter(
      ({ method, response }) => method !== 'DELETE' && !('media' in (response[200] ?? {})),
    );
    for (const route of asked) {
      const { method, path } = route;
      const body = method === 'GET' ? undefined : (BODIES[path] ?? assert.fail(`no body for ${path}`));
      const answer = await ask({ path: filledIn(path, parameters), body });
      assert.equal(answer.status, 200, path);
      requireForm(route, await answer.json());
    }
    assert.ok(asked.length >= 11);
  });

  it('and the document holds them all', () => {
    const { paths } = openApiOf(app.routes) as { paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
    const listed = Object.entries(paths).flatMap(([path, of]) => Object.keys(of).map((method) => `${method} ${path}`));
    assert.deepEqual(listed.sort(), app.routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`).sort());
  });
}

function remember(): void {
  it('what a person wants to have there, as they wrote it', async () => {
    const query = 'eventName: LOGIN_FAILED';
    const times = { from: '2000-01-01T00:00:00Z', to: 'now' };
    const history = { from: 'now-30y' };
    const search = { path: '/api/v1/events/search', body: { query, ...times, history } };
    const { total } = (await (await ask({ ...search, body: { ...search.body, total: true } })).json()) as {
      readonly total: number;
    };
    await ask({ path: '/api/v1/events/search', body: { query: 'userName: ann' } });
    await ask({ path: '/api/v1/events/search', body: { query: ' ', history } });
    await ask({ path: '/api/v1/events/search', body: { query: 'userName: (', history } });
    await ask({ path: '/api/v1/events/count', body: { query, ...times, history } });
    const { runs } = (await (await ask({ path: '/api/v1/history' })).json()) as SearchHistory;
    assert.deepEqual(
      runs.map(({ query, from, to, total }) => [query, from, to, total]),
      [[query, 'now-30y', null, total]],
    );
    assert.ok(total > 0);
    app.become({ id: 'eve' });
    assert.deepEqual(await (await ask({ path: '/api/v1/history' })).json(), { runs: [] });
    await fetch(`${app.url}/api/v1/history`, { method: 'DELETE' });
    app.become({});
    assert.equal(((await (await ask({ path: '/api/v1/history' })).json()) as SearchHistory).runs.length, 1);
  });
}

function crossBorders(): void {
  it('whatever is asked', async () => {
    const texts: string[] = [];
    for (const query of ['', 'customerId: other', 'customerId: * or userName: *', 'not customerId: acme', '`other`']) {
      for (const [path, body] of Object.entries(BODIES)) {
        if (READ_NOTHING.includes(path)) continue;
        const given = path.endsWith('complete') ? body : { ...body, query };
        texts.push(await (await ask({ path, body: given })).text());
      }
      texts.push(await (await ask({ path: '/api/v1/events/export', body: { query } })).text());
      const sessions = new URLSearchParams({ query, total: 'true' });
      texts.push(await (await ask({ path: `/api/v1/sessions?${sessions}` })).text());
    }
    const theirs = await parametersOf('other');
    for (const { path } of app.routes.filter(({ method }) => method === 'GET'))
      if (path.includes('{')) texts.push(await (await ask({ path: filledIn(path, theirs) })).text());
    for (const text of texts) assert.doesNotMatch(text, /"(customerId|value|label)":"other"|"other":\d/);
  });

  it('nor by an id, whose absence is that of an id that nobody has', async () => {
    const theirs = await parametersOf('other');
    for (const [path, nobodys] of Object.entries(NOBODYS)) {
      const paths = [filledIn(path, theirs), path.replace(/\{\w+\}/, nobodys)];
      const answers = await Promise.all(paths.map((one) => ask({ path: one })));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [404, 404],
      );
      const texts = await Promise.all(answers.map((one) => one.text()));
      const [one, other] = texts.map((text, index) => text.replace(paths[index]?.split('/').at(-1) ?? '', ''));
      assert.equal(one, other);
    }
  });
}

function stream(): void {
  it('all events as NDJSON, in pages', async () => {
    const answer = await ask({ path: '/api/v1/events/export', body: { query: '', fields: ['customerId', 'eventId'] } });
    assert.match(answer.headers.get('content-type') ?? '', /^application\/x-ndjson/);
    const events = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { eventId: string });
    assert.equal(new Set(events.map(({ eventId }) => eventId)).size, OWN_LINES);
  });

  it('as CSV, and under other names', async () => {
    const csv = await ask({
      path: '/api/v1/events/export',
      body: { query: '', format: 'csv', fields: ['userName'], limit: 3 },
    });
    assert.equal((await csv.text()).split('\r\n')[0], 'userName');
    const named = await ask({
      path: '/api/v1/events/export',
      body: { query: 'userName: *', format: 'csv', shape: 'ecs', fields: ['userName', 'logFormat'], limit: 1 },
    });
    assert.match(await named.text(), /^ecs\.version,user\.name,gatehouse\.logFormat\r\n8\.\d+\.\d+,[^,]/);
    const ecs = await ask({ path: '/api/v1/events/export', body: { query: 'userName: *', shape: 'ecs', limit: 1 } });
    const event = JSON.parse(await ecs.text()) as { user?: { name?: string }; '@timestamp'?: string };
    assert.ok(event.user?.name !== undefined && event['@timestamp'] !== undefined, JSON.stringify(event));
  });

  it('export is not for viewers, and says what is wrong before it begins', async () => {
    app.become({ role: 'viewer' });
    assert.equal((await ask({ path: '/api/v1/events/export', body: { query: '' } })).status, 403);
    app.become({});
    assert.equal((await ask({ path: '/api/v1/events/export', body: { query: '(' } })).status, 400);
    assert.equal((await ask({ path: '/api/v1/events/tail?query=(' })).status, 400);
    assert.equal((await ask({ path: '/api/v1/events/tail', headers: { 'last-event-id': 'x' } })).status, 400);
  });

  it('what is stored behind an event, in order', async () => {
    const first = '00000000-0000-8000-8000-000000000000';
    const answer = await ask({ path: '/api/v1/events/tail', headers: { 'last-event-id': first } });
    const ids = await idsOf(answer, OWN_LINES);
    assert.deepEqual(ids, [...ids].sort());
    const again = await ask({ path: '/api/v1/events/tail', headers: { 'last-event-id': ids[149] ?? '' } });
    assert.deepEqual(await idsOf(again, 50), ids.slice(150));
  });
}

function exportFiles(): void {
  it('as a Parquet file that the engine reads, of the own customer only, and keeps no copy', async () => {
    const answer = await ask({ path: '/api/v1/events/export', body: { query: '', format: 'parquet' } });
    assert.equal(answer.headers.get('content-type'), 'application/vnd.apache.parquet');
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.length, Number(answer.headers.get('content-length')));
    const file = join(app.store.folder, 'events.parquet');
    writeFileSync(file, bytes);
    const [row] = await app.store.store.select(
      `SELECT count() AS events, groupUniqArray(customerId) AS customers FROM file('${file}', 'Parquet')`,
    );
    assert.deepEqual(row, { events: OWN_LINES, customers: ['acme'] });
    assert.deepEqual(readdirSync(app.store.store.incoming), []);
  });

  it('as OCSF', async () => {
    const body = { query: 'eventName: LOGIN', shape: 'ocsf', fields: ['userName'], limit: 1 };
    const answer = await ask({ path: '/api/v1/events/export', body });
    const event = JSON.parse(await answer.text()) as Readonly<Record<string, unknown>>;
    assert.deepEqual([event['class_uid'], event['type_uid']], [3002, 300201]);
    assert.ok(Number(event['time']) > 0 && event['user'] !== undefined);
  });

  it('in no shape that its format does not have', async () => {
    for (const [format, shape] of [
      ['csv', 'ocsf'],
      ['parquet', 'ocsf'],
      ['parquet', 'ecs'],
    ]) {
      const answer = await ask({ path: '/api/v1/events/export', body: { query: '', format, shape } });
      assert.equal(answer.status, 400, `${format} ${shape}`);
      assert.match(await answer.text(), new RegExp(`shape: ${format} has`));
    }
  });
}

/** The ids of the next so many events that a stream tells; then it is left. */
async function idsOf(answer: Response, count: number): Promise<readonly string[]> {
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while ((text.match(/^data: .*\n\n/gm) ?? []).length < count)
    text += (await reader?.read())?.value ?? assert.fail('it ended');
  await reader?.cancel();
  for (const [, data] of text.matchAll(/^data: (.*)$/gm))
    assert.equal((JSON.parse(data ?? '') as { customerId: string }).customerId, 'acme');
  return [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id ?? '');
}

function fuzz(): void {
  it('as the fault of the client', () =>
    fuzzRoutes(
      app,
      app.routes.filter(({ path }) => !path.endsWith('/tail')),
    ));
}
