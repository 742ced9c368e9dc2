/**
 * Measures the search page in a real Chromium: from nothing to interactive, from Enter to painted rows, and how smoothly 100,000 rows scroll.
 * After building, with a server on loopback that needs no login: node scripts/measure-page.mjs http://127.0.0.1:8080 [rounds]
 */
import { loadavg } from 'node:os';
import { startBrowser } from '../packages/ui/dist/browser/browser.js';

const [origin = 'http://127.0.0.1:8080', rounds = '20'] = process.argv.slice(2);
const QUERIES = [
  'eventName: LOGIN_FAILED',
  'outcome: Failure',
  'userName: a*',
  'sourceIpv4: 203.0.113.0/24',
  'inByte > 1MB',
  'timeout',
];
const ROWS = 100_000;
const browser = await startBrowser();

const load = await repeated(Number(rounds), async () => {
  const page = await opened('/search?from=*');
  await page.locator('.cm-content').waitFor();
  const times = await page.evaluate(() => ({
    script: performance
      .getEntriesByType('resource')
      .reduce((sum, { name, encodedBodySize }) => sum + (name.endsWith('.js') ? encodedBodySize : 0), 0),
    ready: performance.now(),
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  }));
  await page.context().close();
  return times;
});
const page = await opened('/search?from=*');
const searches = [];
for (let round = 0; round < Number(rounds); round++)
  for (const query of QUERIES) searches.push(await searchToPaint(page, `${query} and not userName: nobody${round}`));
const frames = await scrolledFrames();
await browser.close();
console.log(
  JSON.stringify(
    {
      loadOfMachine: loadavg()[0],
      scriptKiB: Math.round(load[0].script / 1024),
      firstPaintMs: spread(load.map(({ paint }) => paint)),
      interactiveMs: spread(load.map(({ ready }) => ready)),
      searchToPaintMs: { searches: searches.length, ...spread(searches) },
      scroll: {
        rows: frames.rows,
        frames: frames.deltas.length,
        ...spread(frames.deltas),
        over50Ms: frames.deltas.filter((ms) => ms > 50).length,
      },
    },
    null,
    2,
  ),
);

async function repeated(times, run) {
  const results = [];
  for (let time = 0; time < times; time++) results.push(await run());
  return results;
}

async function opened(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(origin + path);
  await page.locator('.results-body .result-row').first().waitFor();
  return page;
}

/** From the key to the frame in which the rows of the answer are drawn. */
async function searchToPaint(page, query) {
  await page.locator('.cm-content').fill(query);
  await page.evaluate(() => {
    window.painted = new Promise((resolve) => {
      let began = 0;
      let wasBusy = false;
      document.addEventListener(
        'keydown',
        () => {
          began = performance.now();
        },
        { capture: true, once: true },
      );
      const look = () => {
        const isBusy = document.querySelector('.search-main')?.getAttribute('aria-busy') === 'true';
        wasBusy ||= isBusy;
        if (wasBusy && !isBusy) requestAnimationFrame(() => resolve(performance.now() - began));
        else requestAnimationFrame(look);
      };
      look();
    });
  });
  await page.locator('.cm-content').press('Control+Enter');
  return page.evaluate(() => window.painted);
}

async function scrolledFrames() {
  const page = await opened('/search?from=*');
  return page.evaluate(async (wanted) => {
    const grid = document.querySelector('.results');
    const rowCount = () => Math.round(document.querySelector('.results-body').offsetHeight / 26);
    const end = performance.now() + 240_000;
    while (rowCount() < wanted && performance.now() < end) {
      grid.scrollTop = grid.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    grid.scrollTop = 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const deltas = [];
    let before = performance.now();
    for (let frame = 0; frame < 600; frame++) {
      grid.scrollTop += 180;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      deltas.push(performance.now() - before);
      before = performance.now();
    }
    return { rows: rowCount(), deltas };
  }, ROWS);
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { median: at(0.5), p95: at(0.95), most: at(1) };
}
