/** Coming in: the first administrator, signing in and out, what a browser is told meanwhile, and made-up traffic to look around. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, darkProblems, missingBrowser, openPage, startBrowser } from './browser.js';
import { ServedPage } from './served-page.js';

const REAL_LINE =
  '<134> 03/17/2026:08:00:00 GMT gw-paris 0-PPE-1 : default SSLVPN LOGIN 1 0 : Context realann@192.0.2.10 - SessionId: 1 - ' +
  'User realann - Client_ip 192.0.2.10 - Vserver 203.0.113.5:443 - Group(s) "N/A"';
const PASSWORD = 'a sentence is easy to keep';

/** Nobody answers there. */
const PROVIDER = `name: Company login
issuer: http://127.0.0.1:9
clientId: gatehouse
grants: [{ group: soc, role: viewer, tenants: all }]
`;

test('the page: coming in', { skip: missingBrowser() }, async (context) => {
  const served = await ServedPage.start({
    isOpen: false,
    configuration: ['access: { oidc: oidc.yaml }'],
    files: { 'oidc.yaml': PROVIDER },
  });
  context.after(() => served.stop());
  const browser = await startBrowser();
  context.after(() => browser.close());
  const { page, complaints } = await openPage(browser);

  await context.test('nobody can sign in yet, and the page says how to begin', async () => {
    await page.goto(`${served.url}/search?q=wiki`);
    await page.getByText('there is no user').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  await context.test('a short password is refused with its remedy', async () => {
    await page.goto(served.url + (await served.setupPath()));
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.getByLabel('Password').evaluate((field) => field.removeAttribute('minlength'));
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Begin' }).click();
    assert.match((await page.getByRole('alert').textContent()) ?? '', /12/);
    assert.deepEqual(await accessibilityProblems(page), []);
  });

  await context.test('the link makes the first administrator, who is in at once', async () => {
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    assert.doesNotMatch(page.url(), /token/);
  });

  await context.test('signing out shows the login; a wrong password is told from nothing else', async () => {
    await page.getByRole('button', { name: /ada/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.getByLabel('Password').fill('not this one, surely');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
  });

  await context.test('signing in leads to where one wanted to go', async () => {
    await page.goto(`${served.url}/search?q=wiki`);
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    assert.match(page.url(), /\/search\?q=wiki$/);
  });

  await otherWaysIn(context, { page, served });
  await madeUpTraffic(context, { page, served });

  await context.test('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual(complaints, []);
  });
});

async function otherWaysIn(context: TestContext, { page, served }: { page: Page; served: ServedPage }): Promise<void> {
  await context.test('a link lets somebody choose a password, whoever is signed in', async () => {
    const link = await page.evaluate(async () => {
      const { csrfToken } = (await (await fetch('/api/v1/session')).json()) as { readonly csrfToken: string };
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
      const body = JSON.stringify({ login: 'bert', role: 'viewer', tenants: [] });
      await fetch('/api/v1/users', { method: 'POST', headers, body });
      const made = await fetch('/api/v1/users/bert/link', { method: 'POST', headers: { 'x-csrf-token': csrfToken } });
      return ((await made.json()) as { readonly link: string }).link;
    });
    assert.ok(link.startsWith(`${served.url}/password#token=`), link);
    await page.goto(link);
    await page.getByLabel('Password').fill(PASSWORD);
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('button', { name: /bert/ }).waitFor();
    assert.doesNotMatch(page.url(), /token/);
  });

  await context.test('a sign-in with the provider that fails ends at the login, which says why', async () => {
    await page.getByRole('button', { name: /bert/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in with Company login' }).click();
    await page.waitForURL(/failed=access\.provider-failed/);
    assert.match((await page.getByRole('alert').textContent()) ?? '', /does not answer as it should: try again/);
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /ada/ }).waitFor();
    assert.match(page.url(), /\/overview$/);
  });

  await context.test('a short link leads where it should, through the login', async () => {
    const link = await page.evaluate(async () => {
      const { csrfToken } = (await (await fetch('/api/v1/session')).json()) as { readonly csrfToken: string };
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
      const body = JSON.stringify({ path: '/search?q=linked' });
      return (await (await fetch('/api/v1/links', { method: 'POST', headers, body })).json()) as {
        readonly url: string;
      };
    });
    await page.context().clearCookies();
    await page.goto(link.url);
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${served.url}/search?q=linked`);
    await page.goto(link.url);
    await page.waitForURL(`${served.url}/search?q=linked`);
    await page.goto(`${served.url}/s/none`);
    await page.getByText('There is no such page').waitFor();
  });
}

async function madeUpTraffic(
  context: TestContext,
  { page, served }: { page: Page; served: ServedPage },
): Promise<void> {
  const title = page.getByRole('heading', { name: 'Nothing has arrived yet' });
  await context.test('a page of a server without events teaches, and shows made-up traffic at a click', async () => {
    await page.goto(`${served.url}/overview`);
    await title.waitFor();
    assert.deepEqual([...(await accessibilityProblems(page)), ...(await darkProblems(page))], []);
    await page.getByRole('button', { name: 'Show it with made-up traffic' }).click();
    await page.getByRole('row', { name: /gw-vie-1/ }).waitFor();
    assert.equal(await title.count(), 0);
    await page
      .getByRole('region', { name: 'Countries' })
      .getByRole('link', { name: /^(Austria|Poland|Kenya)$/ })
      .first()
      .waitFor();
    await page
      .getByRole('region', { name: 'Networks' })
      .getByRole('link', { name: /Example$/ })
      .first()
      .waitFor();
    await page.goto(`${served.url}/search?q=customerId: demonstration&from=*`);
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).waitFor();
    assert.ok((await stored(page)) > 5000);
  });

  await context.test(
    'the page says what of it is made up, and removes it at a click: everything is as before',
    async () => {
      await page.goto(`${served.url}/administration?part=retention`);
      await page.getByText(/[\d\s]+ events of the customer demonstration, which ada has had made up/).waitFor();
      assert.deepEqual([...(await accessibilityProblems(page)), ...(await darkProblems(page))], []);
      await page.goto(`${served.url}/overview`);
      await page.getByRole('row', { name: /gw-vie-1/ }).waitFor();
      await page.getByRole('button', { name: 'Remove the made-up traffic' }).click();
      await page.getByText(/^[1-9]\d+ made-up events and [1-9]\d* sessions are removed$/).waitFor();
      await title.waitFor();
      assert.equal(await stored(page), 0);
      await page.goto(`${served.url}/sessions?from=*`);
      await title.waitFor();
      await page.goto(`${served.url}/administration?part=customers`);
      await page.getByRole('table').waitFor();
      assert.equal(await page.getByText('Demonstration').count(), 0);
    },
  );

  await context.test('the audit has it, and what is real stays when it is shown and removed once more', async () => {
    await page.goto(`${served.url}/administration?part=audit`);
    await page.getByRole('row', { name: /ada.*DELETE \/api\/v1\/demo/ }).waitFor();
    await page.goto(`${served.url}/search?from=*`);
    await page.getByRole('button', { name: 'Show it with made-up traffic' }).click();
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).waitFor();
    await served.send([REAL_LINE]);
    await page.goto(`${served.url}/search?q=userName: realann&from=*&live=yes`);
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).waitFor();
    await page.goto(`${served.url}/overview`);
    await page.getByRole('button', { name: 'Remove the made-up traffic' }).click();
    await page.getByText(/made-up events and \d+ sessions are removed/).waitFor();
    assert.equal(await stored(page), 1);
  });
}

/** Number of all events. */
function stored(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { csrfToken } = (await (await fetch('/api/v1/session')).json()) as { readonly csrfToken: string };
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken };
    const answer = await fetch('/api/v1/events/count', { method: 'POST', headers, body: '{"query":""}' });
    return ((await answer.json()) as { readonly count: number }).count;
  });
}
