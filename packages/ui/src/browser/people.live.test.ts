/** People and addresses, and the story of an alarm elsewhere: who was on this address at that time? */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VpnUser } from '@gatehouse/model';
import type { Page } from 'playwright-core';
import { accessibilityProblems, missingBrowser, overflowOf } from './browser.js';
import { type OpenedTraffic, openTraffic } from './opened-traffic.js';
import type { ServedPage } from './served-page.js';
import { generateTraffic, type Truth } from './traffic.js';

let opened: OpenedTraffic;
let served: ServedPage;
let page: Page;
/** A connection through an address that the gateway had given to somebody. */
let line: Required<Pick<Truth, 'userName' | 'natSourceIP' | 'eventTime'>>;
let account: string;

describe('who was on this address?', { skip: missingBrowser() }, () => {
  before(async () => {
    const { log, truths } = generateTraffic({ events: 6000, days: 14, scenarios: 'normal,roaming' });
    line = insideLine(truths);
    account = line.userName.replace(/^.*\\|@.*$/g, '').toLowerCase();
    opened = await openTraffic(log);
    ({ served, page } = opened);
  });
  after(() => opened.close());
  describe('an address', anAddress);
  describe('a person', aPerson);
  describe('addresses', theIndex);
  it('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual(opened.complaints, []);
  });
});

function insideLine(truths: readonly Truth[]): typeof line {
  for (const { eventName, userName, natSourceIP, eventTime } of truths)
    if (eventName === 'TCPCONNSTAT' && userName !== undefined && natSourceIP !== undefined && eventTime !== undefined)
      return { userName, natSourceIP, eventTime };
  throw new Error('the generator has no connection with an inside address');
}

function anAddress(): void {
  it('is pasted into the palette, from any page', async () => {
    await page.goto(`${served.url}/overview`);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(line.natSourceIP);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: line.natSourceIP }).waitFor();
    assert.match(page.url(), new RegExp(`/addresses/${line.natSourceIP}$`));
  });

  it('has nobody now, and says when it had somebody', async () => {
    await page.getByText('Nobody is known to have been on it').waitFor();
    await page.getByRole('list', { name: 'Sessions on it' }).getByRole('link').first().waitFor();
  });

  it('had this user then, for certain', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(line.eventTime.replace('.000Z', ''));
    await page.keyboard.press('Enter');
    const answer = page.getByRole('region', { name: 'Who was on it' });
    await answer.getByRole('heading', { name: `${account} was on it` }).waitFor();
    await answer.getByRole('cell', { name: 'certain' }).first().waitFor();
    assert.match(page.url(), /\?at=2026-/);
  });

  it('shows how dense its sessions are, and a part that is drawn over alone', async () => {
    await page.locator('.session-row .session-bar').first().waitFor({ state: 'attached' });
    const widths = await page
      .locator('.session-row .session-bar')
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    assert.ok(widths.length > 0 && widths.every((width) => width >= 3));
    const all = await page.getByRole('list', { name: 'Sessions on it' }).getByRole('link').count();
    await page.locator('.bars-area path').first().waitFor({ state: 'attached' });
    const area = await page.locator('.bars-area').boundingBox();
    assert.ok(area);
    await page.mouse.move(area.x + 2, area.y + 20);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width / 8, area.y + 20, { steps: 3 });
    await page.mouse.up();
    await page.getByRole('heading', { name: 'Sessions in a part of the time' }).waitFor();
    assert.match(page.url(), /from=2026-.*to=2026-/);
    assert.ok((await page.getByRole('list', { name: 'Sessions on it' }).getByRole('link').count()) <= all);
    await page.getByRole('button', { name: 'All the time' }).click();
    await page.getByRole('heading', { name: 'Sessions at any time' }).waitFor();
  });

  it('says what its events are enriched with, and why', async () => {
    const why = page.getByRole('region', { name: 'Decisions' });
    await why.getByRole('row').nth(1).waitFor();
  });

  isAccessible();

  it('refuses what is no address, and says so', async () => {
    await page.goto(`${served.url}/addresses/nowhere`);
    await page.getByRole('alert').first().waitFor();
    await page.goBack();
  });

  it('has evidence: the very line', async () => {
    await page.getByRole('link', { name: 'the line' }).first().click();
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    await page.getByText(line.natSourceIP).first().waitFor();
    await page.goBack();
  });
}

function theIndex(): void {
  it('asks for the address, and leads to it', async () => {
    await page.goto(`${served.url}/addresses`);
    await page.getByRole('heading', { name: 'Addresses' }).waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.keyboard.press('/');
    await page.keyboard.type(line.natSourceIP);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: line.natSourceIP }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Addresses' }).waitFor();
  });

  it('offers those that were used lately, with who was on them', async () => {
    const lately = page.getByRole('region', { name: 'Used lately' });
    await lately.getByRole('link').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Who was on it' }).waitFor();
    assert.match(page.url(), /at=2026-/);
  });
}

function aPerson(): void {
  it('is two keys from the address', async () => {
    await page.getByRole('region', { name: 'Sessions on this address' }).getByRole('link').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: account }).waitFor();
    await page.getByRole('region', { name: 'Countries' }).getByRole('link').first().waitFor();
    await page.getByRole('list', { name: 'Sessions' }).getByText(account).first().waitFor();
  });

  isAccessible();

  it('says the same as the command line: sessions, traffic, failures, what is new', async () => {
    const { totals, failures } = (await (await fetch(`${served.url}/api/v1/people/${account}`)).json()) as VpnUser;
    const facts = page.getByRole('region', { name: 'In short' });
    await facts.getByText(new RegExp(`^${totals.sessions}(?:, \\d+ open now)?, `)).waitFor();
    await facts.getByText(failures.count === 0 ? 'never' : new RegExp(`^${failures.count} times?, the last`)).waitFor();
    await page.getByRole('heading', { name: /^New in the week up to 2026-/ }).waitFor();
  });

  it('leads to the sessions from one place', async () => {
    await page.getByRole('region', { name: 'Countries' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    await page.getByRole('list', { name: 'Sessions' }).getByRole('link').first().waitFor();
    await page.goBack();
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('region', { name: 'Countries' }).waitFor();
    assert.equal(await overflowOf(page), 0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('who is nobody is said to be so', async () => {
    await page.goto(`${served.url}/people/nobody-of-this-name`);
    await page.getByRole('alert').waitFor();
  });

  it('is found in the list of those who were in lately', async () => {
    await page.goto(`${served.url}/people`);
    await page.getByRole('region', { name: 'In lately' }).getByRole('link').first().waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByLabel('User name').fill(line.userName);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'In short' }).waitFor();
  });
}

function isAccessible(): void {
  for (const theme of ['dark', 'light'] as const)
    it(`has nothing wrong for axe, ${theme}`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      assert.deepEqual(await accessibilityProblems(page), []);
    });
}
