/** Administration: somebody is added with a role and refused what they may not see; tokens, customers, and what the audit says of all that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, missingBrowser, openPage, startBrowser } from './browser.js';
import { ServedPage } from './served-page.js';

const PASSWORD = 'a sentence is easy to keep';
const LINE =
  'Mar 17 08:00:00 <local0.info> 192.0.2.1 03/17/2026:08:00:00 GMT gw-paris 0-PPE-1 : default SSLVPN LOGIN 1001 0 : ' +
  'Context ann@192.0.2.10 - SessionId: 77 - User ann - Client_ip 192.0.2.10 - Nat_ip "Mapped Ip" - Vserver 203.0.113.5:443 - ' +
  'Browser_type "Workspace" - SSLVPN_client_type ICA - Group(s) "N/A"\n';
const SECOND_CUSTOMER = '  - { id: branch, kind: udp, port: 0, customerId: branch }';

const CONFIGURED = {
  configuration: [SECOND_CUSTOMER, 'enrich: { folder: enrich }'],
  files: {
    'enrich/sites.csv': 'network,name,country,city,latitude,longitude\n10.0.0.0/8,Vienna,Austria,Vienna,48.21,16.37\n',
    'enrich/watch/vip.txt': 'ann\n10.0.0.300\n',
  },
};

interface World {
  readonly served: ServedPage;
  /** The administrator's page, and that of whom they add. */
  readonly page: Page;
  readonly theirs: Page;
}

test('the page: administration', { skip: missingBrowser() }, async (context) => {
  const served = await ServedPage.start({ isOpen: false, log: LINE, ...CONFIGURED });
  context.after(() => served.stop());
  const browser = await startBrowser();
  context.after(() => browser.close());
  const { page, complaints } = await openPage(browser, { colorScheme: 'dark' });
  const guest = await openPage(browser, { colorScheme: 'light', viewport: { width: 390, height: 800 } });
  await page.goto(served.url + (await served.setupPath()));
  await choosePassword(page, 'ada');
  for (const [name, story] of Object.entries(STORIES))
    await context.test(name, () => story({ served, page, theirs: guest.page }));
  await context.test('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual([...complaints, ...guest.complaints], []);
  });
});

const STORIES: Readonly<Record<string, (world: World) => Promise<void>>> = {
  'a user is added with a role and a customer; the link for the password is shown once': addUser,
  'they see nothing of other customers, and are told who administration is for': seeNothingOfOthers,
  'the audit shows who was refused, can be searched, and its chain is whole': readAudit,
  'their role is changed; disabled, they are out at once': changeAndDisable,
  'the last administrator cannot be removed, and the page says why': keepLastAdministrator,
  'a token is shown once, does what it may and no more, and is refused when it is revoked': useToken,
  'each table says how much is in it, when it was read, and what is wrong with it': showTables,
  'everybody has a page of their own: what they are, other sessions, tokens, the password': ownAccount,
  'what is known of an address is told, with what it rests on': testValue,
  'what there is of each month is shown, and that it is kept': showRetention,
  'a customer is added and removed; one of the configuration can only be renamed': renameCustomer,
};

async function addUser({ page, theirs }: World): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.getByRole('heading', { name: 'Administration' }).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.type('rivka');
  await page.getByLabel('viewer').check();
  await page.getByLabel('only these').check();
  await page.getByLabel('branch').check();
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const link = (await page.getByRole('dialog').locator('pre').textContent()) ?? '';
  assert.match(link, /\/password#token=/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: /rivka.*no password yet/ }).waitFor();
  await theirs.goto(link);
  await choosePassword(theirs);
}

async function seeNothingOfOthers({ served, theirs }: World): Promise<void> {
  await theirs.goto(`${served.url}/search?from=*`);
  await theirs.getByRole('heading', { name: 'No event matches' }).waitFor();
  assert.equal(await theirs.getByRole('link', { name: 'Admin' }).count(), 0);
  await theirs.goto(`${served.url}/administration?part=audit`);
  await theirs.getByRole('heading', { name: 'This page is for administrators' }).waitFor();
  assert.equal(await theirs.evaluate(() => fetch('/api/v1/users').then(({ status }) => status)), 403);
  assert.deepEqual(await accessibilityProblems(theirs), []);
}

