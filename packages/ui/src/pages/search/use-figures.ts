// Counts and bars beside the rows, one after the other: each of them takes all of the server's processors, and what is looked at first
// must not wait for them. What the rows tell already is not asked again.

import type { EventFacets, EventPage } from '@gatehouse/model';
import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  type QueryFilters,
  useQuery,
} from '@tanstack/react-query';
import { histogramOf } from '../../lib/figures.js';
import { useApi } from '../../lib/page-context.js';
import { countEvents, facetsOf, type SearchScope } from './requests.js';
import type { SpanBefore } from './span-before.js';
import type { Asked } from './use-search.js';

export function useCount(asked: Asked) {
  const api = useApi();
  return useQuery({
    queryKey: ['count', asked.asOf, asked.scope],
    queryFn: async ({ signal, client }) => {
      await afterRows(client, asked);
      const all = allEvents(client, asked);
      return all === null ? countEvents(api, asked.scope, signal) : { count: all.events.length, tookMs: all.tookMs };
    },
    placeholderData: keepPreviousData,
  });
}

/** With `before`, bars of a fixed length over the whole range: those of the span before must be the same. */
export function useHistogram(asked: Asked, by: string, before: SpanBefore | null) {
  const api = useApi();
  return useQuery({
    queryKey: ['histogram', asked.asOf, asked.scope, by, before?.intervalSeconds],
    queryFn: async ({ signal, client }) => {
      const narrow = await scopeAfterCount(client, asked);
      const { intervalSeconds } = before ?? {};
      const scope = intervalSeconds === undefined ? narrow : { ...asked.scope, intervalSeconds };
      if (scope === null) return { intervalSeconds: 1, buckets: [], total: 0, withoutTime: 0, tookMs: 0 };
      return histogramOf(api, { ...scope, ...(by === '' ? {} : { by }) }, signal);
    },
    placeholderData: keepPreviousData,
  });
}

export function useBefore(asOf: number, before: SpanBefore | null) {
  const api = useApi();
  return useQuery({
    queryKey: ['histogram', asOf, before?.scope, 'before'],
    queryFn: ({ signal }) => {
      if (before === null) throw new Error('asked only where there is a span before');
      return histogramOf(api, { ...before.scope, intervalSeconds: before.intervalSeconds }, signal);
    },
    enabled: before !== null,
  });
}

export function useFacets(asked: Asked, tokens: readonly string[]) {
  const api = useApi();
  const queryKey = ['facets', asked.asOf, asked.scope];
  return useQuery({
    queryKey: [...queryKey, tokens],
    queryFn: async ({ signal, client }) => {
      const scope = await scopeAfterCount(client, asked);
      if (scope === null) return { ...NO_FACETS, facets: tokens.map(emptyFacet) };
      // Opening one more field asks for that one.
      const known = client.getQueriesData<EventFacets>({ queryKey }).flatMap(([, data]) => data ?? []);
      const found = known.flatMap(({ facets }) => facets);
      const missing = tokens.filter((token) => found.every((facet) => facet.token !== token));
      const [before] = known;
      if (missing.length === 0 && before !== undefined) return { ...before, facets: found };
      const added = await facetsOf(api, { ...scope, tokens: missing, limit: 8 }, signal);
      return { ...added, facets: [...added.facets, ...found] };
    },
    placeholderData: keepPreviousData,
    enabled: tokens.length > 0,
  });
}

const NO_FACETS = { events: 0, isSampled: false, tookMs: 0 };

function emptyFacet(token: string): EventFacets['facets'][number] {
  return { token, present: 0, distinct: 0, isExact: true, values: [] };
}

async function afterRows(client: QueryClient, { scope, asOf }: Asked): Promise<void> {
  // All parts of the page have asked by then.
  await new Promise((resolve) => setTimeout(resolve, 0));
  await ended(client, { queryKey: ['events', asOf, scope], predicate: ({ state }) => state.data === undefined });
}

/** Where figures look: null when there is nothing, and no longer a time than the events take when all of them are known. */
async function scopeAfterCount(client: QueryClient, asked: Asked): Promise<SearchScope | null> {
  await afterRows(client, asked);
  const all = allEvents(client, asked);
  if (all !== null) return narrowed(asked.scope, all);
  await ended(client, { queryKey: ['count', asked.asOf, asked.scope] });
  return asked.scope;
}

async function ended(client: QueryClient, filters: QueryFilters): Promise<void> {
  if (client.isFetching(filters) === 0) return;
  await new Promise<void>((resolve) => {
    const stop = client.getQueryCache().subscribe(() => {
      if (client.isFetching(filters) > 0) return;
      stop();
      resolve();
    });
  });
}

/** The first page when it is the only one. */
function allEvents(client: QueryClient, { scope, asOf }: Asked): EventPage | null {
  const found = client.getQueriesData<InfiniteData<EventPage>>({ queryKey: ['events', asOf, scope] });
  const [page] = found.flatMap(([, data]) => data?.pages[0] ?? []);
  return page === undefined || page.nextCursor !== null || page.isPartial ? null : page;
}

function narrowed(scope: SearchScope, { events }: EventPage): SearchScope | null {
  const times = events.map(({ eventTime }) => Date.parse(String(eventTime))).toSorted((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (times.some(Number.isNaN)) return scope;
  return { ...scope, from: new Date(first).toISOString(), to: new Date(last).toISOString() };
}
