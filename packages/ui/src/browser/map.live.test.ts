/** The map: where events come from, the same in a table, and where both lead. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, missingBrowser, overflowOf } from './browser.js';
import { type OpenedTraffic, openTraffic } from './opened-traffic.js';
import type { ServedPage } from './served-page.js';
import { generateTraffic, TRAFFIC_DAY } from './traffic.js';

let opened: OpenedTraffic;
let served: ServedPage;
let page: Page;

describe('the map', { skip: missingBrowser() }, () => {
  before(async () => {
    const { log } = generateTraffic({ events: 4000, scenarios: 'normal,burst' });
    opened = await openTraffic(log);
    ({ served, page } = opened);
  });
  after(() => opened.close());
  describe('of all events', ofAll);
  describe('of some', ofSome);
  it('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual(opened.complaints, []);
  });
});

function places() {
  return page.getByRole('region', { name: 'Places' }).getByRole('row');
}

function ofAll(): void {
  it('says what is missing when nothing has a place', async () => {
    await page.goto(`${served.url}/map`);
    await page.getByText('No event satisfies this in this range').waitFor();
    await page.getByRole('button', { name: 'All time' }).click();
    await places().nth(1).waitFor();
  });

  it('has land, a circle for each place of the table, and arcs to the gateways', async () => {
    await page.locator('.world-land').waitFor({ state: 'attached' });
    const rows = (await places().count()) - 1;
    assert.ok(rows >= 3, `${rows} places`);
    assert.equal(await page.locator('.world-spot').count(), rows);
    await page.locator('.world-arc').first().waitFor({ state: 'attached' });
    await page.locator('.world-goal', { hasText: 'Vienna (203.0.113.1)' }).waitFor();
  });

  for (const theme of ['dark', 'light'] as const)
    it(`has nothing wrong for axe, ${theme}`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      assert.deepEqual(await accessibilityProblems(page), []);
    });

  it('shows the whole world when asked to, and says so in the address', async () => {
    const near = await page.locator('.world-land').getAttribute('d');
    await page.getByLabel('Whole world').check();
    await page.waitForFunction((before) => document.querySelector('.world-land')?.getAttribute('d') !== before, near);
    assert.equal(new URL(page.url()).searchParams.get('view'), 'world');
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await overflowOf(page), 0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
}

function ofSome(): void {
  it('is of the query and the time in the address', async () => {
    await page.goto(`${served.url}/map?from=${TRAFFIC_DAY}&to=${TRAFFIC_DAY}&q=geoSourceCountry: Brazil`);
    await page.getByRole('link', { name: 'Recife, Brazil' }).waitFor();
    assert.equal(await places().count(), 2);
  });

  it('a circle leads to its events', async () => {
    await page.locator('.world-spot').click();
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    const query = new URL(page.url()).searchParams.get('q') ?? '';
    assert.match(query, /geoSourceCity: `?Recife/);
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).waitFor();
  });

  it('an arc leads to the events of its place that came to its gateway, within the query', async () => {
    await page.goto(`${served.url}/map?from=${TRAFFIC_DAY}&to=${TRAFFIC_DAY}&q=outcome: Failure`);
    const arc = page.locator('.world-way').filter({ hasText: /^Recife, Brazil → Vienna/ });
    await arc.waitFor({ state: 'attached' });
    await arc.dispatchEvent('click');
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    const query = new URL(page.url()).searchParams.get('q') ?? '';
    assert.match(query, /^outcome: Failure .*virtualSystem: 203\.0\.113\.1\b.*geoSourceCity: `?Recife/);
    await page.goBack();
  });

  it('the table leads to the same, and is gone through with the keys', async () => {
    const cell = page.getByRole('row', { name: /^Recife/ }).getByRole('link', { name: /^Vienna/ });
    assert.match((await cell.getAttribute('href')) ?? '', /virtualSystem/);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    await page.goBack();
  });

  it('a query that cannot be read is answered with its remedy', async () => {
    await page.goto(`${served.url}/map`);
    await page.getByLabel('Query').fill('userName: (');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
  });
}
