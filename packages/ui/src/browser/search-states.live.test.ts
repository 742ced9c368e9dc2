/** The search page in each of its states, in both themes: readable by everybody (axe-core), and no text of a log more than text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, darkProblems, missingBrowser } from './browser.js';
import { limitAnswers } from './partial-answers.js';
import { BURST, DAY, ready, type SearchFixture, startSearch } from './search-fixture.js';

const burst = `q=userName: ${BURST.user}`;

interface State {
  readonly name: string;
  /** Behind `/search?`. */
  readonly address: string;
  readonly reach: (page: Page) => Promise<unknown>;
  /** What is new in it; all of the page takes its time. */
  readonly part?: string;
}

const states: readonly State[] = [
  { name: 'all events', address: DAY, reach: ready },
  {
    name: 'a query in parts, one of them off',
    address: `${DAY}&${burst}&off=eventName: LOGIN`,
    reach: ready,
    part: '.bubbles',
  },
  { name: 'an event', address: `${DAY}&${burst}`, reach: openFirst, part: '.event-panel' },
  {
    name: 'around an event',
    address: `${DAY}&${burst}`,
    reach: (page) => openTab(page, 'Around it'),
    part: '.event-panel',
  },
  {
    name: 'an event as JSON',
    address: `${DAY}&${burst}`,
    reach: (page) => openTab(page, 'JSON'),
    part: '.event-panel',
  },
  {
    name: 'nothing found',
    address: `${DAY}&q=userName: nobody.at.all`,
    reach: (page) => page.getByText('No event matches').waitFor(),
  },
  {
    name: 'a query that cannot be read',
    address: `${DAY}&q=eventName: (`,
    reach: (page) => page.getByRole('alert').first().waitFor(),
    part: '.search',
  },
  { name: 'a search that has reached a limit', address: DAY, reach: reachLimit, part: '.search' },
  { name: 'the completion', address: DAY, reach: openCompletion, part: '.query-bar' },
  {
    name: 'the time range',
    address: DAY,
    reach: (page) => page.locator('.time-button').click(),
    part: '.popover:popover-open',
  },
  { name: 'the palette', address: DAY, reach: openPalette, part: 'dialog[open]' },
  { name: 'the keys', address: DAY, reach: openHelp, part: 'dialog[open]' },
  { name: 'the export', address: DAY, reach: openExport, part: 'dialog[open]' },
  {
    name: 'the menu of the person',
    address: DAY,
    reach: (page) => page.getByRole('button', { name: /No login/ }).click(),
    part: '.popover:popover-open',
  },
  {
    name: 'live',
    address: 'live=yes',
    reach: (page) => page.getByText('Waiting for events').waitFor(),
    part: '.search-main',
  },
];

test('the page: states of the search', { skip: missingBrowser() }, async (context) => {
  const fixture = await startSearch(context);
  for (const { name, address, reach, part } of states)
    await context.test(name, async () => {
      const { page, complaints } = await fixture.open(`/search?${address}`, { colorScheme: 'light' });
      await reach(page);
      assert.deepEqual(await accessibilityProblems(page, part), []);
      assert.deepEqual(await darkProblems(page, part), []);
      assert.deepEqual(complaints, []);
      await page.context().close();
    });
  for (const [name, run] of rows) await context.test(name, () => run(fixture));
});

const rows: readonly (readonly [name: string, run: (fixture: SearchFixture) => Promise<void>])[] = [
  [
    'where a limit was reached, the search goes on when it is told to',
    async ({ open }) => {
      const { page } = await open('/model', { viewport: { width: 390, height: 844 } });
      await limitAnswers(page);
      await page.goto(new URL(`/search?${DAY}`, page.url()).href);
      await ready(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      await page.getByRole('button', { name: 'Search on' }).click();
      await page.getByRole('button', { name: 'Search on' }).waitFor({ state: 'detached' });
    },
  ],
  [
    'on a telephone: a list, an event over it, and the fields in front',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&${burst}`, { viewport: { width: 390, height: 844 } });
      await ready(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      const results = page.getByRole('grid', { name: 'Events' });
      assert.equal(await results.evaluate((grid) => grid.scrollWidth > grid.clientWidth), false);
      assert.deepEqual(await accessibilityProblems(page, '.results'), []);
      await page.getByRole('button', { name: 'Fields' }).click();
      await page.getByRole('dialog', { name: 'Fields' }).getByRole('button', { name: 'eventName' }).first().waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await openFirst(page);
      assert.deepEqual(await accessibilityProblems(page, '.event-panel'), []);
    },
  ],
];

async function reachLimit(page: Page): Promise<void> {
  await limitAnswers(page);
  await page.reload();
  await page.getByText('older than 2026-03-17 03:00:00 is missing').waitFor();
  await page.getByText('The events are not counted. The query takes longer than it may. Ask about a shorter').waitFor();
  await page.getByText(/Values of the newest [\d\s]+ events that match/).waitFor();
  await page.getByText('There are no bars. The query takes longer than it may.').waitFor();
}

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

async function openExport(page: Page): Promise<void> {
  await ready(page);
  await page.keyboard.press('e');
  await page.getByRole('dialog', { name: 'Export' }).waitFor();
}
