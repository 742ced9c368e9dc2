/**
 * Two customers in one server: an administrator of the one asks every route that there is, with every parameter set to what is the other's,
 * and learns nothing: not what it is, not whether it is there. A route without a row here fails. What each answers by itself is of the form
 * that the document of the API says.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TSchema } from 'typebox';
import type { Route } from '../api/route.js';
import { requireForm } from '../test/answer-form.js';
import { type Asked, EVERYTHING, RANGE, ROWS, type Row } from '../test/isolation-rows.js';
import { OWN_EVENTS, serveTwoCustomers, type TwoCustomers } from '../test/two-customers.js';

/** What is theirs, by its kind. */
type Ids = Readonly<Record<string, string>>;

test('nothing of one customer is seen by another, whatever is asked', async (context) => {
  const served = await serveTwoCustomers(context);
  const asking = new Asking(served);
  const { routes } = served;

  await context.test('every route has a row, and every row is of a route', () => {
    assert.deepEqual(Object.keys(ROWS).sort(), routes.map(nameOf).sort());
  });

  const theirs = await foreignIds(asking);
  const marks = Object.values(theirs);
  const before = await foreignView(asking);

  await context.test('the one customer sees their own', async () => {
    const { text } = await asking.own(routeOf(routes, 'POST /api/v1/events/count'), { body: EVERYTHING });
    assert.equal((JSON.parse(text) as { count: number }).count, OWN_EVENTS);
  });

  // Before what is tried below stands in one's own history and audit.
  for (const { route, base, also } of rowsOf(routes))
    await context.test(`${nameOf(route)} shows nothing by itself`, async () => {
      for (const asked of [base, ...also]) {
        const { status, text } = await asking.own(route, asked);
        assert.ok(status < 500, text);
        requireUnmarked(text, marks, JSON.stringify(asked));
        if (status === 200 && isJson(route)) requireForm(route, JSON.parse(text));
      }
    });

  for (const { route, base, kinds } of rowsOf(routes))
    await context.test(`${nameOf(route)} knows nothing of the other's ids`, async () => {
      for (const place of textPlaces(route))
        for (const kind of kinds ?? kindsFor(place, theirs))
          await tryBoth(asking, { route, base, place, kind, id: theirs[kind] ?? assert.fail(kind), marks });
    });

  await context.test('and nothing of the other has changed', async () => {
    assert.deepEqual(await foreignView(asking), before);
    assert.deepEqual(served.errors, []);
  });
});

interface RowOfRoute extends Required<Omit<Row, 'kinds'>>, Pick<Row, 'kinds'> {
  readonly route: Route;
}

function rowsOf(routes: readonly Route[]): readonly RowOfRoute[] {
  return routes.flatMap((route) => {
    const row = ROWS[nameOf(route)] ?? { skipped: 'it fails above' };
    return 'skipped' in row ? [] : [{ route, base: {}, also: [], ...row }];
  });
}

/** All of them as a part of a path or of a query; as any other text, one of each form. */
function kindsFor({ part, name }: Place, theirs: Ids): readonly string[] {
  return part === 'params' || name === 'query' ? Object.keys(theirs) : ['customer', 'login', 'event'];
}

interface Place {
  readonly part: 'params' | 'query' | 'body';
  readonly name: string;
  readonly isList: boolean;
}

/** Parameters that take a text, or several. */
function textPlaces(route: Route): readonly Place[] {
  return (['params', 'query', 'body'] as const).flatMap((part) =>
    Object.entries((route[part] as { properties?: Record<string, TSchema> } | undefined)?.properties ?? {}).flatMap(
      ([name, schema]) => {
        const kind = kindOf(schema);
        // A secret names nobody.
        if ((schema as { writeOnly?: boolean }).writeOnly === true) return [];
        return kind === null ? [] : [{ part, name, isList: kind === 'list' }];
      },
    ),
  );
}

function kindOf(schema: TSchema): 'text' | 'list' | null {
  const { type, items, anyOf } = schema as { type?: string; items?: TSchema; anyOf?: readonly TSchema[] };
  if (type === 'string') return 'text';
  if (type === 'array' && items !== undefined && kindOf(items) === 'text') return 'list';
  return anyOf?.map(kindOf).find((kind) => kind !== null) ?? null;
}

interface Trial {
  readonly route: Route;
  readonly base: Asked;
  readonly place: Place;
  readonly kind: string;
  readonly id: string;
  readonly marks: readonly string[];
}

const QUERIES: Readonly<Record<string, string>> = {
  customer: 'customerId',
  user: 'userName',
  device: 'deviceName',
  event: 'eventId',
  address: 'sourceIpv4',
};

/** What is theirs is answered like what nobody has. */
async function tryBoth(asking: Asking, { route, base, place, kind, id, marks }: Trial): Promise<void> {
  const { part, name, isList } = place;
  const token = QUERIES[kind];
  if (name === 'query' && token === undefined) return;
  const ask = async (value: string) => {
    const text = name === 'query' ? `${token}: ${value}` : value;
    const asked = { ...base, [part]: { ...base[part], [name]: isList ? [text] : text } };
    const { status, text: said } = await asking.own(route, asked);
    return { status, said: said.replaceAll(value, '‹id›') };
  };
  const [foreign, nobodys] = [await ask(id), await ask(nobodysOf(id))];
  const what = `${part}.${name} = ${id} (${kind})`;
  requireUnmarked(foreign.said, marks, what);
  assert.equal(foreign.status, nobodys.status, `${what}: ${foreign.said} but ${nobodys.said}`);
  const isTelling = foreign.status >= 400 || route.method === 'GET' || /\/(events|qql|enrich)\//.test(route.path);
  if (isTelling) assert.equal(steady(foreign.said), steady(nobodys.said), what);
}

