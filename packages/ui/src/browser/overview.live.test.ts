/** The overview: figures of real traffic, and where they lead. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, missingBrowser, overflowOf } from './browser.js';
import { openTraffic } from './opened-traffic.js';
import { cutFigures, refuseFigures } from './partial-answers.js';
import { generateTraffic, TRAFFIC_DAY } from './traffic.js';

test('the overview', { skip: missingBrowser() }, async (context) => {
  const { log } = generateTraffic({ events: 4000, scenarios: 'normal,burst' });
  const failures = String(log)
    .split('\n')
    .filter((line) => line.includes(' LOGIN_FAILED ')).length;
  assert.ok(failures > 20);
  const { served, page, complaints, close } = await openTraffic(log);
  context.after(close);

  await context.test('is the first page; a log from last spring is no blank page', async () => {
    await page.goto(served.url);
    await page.getByText('this is the day up to the newest event').waitFor();
    assert.match(page.url(), /\/overview$/);
    assert.ok(Number(await figure(page, 'Failed to sign in')) > 20);
  });

  await context.test('answers show all parts without moving them', async () => {
    const all = `${served.url}/overview?from=${TRAFFIC_DAY}&to=${TRAFFIC_DAY}`;
    await page.goto(all);
    const before = await topOf(page, 'Countries');
    await page.getByRole('region', { name: 'Countries' }).getByRole('link', { name: 'Austria' }).waitFor();
    assert.equal(await topOf(page, 'Countries'), before);
    assert.equal(await figure(page, 'Failed to sign in'), String(failures));
    assert.equal(await page.getByRole('img', { name: /Sign-ins over time: [1-9]/ }).count(), 1);
    await page.getByRole('row', { name: /gw-vie-1/ }).waitFor();
    await page.getByRole('img', { name: /Open sessions over time: at most [1-9]/ }).waitFor();
  });

  for (const theme of ['dark', 'light'] as const)
    await context.test(`nothing is wrong for axe, ${theme}`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      assert.deepEqual(await accessibilityProblems(page), []);
    });

  await context.test('figures that are not whole, or not there, say why and what to do', () => sayWhatIsMissing(page));

  await context.test('a figure leads to its events', async () => {
    await page.getByRole('link', { name: /^Failed to sign in/ }).click();
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    const address = new URL(page.url());
    assert.equal(address.searchParams.get('q'), 'eventName: LOGIN_FAILED');
    assert.equal(address.searchParams.get('from'), TRAFFIC_DAY);
    await page.getByRole('status').getByText(String(failures), { exact: true }).waitFor();
    await page.goBack();
  });

  await context.test('the keys choose the time, and the address says so', async () => {
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('[');
    await page.getByText('No event in this range').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('from')?.slice(0, 10), '2026-03-16');
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'The day up to it' }).click();
    await page.getByRole('row', { name: /gw-vie-1/ }).waitFor();
  });

  await context.test('one gateway alone, and all again', async () => {
    await page.getByRole('button', { name: 'only gw-sin-1' }).click();
    await page.getByRole('row', { name: /gw-vie-1/ }).waitFor({ state: 'detached' });
    assert.match(new URL(page.url()).searchParams.get('q') ?? '', /^deviceName: /);
    await page.getByRole('button', { name: 'All events again' }).click();
    await page.getByRole('row', { name: /gw-vie-1/ }).waitFor();
  });

  await context.test('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await overflowOf(page), 0);
  });

  await context.test('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual(complaints, []);
  });
});

async function sayWhatIsMissing(page: Page): Promise<void> {
  const whole = await cutFigures(page);
  await page.reload();
  await page.getByText('These figures leave out rare kinds of events').waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
  await whole();
  const answered = await refuseFigures(page);
  await page.reload();
  const line = page.getByRole('status').filter({ hasText: 'There are no figures.' });
  await line.getByText(/takes longer than it may.*shorter time/).waitFor();
  assert.equal(await page.getByRole('list', { name: 'Key figures' }).count(), 0);
  assert.deepEqual(await accessibilityProblems(page), []);
  await answered();
  await line.getByRole('button', { name: 'Try again' }).click();
  await line.waitFor({ state: 'detached' });
  assert.ok(Number(await figure(page, 'Failed to sign in')) > 20);
  assert.equal(await page.getByText('These figures leave out').count(), 0);
}

async function figure(page: Page, title: string): Promise<string> {
  const link = page.getByRole('link', { name: new RegExp(`^${title}`) });
  const value = link.locator('strong').filter({ hasText: /\d/ });
  await value.waitFor();
  return (await value.textContent())?.replace(/\s/g, '') ?? '';
}

async function topOf(page: Page, region: string): Promise<number | undefined> {
  const box = page.getByRole('region', { name: region });
  await box.waitFor();
  return (await box.boundingBox())?.y;
}
