/** Gateways and catalog: a new server teaches its first step; lines that are sent show up; pasted ones are explained. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, missingBrowser, openPage, startBrowser } from './browser.js';
import { ServedPage } from './served-page.js';

const GOOD = (number: number) =>
  `<134> 03/17/2026:08:00:00 GMT gw-paris 0-PPE-1 : default SSLVPN LOGIN ${number} 0 : Context ann@192.0.2.10 - SessionId: 77 - ` +
  'User ann - Client_ip 192.0.2.10 - Nat_ip "Mapped Ip" - Vserver 203.0.113.5:443 - Browser_type "Workspace" - ' +
  'SSLVPN_client_type ICA - Group(s) "N/A"\n';
const ODD = 'this is nothing that a gateway writes\n';

interface World {
  readonly served: ServedPage;
  readonly page: Page;
}

test('the page: gateways and catalog', { skip: missingBrowser() }, async (context) => {
  const served = await ServedPage.start({ isOpen: true });
  context.after(() => served.stop());
  const browser = await startBrowser();
  context.after(() => browser.close());
  const { page, complaints } = await openPage(browser, { colorScheme: 'dark' });
  for (const [name, story] of Object.entries(STORIES)) await context.test(name, () => story({ served, page }));
  await context.test('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual(complaints, []);
  });
});

const STORIES: Readonly<Record<string, (world: World) => Promise<void>>> = {
  'a new server says how to send the first line': firstSteps,
  'what is sent is seen: rate, reading, gaps in the numbers, and the defects lead to their events': watchSource,
  'coverage is shown for each device and kind of event, down to fields and the line': proveCoverage,
  'the mapping guide is searched, also by the names that others have for a field': searchGuide,
  'the catalog says what is read, has the commands with the address of a listener, and takes wishes': useCatalog,
  'pasted lines are explained, each part with its field and its rule': explainLines,
};

async function firstSteps({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/gateways`);
  await page.getByRole('heading', { name: 'Nothing has arrived yet' }).waitFor();
  const address = await sourceAddress(page);
  const command = (await page.locator('.steps pre').first().textContent()) ?? '';
  assert.ok(command.includes(`nc -w 1 127.0.0.1 ${address.split(':')[1]}`), command);
  assert.deepEqual(await accessibilityProblems(page), []);
  for (const path of ['overview', 'search?q=userName: ann', 'sessions', 'people', 'map']) {
    await page.goto(`${served.url}/${path}`);
    await page.getByRole('heading', { name: 'Nothing has arrived yet' }).waitFor();
  }
  await page.goto(`${served.url}/gateways`);
}

async function watchSource({ served, page }: World): Promise<void> {
  const [host = '', port = ''] = (await sourceAddress(page)).split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  for (const number of [1, 2, 3, 6, 7]) socket.write(GOOD(number));
  socket.end(ODD);
  await page.getByRole('row', { name: /only.*receiving.*83 %/ }).waitFor();
  await page.getByRole('button', { name: 'only' }).click();
  assert.match(page.url(), /source=only/);
  await page.getByRole('row', { name: /gw-paris.*2/ }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('link', { name: 'unrecognised' }).click();
  await page.getByText('this is nothing that a gateway writes').first().waitFor();
  await page.goto(`${served.url}/gateways`);
  await page.getByRole('row', { name: /only.*receiving/ }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Nothing has arrived yet' }).count(), 0);
}

async function proveCoverage({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/gateways?from=*`);
  await page.getByText('6 events', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'gw-paris' }).click();
  await page.getByRole('button', { name: 'SSLVPN LOGIN' }).click();
  await page.getByText('userName 100 %').waitFor();
  assert.match(page.url(), /kind=SSLVPN\/LOGIN/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page
    .getByRole('row', { name: /SSLVPN LOGIN 5/ })
    .getByRole('link', { name: 'show' })
    .click();
  await page.getByRole('complementary', { name: 'Event' }).waitFor();
  await page.getByRole('row', { name: /ann/ }).first().waitFor();
}

async function searchGuide({ served, page }: World): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${served.url}/catalog?part=guide`);
  await page.getByText(/^\d+ tokens$/).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('source.ip');
  await page.getByText(/^\d+ tokens? of \d+$/).waitFor();
  await page.getByRole('link', { name: 'sourceIpv4' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'userDepartment' }).count(), 0);
  assert.match(page.url(), /q=source\.ip/);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('xyzzy');
  await page.getByText('No field is called so').waitFor();
}

async function useCatalog({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/catalog`);
  await page.getByRole('button', { name: /kinds of events/ }).click();
  await page.getByLabel('Find an event, label or token').fill('ICAEND_CONNSTAT');
  await page.getByRole('row', { name: /ICAEND_CONNSTAT.*inByte/ }).waitFor();
  assert.equal(await page.getByRole('row', { name: /^LOGOUT/ }).count(), 0);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('tab', { name: 'Set-up' }).click();
  await page.getByText(/add audit syslogAction gatehouse 127\.0\.0\.1 -serverPort \d+/).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole('tab', { name: 'Not in the list?' }).click();
  await page.getByLabel('Vendor').fill('Acme');
  await page.getByLabel('Product').fill('<b>VPN</b>');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByRole('row', { name: /Acme <b>VPN<\/b> 1/ }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
}

async function explainLines({ served, page }: World): Promise<void> {
  await page.goto(`${served.url}/catalog?part=bench`);
  await page.getByLabel('Lines of a log').fill(GOOD(1) + ODD);
  await page.keyboard.press('Control+Enter');
  await page.getByText('2 lines: 1 fully mapped, 1 not recognised').waitFor();
  await page.getByRole('row', { name: /userName ann ann LOGIN\/User/ }).hover();
  assert.equal(await page.locator('.raw-value.is-pointed').first().textContent(), 'ann');
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.setViewportSize({ width: 390, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} wide in a window of 390`);
}

async function sourceAddress(page: Page): Promise<string> {
  const text = (await page.getByRole('row', { name: /^only/ }).textContent()) ?? '';
  return /tcp on (127\.0\.0\.1:\d+)/.exec(text)?.[1] ?? '';
}
