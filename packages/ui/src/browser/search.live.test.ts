/** Searching: everything that changes what is searched, with the keys and with the pointer; and that the address says all of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { missingBrowser } from './browser.js';
import { BURST, DAY, foundCount, queryOf, ready, type SearchFixture, startSearch } from './search-fixture.js';

const rows: readonly (readonly [name: string, run: (fixture: SearchFixture) => Promise<void>])[] = [
  [
    'a query is completed while it is typed, and Enter runs it',
    async ({ open }) => {
      const { page, complaints } = await open(`/search?${DAY}`);
      await ready(page);
      await page.keyboard.press('/');
      await page.keyboard.type('eventn');
      await take(page, 'eventName');
      await page.keyboard.type(' LOGIN_F');
      await take(page, 'LOGIN_FAILED');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=/);
      assert.equal(queryOf(page).replace(/\s+/g, ' ').trim(), 'eventName: LOGIN_FAILED');
      await page.getByRole('button', { name: 'Turn around: eventName: LOGIN_FAILED' }).waitFor();
      assert.deepEqual(complaints, []);
    },
  ],

  [
    'a query that cannot be read is told at once, and corrected by a key and by a click',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}`);
      await ready(page);
      await page.keyboard.press('/');
      await page.keyboard.type(`userNme: ${BURST.user} and `);
      await page.locator('.query-problem', { hasText: /missing/ }).waitFor();
      await page.keyboard.press('Alt+Enter');
      await page.locator('.query-problem', { hasText: /There is no token/ }).waitFor();
      await page.getByRole('button', { name: 'Write userName' }).click();
      await page.locator('.query-problem').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=/);
      assert.equal(queryOf(page), `userName: ${BURST.user}`);
      await foundCount(page, /^60 events/);
    },
  ],

  [
    'a link whose query cannot be read offers the correction, which runs at once',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=outcome: Sucess and userNme: ${BURST.user}`);
      await page.getByRole('button', { name: 'Write Success' }).click();
      await page.getByRole('button', { name: 'Write userName' }).press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === `outcome: Success and userName: ${BURST.user}`);
      await page.getByText('No event matches').waitFor();
    },
  ],

  [
    'parts of a query are turned around, switched off and on, and taken out',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=eventName: LOGIN_FAILED and userName: ${BURST.user}`);
      await foundCount(page, /^60 events/);
      const part = `userName: ${BURST.user}`;
      await page.getByRole('button', { name: `Turn around: ${part}` }).click();
      assert.equal(queryOf(page), `eventName: LOGIN_FAILED and not ${part}`);
      await page.getByRole('button', { name: `Turn around: not ${part}` }).click();
      await page.getByRole('button', { name: part, exact: true }).click();
      assert.equal(queryOf(page), 'eventName: LOGIN_FAILED');
      await page.reload();
      await page.getByRole('button', { name: part, exact: true }).click();
      await foundCount(page, /^60 events/);
      await page.getByRole('button', { name: `Take out: ${part}` }).click();
      assert.equal(queryOf(page), 'eventName: LOGIN_FAILED');
    },
  ],

  [
    'a span drawn over the bars becomes the range',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=userName: ${BURST.user}`);
      await foundCount(page, /^60 events/);
      await page.locator('.histogram .bars-area path').first().waitFor({ state: 'attached' });
      const area = await page.locator('.histogram .bars-area').boundingBox();
      assert.ok(area);
      await page.mouse.move(area.x + 2, area.y + 20);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width / 2, area.y + 20, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL((url) => url.searchParams.get('from')?.startsWith('2026-03-17T03:10') === true);
      await foundCount(page, /^[1-5]\d events/);
      await page.goBack();
      await foundCount(page, /^60 events/);
    },
  ],

  [
    'a span is chosen with the keys, and told to who cannot see it',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=userName: ${BURST.user}`);
      await foundCount(page, /^60 events/);
      await page.locator('.histogram .bars-area path').first().waitFor({ state: 'attached' });
      await page.keyboard.press('b');
      const bars = page.getByRole('slider', { name: 'Events over time' });
      await page.keyboard.press('ArrowRight');
      assert.match(
        (await bars.getAttribute('aria-valuetext')) ?? '',
        /^2026-03-17 03:10:00 – 03:10:\d\d, \d+ events?$/,
      );
      await page.keyboard.press('Escape');
      assert.match((await bars.getAttribute('aria-valuetext')) ?? '', /60 events/);
      await page.keyboard.press('ArrowRight');
      for (let times = 0; times < 3; times++) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('from')?.startsWith('2026-03-17T03:10:00') === true);
      await foundCount(page, /^[1-5]?\d events/);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).getByText('Choose a span of the bars').waitFor();
    },
  ],

  [
    'the span before is drawn behind the bars, and told of each',
    async ({ open }) => {
      const later = 'from=2026-03-17T03:20:00Z&to=2026-03-17T03:39:59Z';
      const { page } = await open(`/search?${later}&q=userName: ${BURST.user}`);
      await page.locator('.query-editor').waitFor();
      await page.keyboard.press('H');
      await page.waitForURL(/before=yes/);
      await page.locator('.bars-before[d*="h"]').waitFor({ state: 'attached' });
      await page.keyboard.press('b');
      await page.keyboard.press('End');
      await page.keyboard.press('Shift+Home');
      await page.locator('.bars-tip', { hasText: /0 events.*a span before: 60/ }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Compare with the span before' }).click();
      await page.locator('.bars-before[d*="h"]').waitFor({ state: 'detached' });
    },
  ],

  [
    'bars are broken down by a token, and its values lead to their events',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&by=eventName`);
      await page.locator('.legend').getByRole('button', { name: 'LOGIN_FAILED' }).click();
      assert.equal(queryOf(page), 'eventName: LOGIN_FAILED');
    },
  ],

  [
    'values at the side are included, excluded and made the only ones',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=eventName: LOGIN_FAILED`);
      const value = page.locator('.facet-row', { hasText: BURST.address });
      await value.locator('.facet-value').click();
      assert.equal(queryOf(page), `eventName: LOGIN_FAILED and sourceIpv4: ${BURST.address}`);
      await foundCount(page, /^60 events/);
      await value.locator('.facet-value').press('-');
      assert.match(queryOf(page), new RegExp(`not sourceIpv4: ${BURST.address}`));
      await page.goBack();
      await page.getByLabel('Find a field').fill('country');
      await page.getByRole('button', { name: 'Show geoSourceCountry as a column' }).click();
      await page.getByRole('columnheader', { name: 'geoSourceCountry' }).waitFor();
    },
  ],

  [
    'a click on a row opens the event, also where buttons of a cell are about to appear or have appeared below the pointer',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=userName: ${BURST.user}`);
      const cell = page.locator('.results-body .result-row').nth(2).getByRole('gridcell').nth(3);
      const box = await cell.boundingBox();
      assert.ok(box);
      await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2);
      await page.getByRole('complementary', { name: 'Event' }).waitFor();
      assert.equal(queryOf(page), `userName: ${BURST.user}`);
      await page.keyboard.press('Escape');
      await page.mouse.move(0, 0);
      await cell.hover();
      const button = cell.getByRole('button', { name: 'Exclude userName' });
      const place = await button.boundingBox();
      assert.ok(place);
      await page.mouse.move(0, 0);
      await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
      await button.waitFor();
      await page.mouse.down();
      await page.mouse.up();
      await page.getByRole('complementary', { name: 'Event' }).waitFor();
      assert.equal(queryOf(page), `userName: ${BURST.user}`);
      // Beside an open event the rows have no cells.
      await page.keyboard.press('Escape');
      await page.mouse.move(0, 0);
      await cell.hover();
      await button.click();
      assert.equal(queryOf(page), `userName: ${BURST.user} and not userName: \`${BURST.user}\``);
    },
  ],

  [
    'beside an open event the sentences can be read, and the row stays where it was clicked',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}`);
      await ready(page);
      await page.locator('.results').evaluate((rows) => rows.scrollTo(0, 900));
      const row = page.locator('.results-body .result-row[aria-rowindex="45"]');
      const before = await row.boundingBox();
      await row.click();
      await page.getByRole('complementary', { name: 'Event' }).waitFor();
      await page.locator('.results.is-tall, .results.is-card').waitFor();
      const { top, right } = await row.evaluate((element) => {
        const sentence = element.querySelector('.card-sentence')?.getBoundingClientRect();
        return { top: element.getBoundingClientRect().top, right: sentence?.right ?? Number.POSITIVE_INFINITY };
      });
      const panel = await page.getByRole('complementary', { name: 'Event' }).boundingBox();
      assert.ok(before && panel && Math.abs(top - before.y) < 2, `${top} after ${before?.y}`);
      assert.ok(right <= panel.x, `${right} beyond ${panel.x}`);
      await page.keyboard.press('Escape');
      await page.locator('.results.is-columns').waitFor();
      assert.ok(Math.abs(((await row.boundingBox())?.y ?? 0) - before.y) < 2);
    },
  ],

  [
    'with the keys alone: move, open, choose, compare, close, help',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=userName: ${BURST.user}`);
      await foundCount(page, /^60 events/);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('complementary', { name: 'Event' });
      await panel.getByText('03:12:57').first().waitFor();
      await page.keyboard.press('j');
      await panel.getByText('03:12:54').first().waitFor();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      await page.keyboard.press('x');
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('c');
      const comparison = page.getByRole('dialog', { name: '2 events compared' });
      await comparison.getByRole('rowheader', { name: 'eventTime' }).waitFor();
      await page.keyboard.press('Escape');
      await comparison.waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await page.waitForURL((url) => !url.searchParams.has('chosen'));
      await page.keyboard.press('t');
      await page.keyboard.press('t');
      await page.getByRole('dialog', { name: 'Time range' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).getByText('Compare the chosen events').waitFor();
    },
  ],

  [
    'an address opened elsewhere shows the same',
    async ({ open }) => {
      const asked = `${DAY}&q=userName: ${BURST.user}&cols=sourceIpv4,summary&sort=eventTime&by=none`;
      const { page } = await open(`/search?${asked}`);
      await page
        .getByRole('row', { name: /03:10:00/ })
        .first()
        .click();
      await page.getByRole('complementary', { name: 'Event' }).waitFor();
      const { page: other } = await open(new URL(page.url()).pathname + new URL(page.url()).search);
      await other.getByRole('complementary', { name: 'Event' }).getByText('03:10:00').first().waitFor();
      await other.getByRole('columnheader', { name: 'time' }).and(other.locator('[aria-sort=ascending]')).waitFor();
      assert.equal(await other.getByLabel('Break the bars down by').inputValue(), '');
      assert.equal(await other.getByRole('columnheader', { name: 'eventName' }).count(), 0);
    },
  ],
];

/** Takes what the list offers, once it is ready to be taken from. */
async function take(page: Page, offer: string): Promise<void> {
  const editor = page.locator('.cm-content');
  await page.locator('.cm-completionLabel', { hasText: new RegExp(`^${offer}$`) }).waitFor();
  for (let tries = 0; tries < 20 && (await editor.textContent())?.includes(offer) !== true; tries++) {
    await page.keyboard.press('Tab');
    await page.waitForTimeout(50);
  }
}

test('the page: searching', { skip: missingBrowser() }, async (context) => {
  const fixture = await startSearch(context);
  for (const [name, run] of rows) await context.test(name, () => run(fixture));
});
