// A real Chromium without a screen. Where there is none it is installed from Debian when that is possible; else tests skip and say so.

import { spawnSync } from 'node:child_process';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

/** The reason why there is no browser; false when there is one. */
export function missingBrowser(): string | false {
  if (findBrowser() === undefined && process.getuid?.() === 0 && findCommand('apt-get') !== undefined) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  }
  return findBrowser() === undefined ? 'needs chromium (apt-get install chromium, as root)' : false;
}

function findBrowser(): string | undefined {
  return COMMANDS.map(findCommand).find((path) => path !== undefined);
}

function findCommand(name: string): string | undefined {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`]);
  return status === 0 ? stdout.toString().trim() : undefined;
}

export function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('ask missingBrowser() first');
  // Root has no sandbox of its own; the page under test is ours.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors of scripts and refusals of the content policy, as they come. */
  readonly complaints: string[];
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}

/** What axe-core finds, in all of the page or in a part of it: `rule: elements`, one line each. */
export async function accessibilityProblems(page: Page, part = 'html'): Promise<readonly string[]> {
  return problemsOf(new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']));
}

/** The same in the other theme, in which only colours can be worse. */
export async function darkProblems(page: Page, part = 'html'): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  return problemsOf(new AxeBuilder({ page }).include(part).withRules(['color-contrast']));
}

async function problemsOf(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** Pixels by which the page is wider than the window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    return main === null ? 0 : main.scrollWidth - main.clientWidth;
  });
}