/** Of the same shape, and nobody has it. */
function nobodysOf(id: string): string {
  if (id.includes('zz')) return id.replaceAll('zz', 'qq');
  if (id === '198.51.100.77') return '198.51.100.78';
  return id.slice(0, -4) + (id.endsWith('0000') ? '1111' : '0000');
}

/** Times, and how long it took, are others each time. */
function steady(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
    .replace(/"(tookMs|uptimeSeconds|perSecond|silenceSeconds|lagSeconds)":[\d.]+/g, '"$1":0');
}

/** Of a token or a link: any letters. */
const SECRET = /(?<=gh_t[0-9a-f]+_|#token=u[0-9a-f]+_)[\w-]{43}/g;

function requireUnmarked(text: string, marks: readonly string[], what: string): void {
  const seen = marks.find((mark) => text.includes(mark)) ?? /zz[a-z]+/.exec(text.replace(SECRET, ''))?.[0];
  assert.equal(seen, undefined, `${what}: ${text.slice(0, 600)}`);
}

function isJson({ response }: Route): boolean {
  return response[200] !== undefined && !('media' in response[200]);
}

class Asking {
  readonly #served: TwoCustomers;

  constructor(served: TwoCustomers) {
    this.#served = served;
  }

  own(route: Route, asked: Asked) {
    return this.#ask(route, asked, this.#served.own);
  }

  /** As an administrator of the other customer: what is asked for must be had. */
  async foreign<Answer>(name: string, asked: Asked = {}): Promise<Answer> {
    const { status, text } = await this.#ask(routeOf(this.#served.routes, name), asked, this.#served.foreign);
    assert.equal(status, 200, `${name}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  async #ask({ method, path, response }: Route, asked: Asked, identity: Readonly<Record<string, string>>) {
    const { params = {}, query: given = {}, body } = asked;
    const url = new URL(
      this.#served.url + path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'x')),
    );
    for (const [name, value] of Object.entries(given)) url.searchParams.set(name, String(value));
    const isStream = 'media' in (response[200] ?? {}) && path.endsWith('/tail');
    const headers = {
      ...identity,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(isStream && { 'last-event-id': '00000000-0000-8000-8000-000000000000' }),
    };
    const init = {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    } as const;
    if (isStream) return beginningOf(url, init);
    const answer = await fetch(url, init);
    return { status: answer.status, text: (await answer.text()) + (answer.headers.get('location') ?? '') };
  }
}

/** What a stream that never ends has said after a while. */
async function beginningOf(url: URL, init: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(500) });
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
  }
  return { status: answer.status, text };
}

interface Named {
  readonly id: string;
}

/** Makes one of everything for the other customer. */
async function foreignIds(asking: Asking): Promise<Ids> {
  const search = { query: 'userName: zzuser', name: 'zzsearch', sharedWith: ['zzcustomer'] };
  const { token } = await asking.foreign<{ token: Named }>('POST /api/v1/tokens', { body: { name: 'zztoken' } });
  const saved = await asking.foreign<Named>('POST /api/v1/searches', { body: search });
  const link = await asking.foreign<Named>('POST /api/v1/links', { body: { path: '/search?q=zzuser' } });
  const body = { query: 'userName: zzuser', history: {}, limit: 1 };
  const found = await asking.foreign<{ events: readonly { eventId: string }[] }>('POST /api/v1/events/search', {
    body,
  });
  const logins = await asking.foreign<{ sessions: readonly Named[] }>('GET /api/v1/session/list');
  const vpn = await asking.foreign<{ sessions: readonly Named[] }>('GET /api/v1/sessions', { query: RANGE });
  const ids = {
    ...{ customer: 'zzcustomer', user: 'zzuser', login: 'zzadmin', device: 'zzgate', source: 'zzsource' },
    ...{ address: '198.51.100.77', token: token.id, savedSearch: saved.id, link: link.id },
    event: found.events[0]?.eventId ?? '',
    session: logins.sessions[0]?.id ?? '',
    vpnSession: vpn.sessions[0]?.id ?? '',
  };
  for (const [kind, id] of Object.entries(ids)) assert.ok(id.length > 5, kind);
  return ids;
}

const LISTS = ['users', 'tokens', 'tenants', 'searches', 'history', 'session/list'];

async function foreignView(asking: Asking): Promise<readonly unknown[]> {
  const views: unknown[] = [];
  for (const name of LISTS) views.push(await asking.foreign<unknown>(`GET /api/v1/${name}`));
  return views;
}

function routeOf(routes: readonly Route[], name: string): Route {
  return routes.find((route) => nameOf(route) === name) ?? assert.fail(`there is no ${name}`);
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}
