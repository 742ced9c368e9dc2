// The answers that the search page shows, kept while the next ones are on their way: nothing jumps, and nothing blinks.

import type { PrintedEvent } from '@gatehouse/model';
import { keepPreviousData, type Query, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { SENTENCE_TOKENS } from '../../lib/sentence.js';
import { isoOf, resolveRange, type TimeRange, zoneOf } from '../../lib/time.js';
import { countEvents, facetsOf, histogramOf, type SearchScope, searchEvents } from './requests.js';
import { type SearchState, SUMMARY } from './search-state.js';

/** What a screen shows comes first; whoever scrolls on gets more at a time. */
const FIRST_PAGE = 200;
const NEXT_PAGE = 1000;
/** More rows than anybody reads; whoever needs more exports them. */
export const MAX_ROWS = 100_000;

/** The scope of a search, with its relative ends fixed at `asOf`, so that all parts of the page speak of the same events. */
export function useScope({ query, range }: SearchState, asOf: number): SearchScope {
  const [{ clock }] = usePreferences();
  const { from, to } = resolveRange(range, { now: asOf, clock });
  return {
    query,
    timezone: zoneOf(clock),
    ...(from === null ? {} : { from: isoOf(from) }),
    ...(to === null ? {} : { to: isoOf(to) }),
  };
}

/** What is asked, and when: the same asked again later is another question, also where both ends are fixed. */
export interface Asked {
  readonly scope: SearchScope;
  readonly asOf: number;
}

export function useEvents({ scope, asOf }: Asked, { sort, columns, range }: SearchState, isEnabled: boolean) {
  const api = useApi();
  const fields = fieldsOf(columns);
  const order = `${sort.token}:${sort.isDescending ? 'desc' : 'asc'}`;
  const answer = useInfiniteQuery({
    queryKey: ['events', asOf, scope, order, fields],
    queryFn: ({ pageParam, signal }) =>
      searchEvents(
        api,
        {
          ...{ ...scope, fields, sort: order },
          ...(pageParam === null
            ? { limit: FIRST_PAGE, history: historyOf(range) }
            : { limit: NEXT_PAGE, cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    // Comparing a hundred thousand events with those before costs more than drawing the few that are seen.
    structuralSharing: false,
    gcTime: 60_000,
  });
  const events = useMemo(() => answer.data?.pages.flatMap((page) => page.events) ?? NO_EVENTS, [answer.data]);
  return { ...answer, events, unfinished: answer.data?.pages.at(-1)?.unfinished };
}

function historyOf({ from, to }: TimeRange): { readonly from?: string; readonly to?: string } {
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

const NO_EVENTS: readonly PrintedEvent[] = [];

/** All that the row and its sentence are made of. */
function fieldsOf(columns: readonly string[]): readonly string[] {
  const own = columns.filter((column) => column !== SUMMARY);
  return [
    ...new Set(['eventId', 'eventTime', 'collectorReceivedTime', 'outcome', 'defects', ...own, ...SENTENCE_TOKENS]),
  ].sort();
}

export function useCount({ scope, asOf }: Asked) {
  const api = useApi();
  return useQuery({
    queryKey: ['count', asOf, scope],
    queryFn: async ({ signal, client }) => {
      await afterRows(client, { scope, asOf });
      return countEvents(api, scope, signal);
    },
    placeholderData: keepPreviousData,
  });
}

export function useHistogram({ scope, asOf }: Asked, by: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['histogram', asOf, scope, by],
    queryFn: async ({ signal, client }) => {
      await afterRows(client, { scope, asOf });
      return histogramOf(api, { ...scope, ...(by === '' ? {} : { by }) }, signal);
    },
    placeholderData: keepPreviousData,
  });
}

export function useFacets({ scope, asOf }: Asked, tokens: readonly string[]) {
  const api = useApi();
  return useQuery({
    queryKey: ['facets', asOf, scope, tokens],
    queryFn: async ({ signal, client }) => {
      await afterRows(client, { scope, asOf });
      return facetsOf(api, { ...scope, tokens, limit: 8 }, signal);
    },
    placeholderData: keepPreviousData,
    enabled: tokens.length > 0,
  });
}

/** Figures take all of the server's processors: asked together with the rows, they would hold up what is looked at first. */
async function afterRows(client: QueryClient, { scope, asOf }: Asked): Promise<void> {
  // All parts of the page have asked by then.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const rows = { queryKey: ['events', asOf, scope], predicate: ({ state }: Query) => state.data === undefined };
  if (client.isFetching(rows) === 0) return;
  await new Promise<void>((resolve) => {
    const stop = client.getQueryCache().subscribe(() => {
      if (client.isFetching(rows) > 0) return;
      stop();
      resolve();
    });
  });
}
