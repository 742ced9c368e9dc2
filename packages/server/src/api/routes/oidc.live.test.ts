/** Signing in with a real identity provider, over real sockets, as a browser does it. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { OWNER } from '../../access/authority.js';
import type { Grant } from '../../access/grants.js';
import { type SampleAccess, sampleAccess } from '../../access/sample-access.js';
import type { AuditEntry } from '../../audit/audit.js';
import { Browser, CLIENT, type IdentityProvider, startProvider } from '../../test/identity-provider.js';
import { runApp } from '../../test/served-app.js';
import { accessRoutes } from './access.js';

const START = '/api/v1/session/oidc/start';
const CALLBACK = '/api/v1/session/oidc/callback';

const GRANTS: readonly Grant[] = [
  { group: 'chiefs', role: 'admin', tenants: null },
  { group: 'soc-a', role: 'analyst', tenants: ['a'] },
  { group: 'soc-b', role: 'viewer', tenants: ['b'] },
];

const ADA = { subject: 'ada@idp', claims: { name: 'Ada', groups: ['soc-b', 'soc-a'] } };

test('somebody signs in, and is who the provider says, with what the first grant that fits gives', async (t) => {
  const { url, provider, access, audit, browser, whoIs } = await served(t);
  provider.person = ADA;
  const { way } = await browser.open(`${url}${START}?to=${encodeURIComponent('/search?q=wiki')}`, isPage(url));
  assert.equal(way.at(-1)?.href, `${url}/search?q=wiki`);
  const asked = way.find(({ origin }) => origin === provider.issuer)?.searchParams;
  assert.equal(asked?.get('code_challenge_method'), 'S256');
  for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked?.get(name) ?? '', /^[\w-]{43}$/);
  const who = await whoIs();
  assert.deepEqual([who['name'], who['role'], who['tenants'], who['via']], ['Ada', 'analyst', ['a'], 'session']);
  assert.equal(browser.cookie(url, 'gatehouse-oidc'), undefined);
  const [user] = (await access.accounts.list(OWNER)).users;
  assert.deepEqual([user?.provider, user?.hasPassword], [provider.issuer, false]);
  const [record] = audit;
  assert.deepEqual([record?.action, record?.outcome, record?.actor?.name], ['login', 'Success', 'Ada']);
  assert.deepEqual(record?.tenants, ['a']);
  assert.doesNotMatch(JSON.stringify(audit), /"(code|state)"/);
});

test('who comes again is the same user, with what the provider says now; signing out ends the session', async (t) => {
  const { url, provider, access, browser, whoIs } = await served(t);
  provider.person = ADA;
  await browser.open(url + START, isPage(url));
  const first = await whoIs();
  browser.forget(provider.issuer);
  provider.person = { ...ADA, claims: { name: 'Ada L.', groups: ['chiefs'] } };
  await browser.open(url + START, isPage(url));
  const second = await whoIs();
  assert.deepEqual(
    [second['id'], second['name'], second['role'], second['tenants']],
    [first['id'], 'Ada L.', 'admin', null],
  );
  assert.equal((await access.accounts.list(OWNER)).users.length, 1);
  const cookie = `gatehouse=${browser.cookie(url, 'gatehouse')}`;
  const headers = { cookie, 'x-csrf-token': String(second['csrfToken']) };
  assert.equal((await fetch(`${url}/api/v1/session`, { method: 'DELETE', headers })).status, 200);
  assert.equal((await fetch(`${url}/api/v1/session`, { headers: { cookie } })).status, 401);
});

test('another person of the provider is another user, also one of the same name', async (t) => {
  const { url, provider, access, browser } = await served(t);
  for (const subject of ['one', 'two']) {
    provider.person = { ...ADA, subject };
    browser.forget(provider.issuer);
    await browser.open(url + START, isPage(url));
  }
  assert.equal((await access.accounts.list(OWNER)).users.length, 2);
});

/** How a sign-in can fail → what the login page is told. */
const failures: Readonly<Record<string, readonly [prepare: (world: World) => Promise<unknown>, code: string]>> = {
  'somebody goes away': [async ({ provider }) => void (provider.person = null), 'access.provider-refused'],
  'no group has a grant': [
    async ({ provider }) => void (provider.person = { ...ADA, claims: { groups: ['x', 'soc', ''] } }),
    'access.not-granted',
  ],
  'there are no groups': [
    async ({ provider }) => void (provider.person = { ...ADA, claims: {} }),
    'access.not-granted',
  ],
  'the user has been disabled here': [
    async ({ url, access, browser }) => {
      await browser.open(url + START, isPage(url));
      const [user] = (await access.accounts.list(OWNER)).users;
      await access.accounts.change(OWNER, user?.login ?? '', { isDisabled: true });
    },
    'access.disabled',
  ],
  'the provider is away': [({ provider }) => provider.stop(), 'access.provider-failed'],
};

for (const [name, [prepare, code]] of Object.entries(failures)) {
  test(`${name}: no session, and the login page says why`, async (t) => {
    const world = await served(t);
    const { url, provider, audit, browser, access } = world;
    provider.person = ADA;
    await prepare(world);
    browser.forget(url);
    audit.length = 0;
    const { way } = await browser.open(url + START, isPage(url));
    assert.equal(way.at(-1)?.href, `${url}/login?failed=${code}`);
    assert.equal(browser.cookie(url, 'gatehouse'), undefined);
    const methods = await fetch(`${url}/api/v1/session/methods?failed=${code}`);
    const { problem, oidc } = (await methods.json()) as { problem: { remedy: string } | null; oidc: string };
    assert.ok(problem !== null && problem.remedy.length > 5 && oidc === 'Company login');
    // What has not come back is no attempt.
    const isBack = way.some(({ pathname }) => pathname === CALLBACK);
    assert.deepEqual(
      audit.map(({ outcome, code: why }) => [outcome, why]),
      isBack ? [['Failure', code]] : [],
    );
    if (code !== 'access.disabled') assert.deepEqual((await access.accounts.list(OWNER)).users, []);
  });
}

