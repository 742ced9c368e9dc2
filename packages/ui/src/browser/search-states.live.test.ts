/** The search page in each of its states, in both themes: readable by everybody (axe-core), and no text of a log more than text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, darkProblems, missingBrowser } from './browser.js';
import {
  BURST,
  DAY,
  foundCount,
  HOSTILE_USER,
  loginFailed,
  ready,
  type SearchFixture,
  startSearch,
} from './search-fixture.js';

const burst = `q=userName: ${BURST.user}`;

/** A state, and how it is reached from its address. */
const states: readonly (readonly [name: string, address: string, reach: (page: Page) => Promise<unknown>])[] = [
  ['all events', '/search?$day', ready],
  ['a query in parts, one of them off', `/search?$day&${burst}&off=eventName: LOGIN`, ready],
  ['an event', `/search?$day&${burst}`, openFirst],
  ['what was around an event', `/search?$day&${burst}`, (page) => openTab(page, 'Around it')],
  ['an event as JSON', `/search?$day&${burst}`, (page) => openTab(page, 'JSON')],
  ['nothing found', '/search?$day&q=userName: nobody.at.all', (page) => page.getByText('No event matches').waitFor()],
  ['a query that cannot be read', '/search?$day&q=eventName: (', (page) => page.getByRole('alert').first().waitFor()],
  ['the completion', '/search?$day', openCompletion],
  ['the time range', '/search?$day', (page) => page.locator('.time-button').click()],
  ['the palette', '/search?$day', openPalette],
  ['the keys', '/search?$day', openHelp],
  ['the menu of the person', '/search?$day', (page) => page.getByRole('button', { name: /No login/ }).click()],
  ['live', '/search?live=yes', (page) => page.getByText('Waiting for events').waitFor()],
];

test('the page: states of the search', { skip: missingBrowser() }, async (context) => {
  const fixture = await startSearch(context);
  for (const [name, address, reach] of states)
    await context.test(name, async () => {
      const { page, complaints } = await fixture.open(address.replace('$day', DAY), { colorScheme: 'light' });
      await reach(page);
      assert.deepEqual(await accessibilityProblems(page), []);
      assert.deepEqual(await darkProblems(page), []);
      assert.deepEqual(complaints, []);
      await page.context().close();
    });
  for (const [name, run] of rows) await context.test(name, () => run(fixture));
});

const rows: readonly (readonly [name: string, run: (fixture: SearchFixture) => Promise<void>])[] = [
  [
    'on a telephone: a list, an event over it, and the fields in front',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&${burst}`, { viewport: { width: 390, height: 844 } });
      await ready(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      const results = page.getByRole('grid', { name: 'Events' });
      assert.equal(await results.evaluate((grid) => grid.scrollWidth > grid.clientWidth), false);
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.getByRole('button', { name: 'Fields' }).click();
      await page.getByRole('dialog', { name: 'Fields' }).getByRole('button', { name: 'eventName' }).first().waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await openFirst(page);
      assert.deepEqual(await accessibilityProblems(page), []);
    },
  ],
  [
    'hostile text stays text, with what cannot be seen shown by name',
    async ({ open }) => {
      const { page, complaints } = await open(`/search?${DAY}&q=sourceIpv4: 203.0.113.99`);
      await foundCount(page, /^1 event/);
      const cell = page.locator('.results-body .result-row').getByRole('gridcell').nth(3);
      assert.equal(await cell.locator('bdi').first().textContent(), HOSTILE_USER.replace('\u202e', 'RLO'));
      await openFirst(page);
      assert.equal(await page.locator('.page img').count(), 0);
      assert.equal((await page.locator('.odd', { hasText: 'RLO' }).count()) >= 3, true);
      assert.deepEqual(complaints, []);
    },
  ],
  [
    'live: what comes is shown at the top, and waits while somebody reads',
    async ({ open, served }) => {
      const { page } = await open('/search?live=yes&q=userName: livia');
      await page.locator('.live-open').waitFor();
      await served.send([loginFailed('09:00:00', 'livia', '192.0.2.50')]);
      await page.locator('.results-body .result-row').first().click();
      await page.getByRole('complementary', { name: 'Event' }).waitFor();
      await served.send([loginFailed('09:00:01', 'livia', '192.0.2.51')]);
      const news = page.getByRole('button', { name: '1 new' });
      await news.waitFor();
      assert.equal(await page.locator('.results-body .result-row').count(), 1);
      await news.click();
      await page.locator('.results-body .result-row').nth(1).waitFor();
    },
  ],
  [
    'a server that is gone is told, and asked again',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}`);
      await ready(page);
      await page.route('**/api/v1/events/search', (route) => route.abort());
      await page.keyboard.press('r');
      await page.getByRole('alert').getByText('gatehouse serve').first().waitFor({ timeout: 30_000 });
      await page.unroute('**/api/v1/events/search');
      await page.getByRole('button', { name: 'Try again' }).first().click();
      await ready(page);
    },
  ],
];

async function openFirst(page: Page): Promise<void> {
  await page.locator('.results-body .result-row').first().click();
  await page.locator('.raw-value').first().waitFor();
}

async function openTab(page: Page, name: string): Promise<void> {
  await openFirst(page);
  await page.getByRole('tab', { name }).click();
  await page.locator('.around-list[aria-busy=false], .event-json').waitFor();
}

async function openCompletion(page: Page): Promise<void> {
  await ready(page);
  await page.keyboard.press('/');
  await page.keyboard.type('user');
  await page.locator('.cm-completionLabel').first().waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to, find, run' }).fill('203.0.113.66');
  await page.getByRole('option', { name: /Events with/ }).waitFor();
}

async function openHelp(page: Page): Promise<void> {
  await ready(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
}
