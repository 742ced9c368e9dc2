/** Sessions, and the story of one that somebody else has taken over. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibilityProblems, missingBrowser, overflowOf } from './browser.js';
import { type OpenedTraffic, openTraffic } from './opened-traffic.js';
import type { ServedPage } from './served-page.js';
import { generateTraffic, TRAFFIC_DAY, type Truth } from './traffic.js';

let opened: OpenedTraffic;
let served: ServedPage;
let page: Page;
/** A line of the session that came from somebody else. */
let stolen: Required<Pick<Truth, 'userName' | 'clientIpv4' | 'sourceIpv4'>>;
let account: string;

describe('sessions: follow one that was taken over', { skip: missingBrowser() }, () => {
  before(async () => {
    const { log, truths } = generateTraffic({ events: 4000, scenarios: 'normal,hijack' });
    stolen = stolenLine(truths);
    account = stolen.userName.replace(/^.*\\|@.*$/g, '').toLowerCase();
    opened = await openTraffic(log);
    ({ served, page } = opened);
  });
  after(() => opened.close());
  describe('the list', list);
  describe('one of them', one);
  it('nothing was refused by the content policy, and no script has failed', () => {
    assert.deepEqual(opened.complaints, []);
  });
});

function stolenLine(truths: readonly Truth[]): typeof stolen {
  for (const { scenario, userName, clientIpv4, sourceIpv4 } of truths)
    if (scenario === 'hijack' && userName !== undefined && clientIpv4 !== undefined && sourceIpv4 !== undefined)
      if (clientIpv4 !== sourceIpv4) return { userName, clientIpv4, sourceIpv4 };
  throw new Error('the generator has no session that was taken over');
}

function list(): void {
  it('says where sessions are when the range has none', async () => {
    await page.goto(`${served.url}/sessions`);
    await page.getByText('No session was open in this range').waitFor();
    await page.getByRole('button', { name: 'All time' }).click();
    await sessions().first().waitFor();
  });

  isAccessible();

  it('has the course of each in its bar, and says what the marks mean', async () => {
    for (const mark of ['leg', 'denial', 'stranger'])
      await page.locator(`.session-row .session-${mark}`).first().waitFor({ state: 'attached' });
    await page.locator('.bar-legend').getByText('from elsewhere').waitFor();
    const labels = await page.locator('.session-head .time-ticks > span').evaluateAll((all) =>
      all.map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return [left, right] as const;
      }),
    );
    assert.ok(labels.length >= 2 && labels.every(([left], index) => left >= (labels[index - 1]?.[1] ?? 0)));
  });

  it('a part of the time that is drawn over is looked at alone', async () => {
    const area = await page.locator('.session-head .time-brush').boundingBox();
    assert.ok(area);
    await page.mouse.move(area.x + area.width * 0.4, area.y + 8);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.6, area.y + 8, { steps: 3 });
    await page.mouse.up();
    await page.waitForURL(/from=2026-/);
    await sessions().first().waitFor();
    await page.goBack();
  });

  it('says at the query what is wrong with it', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('countyCount > 1\n');
    await page.locator('.session-problem').getByText('countryCount').waitFor();
    assert.equal(await page.getByLabel('Query over sessions').getAttribute('aria-invalid'), 'true');
  });

  it('answers a question that is often asked: which were used from elsewhere', async () => {
    await page.getByRole('button', { name: 'Used from elsewhere' }).click();
    await page.getByText('used from elsewhere', { exact: true }).first().waitFor();
    assert.equal(new URL(page.url()).searchParams.get('q'), 'sourceAddress: *');
    await page.reload();
    await sessions().filter({ hasText: account }).first().waitFor();
  });

  it('is opened with the keys', async () => {
    await page.goto(`${served.url}/sessions?q=account: ${account} and sourceAddress: *&from=*`);
    await sessions().first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Session of ${account}` }).waitFor();
    await page.keyboard.press('Escape');
    await sessions().first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: `Session of ${account}` }).waitFor();
  });
}

function sessions() {
  return page.getByRole('list', { name: 'Sessions' }).getByRole('link');
}

function one(): void {
  it('says that it may have been taken over, by whom, and when', async () => {
    const note = page.getByRole('alert').filter({ hasText: 'may have been taken over' });
    const text = (await note.textContent()) ?? '';
    assert.match(text, new RegExp(`${stolen.sourceIpv4}, from ${TRAFFIC_DAY} .*${stolen.clientIpv4}`));
    const course = page.getByRole('list', { name: 'Course of the session' });
    await course.getByText(`elsewhere ${stolen.sourceIpv4}`).waitFor();
  });

  it('explains what changed while it was open', async () => {
    const changes = page.getByRole('region', { name: 'What changed while it was open' });
    await changes.getByText(/→ ?/).first().waitFor();
    await changes.getByText('Nobody signed in from there').waitFor();
    await changes.getByRole('link', { name: stolen.sourceIpv4 }).waitFor();
  });

  it('is followed by the keys alone: its lines, back, what the other one did, a copy', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Event' }).getByRole('list', { name: 'Look further' }).waitFor();
    await page.getByRole('link', { name: /^2026-03-17 .* to / }).waitFor();
    await page.keyboard.press('v');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: `Session of ${account}` }).waitFor();
    await page.keyboard.press('w');
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: `Session of ${account}` }).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('menuitem', { name: 'Copy Markdown' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('What was done from elsewhere').waitFor();
    await page.keyboard.press('Escape');
  });

  isAccessible();

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    assert.equal(await overflowOf(page), 0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('has evidence that leads to the very line', async () => {
    const evidence = page.getByRole('region', { name: 'Evidence' });
    await evidence
      .getByRole('row', { name: /start LOGIN/ })
      .getByRole('link')
      .click();
    await page.getByText(`${stolen.userName} signed in`).first().waitFor();
    await page.goBack();
  });

  it('leads to what the other one did', async () => {
    await page.getByRole('link', { name: 'What was done from there' }).click();
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).waitFor();
    assert.match(new URL(page.url()).searchParams.get('q') ?? '', new RegExp(`sourceIpv4: ${stolen.sourceIpv4}\\)?$`));
  });

  it('that is none says so', async () => {
    await page.goto(`${served.url}/sessions/000000000000-x`);
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
  });
}

function isAccessible(): void {
  for (const theme of ['dark', 'light'] as const)
    it(`has nothing wrong for axe, ${theme}`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      assert.deepEqual(await accessibilityProblems(page), []);
    });
}