async function readAudit({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?part=audit&action=denied`);
  await page.getByRole('row', { name: /rivka.*GET \/api\/v1\/users/ }).waitFor();
  await page.getByLabel('Query').fill('userName: nobody');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing was recorded that fits').waitFor();
  assert.match(page.url(), /q=userName:\+nobody/);
  await page.getByLabel('Query').fill('userName: (');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByRole('row', { name: /rivka/ }).getByRole('button').click();
  await page.getByText('Hash of the one before', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await page.getByText(/Intact: \d+ records/).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
}

async function changeAndDisable({ served, page, theirs }: World): Promise<void> {
  await page.goto(`${served.url}/administration?user=rivka`);
  await page.getByLabel('analyst').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('rivka is changed').waitFor();
  await page.getByRole('heading', { name: 'Signed in', exact: true }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('button', { name: 'Let in again' }).waitFor();
  await theirs.goto(`${served.url}/search`);
  await theirs.getByRole('button', { name: 'Sign in' }).waitFor();
}

async function keepLastAdministrator({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?user=ada`);
  await page.getByRole('button', { name: 'Remove …' }).click();
  await page.getByRole('button', { name: 'Remove ada' }).click();
  assert.match((await page.getByRole('alert').textContent()) ?? '', /last administrator.*make somebody else one first/);
}

async function useToken({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?part=tokens`);
  await page.getByRole('heading', { name: 'There is no token' }).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.type('dashboard');
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('button', { name: 'Make', exact: true }).click();
  const secret = (await page.getByRole('dialog').locator('pre').first().textContent()) ?? '';
  const ask = async (path: string) =>
    (await fetch(`${served.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${secret}` } })).status;
  assert.deepEqual([await ask('model'), await ask('users')], [200, 403]);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Revoke dashboard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke dashboard' }).click();
  await page.getByRole('heading', { name: 'There is no token' }).waitFor();
  assert.equal(await ask('model'), 401);
}

async function renameCustomer({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?part=customers`);
  await page.getByRole('button', { name: 'branch' }).click();
  await page.getByText('The configuration attributes events to it').waitFor();
  await page.getByLabel('Name').fill('The branch');
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('button', { name: 'The branch' }).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.type('acme');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'acme' }).click();
  await page.getByRole('button', { name: 'Remove acme' }).click();
  await page.getByText('acme is removed').waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
}

async function showTables({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?part=enrichment`);
  await page.getByRole('row', { name: /sites\.csv .*sites .*1 .*in use/ }).waitFor();
  await page.getByRole('row', { name: /vip\.txt .*watch list .*1 .*is no address and no network/ }).waitFor();
  await page.getByRole('row', { name: /dbip-city-ipv4\.mmdb .*places/ }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
}

async function ownAccount({ served, page, theirs }: World): Promise<void> {
  await page.goto(`${served.url}/administration?user=rivka`);
  await page.getByRole('button', { name: 'Let in again' }).click();
  await page.getByRole('button', { name: 'Disable' }).waitFor();
  await theirs.getByLabel('Name', { exact: true }).fill('rivka');
  await theirs.getByLabel('Password').fill(PASSWORD);
  await theirs.keyboard.press('Enter');
  await theirs.getByRole('button', { name: /rivka/ }).click();
  await theirs.getByRole('menuitem', { name: 'Your account' }).click();
  await theirs.getByText('analyst: also exports').waitFor();
  assert.deepEqual(await accessibilityProblems(theirs), []);
  assert.equal(await theirs.evaluate(() => document.documentElement.scrollWidth), 390);
  await theirs.getByRole('button', { name: 'Make a token' }).click();
  await theirs.getByLabel('Name', { exact: true }).fill('script');
  await theirs.getByRole('button', { name: 'Make', exact: true }).click();
  await theirs.getByRole('button', { name: 'Done' }).click();
  await theirs.getByRole('row', { name: /script/ }).waitFor();
  await theirs.getByRole('button', { name: 'Revoke script' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: 'Revoke script' }).click();
  await theirs.getByText('None. With a token').waitFor();
  await theirs.getByLabel('Present password').fill('not this one at all');
  await theirs.getByLabel('New password').fill(`${PASSWORD} again`);
  await theirs.getByRole('button', { name: 'Change the password' }).click();
  await theirs
    .getByRole('alert')
    .getByText(/name or password is wrong/)
    .waitFor();
  await theirs.getByLabel('Present password').fill(PASSWORD);
  await theirs.getByRole('button', { name: 'Change the password' }).click();
  await theirs.getByText('The password is changed; all other sessions have ended').waitFor();
  await theirs.getByRole('row', { name: /this one/ }).waitFor();
  await theirs.getByRole('button', { name: 'Make a token' }).click();
}

async function showRetention({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?part=retention`);
  await page.getByText('Everything is kept.').waitFor();
  await page.getByRole('row', { name: /^2026-03 1 [\d.]+ KB never$/ }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
}

async function testValue({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/administration?part=enrichment`);
  await page.getByLabel('Address or user').fill('10.1.2.3');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /side of the border local internalNetworks/ }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
}

async function choosePassword(page: Page, name?: string): Promise<void> {
  if (name !== undefined) await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}
