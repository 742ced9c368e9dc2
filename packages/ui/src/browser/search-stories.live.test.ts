/** What analysts do with the search page, from the first question to what they take away; and what may come between. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessibilityProblems, darkProblems, missingBrowser } from './browser.js';
import {
  BURST,
  DAY,
  foundCount,
  HOSTILE_USER,
  loginFailed,
  queryOf,
  ready,
  type SearchFixture,
  startSearch,
} from './search-fixture.js';

const rows: readonly (readonly [name: string, run: (fixture: SearchFixture) => Promise<void>])[] = [
  [
    'find a burst of failed sign-ins, and share it',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}`, { permissions: ['clipboard-read', 'clipboard-write'] });
      await ready(page);
      await page.locator('.legend').getByRole('button', { name: 'Failure' }).click();
      await page.locator('.facet-row', { hasText: BURST.user }).locator('.facet-value').click();
      await foundCount(page, /^60 events/);
      const query = queryOf(page);
      await page.keyboard.press('Y');
      await page.getByText('Link with fixed times copied').waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(link, /\/s\/[\w-]+$/);
      const { page: other } = await open(new URL(link).pathname);
      await foundCount(other, /^60 events/);
      assert.equal(queryOf(other), query);
      await page.locator('.results-body .result-row').first().click();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Copy Markdown' }).click();
      await page.getByText('Markdown copied').waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\| userName \| `ann\.keller` \|/);
    },
  ],
  [
    'see a line that was not read, and why',
    async ({ open }) => {
      const { page } = await open('/search?from=*&q=defects: unrecognised');
      await page.locator('.results-body .result-row', { hasText: 'nothing that a gateway says' }).click();
      const panel = page.getByRole('complementary', { name: 'Event' });
      await panel.getByText('Not recognised: kept as text only').waitFor();
      await panel.getByText('No NetScaler header was found').waitFor();
      await panel.locator('.odd', { hasText: 'BEL' }).first().waitFor();
    },
  ],
  [
    'save a search, find it again, delete it; go back to what was searched before',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=userName: ${BURST.user}&cols=sourceIpv4,summary`);
      await foundCount(page, /^60 events/);
      await page.keyboard.press('s');
      const kept = page.getByRole('dialog', { name: 'Kept searches' });
      await kept.getByLabel('Name of this search').fill('Burst of <b>March</b>');
      await kept.getByRole('button', { name: 'Save' }).click();
      const saved = kept.getByRole('region', { name: 'Saved' }).getByText('Burst of <b>March</b>');
      await saved.waitFor();
      assert.deepEqual(await accessibilityProblems(page, '.kept'), []);
      await page.goto(page.url().replace(/\?.*/, '?from=*'));
      await ready(page);
      await page.keyboard.press('s');
      await kept
        .getByRole('region', { name: 'Lately' })
        .getByText(`userName: ${BURST.user}`, { exact: true })
        .waitFor();
      await saved.click();
      await foundCount(page, /^60 events/);
      assert.equal(new URL(page.url()).searchParams.get('cols'), 'sourceIpv4,summary');
      await page.keyboard.press('s');
      await kept.getByRole('button', { name: /Delete Burst/ }).click();
      await kept.getByText('None yet').waitFor();
      await page.keyboard.press('Escape');
      const editor = page.locator('.cm-content');
      await editor.fill('outcome: Failure');
      await editor.press('Control+Enter');
      await page.waitForURL(/Failure/);
      await editor.press('Alt+ArrowUp');
      await editor.filter({ hasText: BURST.user }).waitFor();
      await editor.press('Alt+ArrowDown');
      await editor.filter({ hasText: 'outcome: Failure' }).waitFor();
    },
  ],
  [
    'a range of arrivals stays one in a saved search, in what was searched and in a short link',
    async ({ open }) => {
      const { page } = await open(`/search?q=userName: ${BURST.user}&from=now-1h&time=arrival`, {
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      await foundCount(page, /^60 events/);
      await page.keyboard.press('s');
      const kept = page.getByRole('dialog', { name: 'Kept searches' });
      await kept.getByLabel('Name of this search').fill('Came lately');
      await kept.getByRole('button', { name: 'Save' }).click();
      const saved = kept.getByRole('region', { name: 'Saved' }).getByRole('button', { name: /^Came lately/ });
      await saved.getByText('Arrived: Last hour').waitFor();
      const lately = kept.getByRole('region', { name: 'Lately' }).getByRole('button', { name: /Arrived: Last hour/ });
      for (const entry of [saved, lately]) {
        await page.goto(page.url().replace(/\?.*/, '?from=*'));
        await ready(page);
        await page.keyboard.press('s');
        await entry.click();
        await page.getByRole('button', { name: 'Arrived: Last hour' }).waitFor();
        const { searchParams } = new URL(page.url());
        assert.deepEqual(
          ['q', 'from', 'time'].map((name) => searchParams.get(name)),
          [`userName: ${BURST.user}`, 'now-1h', 'arrival'],
        );
        await foundCount(page, /^60 events/);
      }
      await page.keyboard.press('Y');
      await page.getByText('Link with fixed times copied').waitFor();
      await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
      await page.getByRole('button', { name: /^Arrived: 20/ }).waitFor();
      await foundCount(page, /^60 events/);
    },
  ],
  [
    'see the forms of lines, look at one, exclude another',
    async ({ open }) => {
      const { page } = await open('/search?from=*');
      await ready(page);
      await page.keyboard.press('p');
      const patterns = page.getByRole('region', { name: 'Patterns' });
      const failed = patterns.getByRole('listitem').filter({ hasText: 'LOGIN_FAILED User userName - Client_ip' });
      await failed.getByText('LOGIN_FAILED').waitFor();
      await patterns.getByText('not recognised').first().waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
      assert.deepEqual(await darkProblems(page), []);
      await page.reload();
      await failed.getByRole('button', { name: 'Exclude this pattern' }).click();
      await failed.waitFor({ state: 'detached' });
      await page.goBack();
      await failed.getByRole('button', { name: /^LOGIN_FAILED/ }).click();
      await page.getByRole('grid', { name: 'Events' }).getByText('LOGIN_FAILED').first().waitFor();
      assert.match(queryOf(page), /^eventName: LOGIN_FAILED/);
    },
  ],
  [
    'take the events away: NDJSON in the names of ECS, CSV of the columns, Parquet',
    async ({ open }) => {
      const { page } = await open(`/search?${DAY}&q=userName: ${BURST.user}`);
      await foundCount(page, /^60 events/);
      const exported = async (choices: readonly string[]) => {
        await page.keyboard.press('e');
        for (const choice of choices) await page.getByLabel(choice).check();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('dialog').getByRole('button', { name: 'Export' }).click(),
        ]);
        return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
      };
      const ecs = await exported(['NDJSON', 'Elastic Common Schema']);
      const lines = ecs.bytes.toString().trim().split('\n');
      assert.equal(lines.length, BURST.count);
      assert.equal((JSON.parse(lines[0] ?? '') as { user: { name: string } }).user.name, BURST.user);
      const csv = await exported(['CSV', 'Only the columns']);
      assert.equal(csv.bytes.toString().split(/\r?\n/)[0], 'eventTime,eventName,userName');
      const parquet = await exported(['Parquet']);
      assert.equal(parquet.name, 'events.parquet');
      assert.equal(parquet.bytes.subarray(0, 4).toString(), 'PAR1');
    },
  ],
  [
    'hostile text stays text, with what cannot be seen shown by name',
    async ({ open }) => {
      const { page, complaints } = await open(`/search?${DAY}&q=sourceIpv4: 203.0.113.99`);
      await foundCount(page, /^1 event/);
      const cell = page.locator('.results-body .result-row').getByRole('gridcell').nth(3);
      assert.equal(await cell.locator('bdi').first().textContent(), HOSTILE_USER.replace('\u202e', 'RLO'));
      await page.locator('.results-body .result-row').first().click();
      await page.locator('.raw-value').first().waitFor();
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

test('the page: stories of the search', { skip: missingBrowser() }, async (context) => {
  const fixture = await startSearch(context);
  for (const [name, run] of rows) await context.test(name, () => run(fixture));
});
