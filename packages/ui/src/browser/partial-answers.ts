// What the server answers when a search has reached a limit of the role, put in the place of what it would have answered: a store that
// takes that long would take the test as long. The contract of the answer is tested where it is made (query/partial-page.live.test.ts).

import type { EventFacets, EventGroups, EventPage } from '@gatehouse/model';
import type { Page, Route } from 'playwright-core';

const LIMIT = {
  code: 'query.time-limit',
  detail: 'the query takes longer than it may',
  remedy: 'ask about a shorter time, or for less',
};
const SEARCHED_TO = '2026-03-17T03:00:00.000Z';

/** The first page is unfinished, the fields are sampled, and neither counting nor the bars are done in time. */
export async function limitAnswers(page: Page): Promise<void> {
  await page.route('**/api/v1/events/search', (route) =>
    isFirst(route) ? changed(route, unfinished) : route.continue(),
  );
  await page.route('**/api/v1/events/facets', (route) =>
    changed(route, (facets: EventFacets) => ({ ...facets, isSampled: true })),
  );
  for (const figure of ['count', 'histogram', 'groups']) await page.route(`**/api/v1/events/${figure}`, refuse);
}

const GROUPS = '**/api/v1/events/groups';

/** Figures are not done in time. Returns the way back. */
export async function refuseFigures(page: Page): Promise<() => Promise<void>> {
  await page.route(GROUPS, refuse);
  return () => page.unroute(GROUPS);
}

/** There are more groups than are answered. */
export async function cutFigures(page: Page): Promise<() => Promise<void>> {
  await page.route(GROUPS, (route) => changed(route, (groups: EventGroups) => ({ ...groups, isWhole: false })));
  return () => page.unroute(GROUPS);
}

function isFirst(route: Route): boolean {
  return !Object.hasOwn(route.request().postDataJSON() as object, 'cursor');
}

function unfinished(page: EventPage): EventPage {
  return { ...page, isPartial: true, unfinished: { ...LIMIT, searchedTo: SEARCHED_TO } };
}

async function changed<Answer>(route: Route, change: (answer: Answer) => Answer): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, json: change((await response.json()) as Answer) });
}

function refuse(route: Route): Promise<void> {
  return route.fulfill({
    status: 422,
    contentType: 'application/problem+json',
    json: { ...LIMIT, type: 'about:blank', title: 'Unprocessable Content', status: 422 },
  });
}
