// A day on a gateway for tests of the search page: generated traffic, and besides it lines that the tests know by heart.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type OpenedPage, openPage, startBrowser } from './browser.js';
import { ServedPage } from './served-page.js';

const mainPath = fileURLToPath(new URL('../../../server/dist/cli/main.js', import.meta.url));

/** The day of all lines. */
export const DAY = 'from=2026-03-17&to=2026-03-17';
export const BURST = { user: 'ann.keller', address: '203.0.113.66', count: 60 } as const;
export const HOSTILE_USER = '<img src=x onerror=alert(1)>\u202egnp.exe';
const UNREAD_LINE = 'kernel: nothing that a gateway says \u0007';

export interface SearchFixture {
  readonly served: ServedPage;
  /** Opens the page of an address in a browser of its own state. */
  readonly open: (address: string, options?: BrowserContextOptions) => Promise<OpenedPage>;
}

export async function startSearch(context: TestContext): Promise<SearchFixture> {
  const served = await ServedPage.start({ isOpen: true, log: `${generated()}${ownLines().join('\n')}\n` });
  context.after(() => served.stop());
  const browser = await startBrowser();
  context.after(() => browser.close());
  return {
    served,
    open: async (address, options) => {
      const opened = await openPage(browser, options);
      await opened.page.goto(served.url + address);
      return opened;
    },
  };
}

/** Until then nothing listens to the keys. */
/** Rows are there, and the editor, which takes keys otherwise than the plain box before it: it completes. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.query-editor').waitFor();
  await page.locator('.results-body .result-row').first().waitFor();
}

/** What the page says it has found; waits until it says something else than nothing. */
export async function foundCount(page: Page, expected: RegExp): Promise<void> {
  await page.locator('.count-line', { hasText: expected }).waitFor();
}

/** The query as it stands in the address. */
export function queryOf(page: Page): string {
  return new URL(page.url()).searchParams.get('q') ?? '';
}

export function loginFailed(time: string, user: string, address: string): string {
  const because = 'Failure_reason "External authentication server denied access"';
  return `<132> 03/17/2026:${time} GMT gw-paris-1 0-PPE-1 : default AAA LOGIN_FAILED 4711 0 :  User ${user} - Client_ip ${address} - ${because} - Browser curl/8.5.0`;
}

function ownLines(): readonly string[] {
  const burst = Array.from({ length: BURST.count }, (_, index) =>
    loginFailed(
      `03:1${Math.floor(index / 20)}:${String((index * 3) % 60).padStart(2, '0')}`,
      BURST.user,
      BURST.address,
    ),
  );
  return [...burst, loginFailed('05:00:00', HOSTILE_USER, '203.0.113.99'), UNREAD_LINE];
}

function generated(): string {
  const options = ['--events', '1500', '--start', '2026-03-17', '--scenario', 'normal,burst,hostile'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [mainPath, 'generate', ...options], {
    maxBuffer: 2 ** 26,
    encoding: 'latin1',
  });
  assert.equal(status, 0, stderr);
  return Buffer.from(stdout, 'latin1').toString('utf8');
}