/** An answer of the provider as it came back, changed on the way → it gives no session. */
const forgeries: Readonly<Record<string, (callback: URL, world: World) => Promise<unknown>>> = {
  'without the cookie': async (_callback, { browser, url }) => browser.forget(url),
  'with another state': async (callback) => callback.searchParams.set('state', 'x'.repeat(43)),
  'without a state': async (callback) => callback.searchParams.delete('state'),
  'with another code': async (callback) => callback.searchParams.set('code', 'x'.repeat(43)),
  'without a code': async (callback) => callback.searchParams.delete('code'),
  'of another issuer': async (callback) => callback.searchParams.set('iss', 'https://evil.example'),
  'ten minutes later': async (_callback, { access }) => void (access.clock.time += 600_000),
  'of a sign-in that another browser began': async (_callback, { browser, url }) => {
    browser.forget(url);
    await browser.open(url + START, ({ origin }) => origin !== url);
  },
};

for (const [name, forge] of Object.entries(forgeries)) {
  test(`an answer ${name} gives no session`, async (t) => {
    const world = await served(t);
    const { url, provider, browser } = world;
    provider.person = ADA;
    const { way } = await browser.open(url + START, ({ pathname }) => pathname === CALLBACK);
    const callback = way.at(-1) as URL;
    await forge(callback, world);
    const { way: after } = await browser.open(callback.href, isPage(url));
    assert.match(after.at(-1)?.href ?? '', /\/login\?failed=access\.(sign-in-expired|provider-failed)$/);
    assert.equal(browser.cookie(url, 'gatehouse'), undefined);
  });
}

test('an answer is good once', async (t) => {
  const { url, provider, browser } = await served(t);
  provider.person = ADA;
  const { way } = await browser.open(url + START, ({ pathname }) => pathname === CALLBACK);
  const flow = browser.cookie(url, 'gatehouse-oidc') ?? '';
  const callback = way.at(-1)?.href ?? '';
  const again = () => fetch(callback, { redirect: 'manual', headers: { cookie: `gatehouse-oidc=${flow}` } });
  assert.equal((await again()).headers.get('location'), '/');
  assert.match((await again()).headers.get('location') ?? '', /failed=access\.provider-failed/);
});

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil',
  'javascript:1',
];

for (const to of [...elsewhere, '/api/v1/session/oidc/start', '/ä', '']) {
  test(`the way back to ${JSON.stringify(to)} is the way to the first page`, async (t) => {
    const { url, provider, browser } = await served(t);
    provider.person = ADA;
    const { way } = await browser.open(`${url}${START}?to=${encodeURIComponent(to)}`, isPage(url));
    assert.equal(way.at(-1)?.href, `${url}/`);
  });
}

test('without a provider the way ends at the login page', async (t) => {
  const access = await sampleAccess(t);
  const app = await runApp({
    routes: accessRoutes(access, { baseUrl: () => '' }),
    authenticator: access.authenticator,
  });
  t.after(() => app.stop(0));
  for (const path of [START, CALLBACK]) {
    const answer = await fetch(app.url + path, { redirect: 'manual' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/login?failed=access.no-provider']);
  }
  const methods = (await (await fetch(`${app.url}/api/v1/session/methods?failed=x`)).json()) as object;
  assert.deepEqual(methods, { needsSetup: true, oidc: null, problem: null });
});

interface World {
  readonly url: string;
  readonly provider: IdentityProvider;
  readonly access: SampleAccess;
  readonly audit: AuditEntry[];
  readonly browser: Browser;
  readonly whoIs: () => Promise<Readonly<Record<string, unknown>>>;
}

async function served(t: TestContext): Promise<World> {
  let url = '';
  const provider = await startProvider(t, () => url + CALLBACK);
  const settings = {
    ...{ name: 'Company login', issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret },
    ...{ scope: 'openid profile', groupsClaim: 'groups', grants: GRANTS },
  };
  const access = await sampleAccess(t, { provider: { settings, baseUrl: () => url, onTrouble: () => undefined } });
  const audit: AuditEntry[] = [];
  const sink = {
    append: async (entry: AuditEntry) => {
      audit.push(entry);
      return { sequence: 0, hash: '' };
    },
  };
  const routes = accessRoutes(access, { baseUrl: () => url });
  const app = await runApp({ routes, authenticator: access.authenticator, audit: sink });
  t.after(async () => {
    await app.stop(0);
    assert.deepEqual(app.errors, []);
  });
  ({ url } = app);
  const browser = new Browser();
  const whoIs = async () =>
    (await (await browser.open(`${url}/api/v1/session`)).response.json()) as Record<string, unknown>;
  return { url, provider, access, audit, browser, whoIs };
}

/** Back from the API: where the browser would show something. */
function isPage(url: string): (at: URL) => boolean {
  return ({ origin, pathname }) => origin === url && !pathname.startsWith('/api/');
}
