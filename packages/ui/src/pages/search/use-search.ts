// The answers that the search page shows, kept while the next ones are on their way: nothing jumps, and nothing blinks.

import type { PrintedEvent } from '@gatehouse/model';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { SENTENCE_TOKENS } from '../../lib/sentence.js';
import { isoOf, resolveRange, zoneOf } from '../../lib/time.js';
import { arrivedIn } from './arrived-in.js';
import { type SearchScope, searchEvents, type Written } from './requests.js';
import { type SearchState, SUMMARY } from './search-state.js';
import { useLines } from './use-lines.js';

/** What a screen shows comes first; whoever scrolls on gets more at a time. */
const FIRST_PAGE = 100;
const NEXT_PAGE = 1000;
/** More rows than anybody reads; whoever needs more exports them. */
export const MAX_ROWS = 100_000;

/** The scope of a search, with its relative ends fixed at `asOf`, so that all parts of the page speak of the same events. */
export function useScope({ query, range, timeToken }: SearchState, asOf: number): SearchScope {
  const [{ clock }] = usePreferences();
  const { from, to } = resolveRange(range, { now: asOf, clock });
  const bounds = { ...(from === null ? {} : { from: isoOf(from) }), ...(to === null ? {} : { to: isoOf(to) }) };
  const timezone = zoneOf(clock);
  return timeToken === 'eventTime' ? { query, timezone, ...bounds } : { query: arrivedIn(query, bounds), timezone };
}

/** The instant that `now` stands for: fixed anew with every other query or range, and when the same is asked again. */
export function useAsOf({ query, range, timeToken }: SearchState): readonly [number, () => void] {
  const key = JSON.stringify([query, range, timeToken]);
  const [fixed, setFixed] = useState(() => ({ key, at: Date.now() }));
  if (fixed.key !== key) setFixed({ key, at: Date.now() });
  return [fixed.at, () => setFixed({ key, at: Date.now() })];
}

/** What is asked, and when: the same asked again later is another question, also where both ends are fixed. */
export interface Asked {
  readonly scope: SearchScope;
  readonly asOf: number;
}

export function useEvents(
  { scope, asOf }: Asked,
  { query, sort, columns, range, timeToken }: SearchState,
  isEnabled: boolean,
) {
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
            ? { limit: FIRST_PAGE, history: historyOf({ query, range, timeToken }) }
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
  const lines = useLines({ scope, order, asOf }, answer.data);
  const events = useMemo(
    () => answer.data?.pages.flatMap((page) => page.events.map(lines)) ?? NO_EVENTS,
    [answer.data, lines],
  );
  return { ...answer, events, unfinished: answer.data?.pages.at(-1)?.unfinished };
}

function historyOf({
  query,
  range: { from, to },
  timeToken,
}: Pick<SearchState, 'query' | 'range' | 'timeToken'>): Written {
  return { query, timeToken, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

const NO_EVENTS: readonly PrintedEvent[] = [];

/** All that the row and its sentence are made of. */
function fieldsOf(columns: readonly string[]): readonly string[] {
  const own = columns.filter((column) => column !== SUMMARY);
  const shown = SENTENCE_TOKENS.filter((token) => token !== 'rawEvent');
  return [...new Set(['eventId', 'eventTime', 'collectorReceivedTime', 'outcome', 'defects', ...own, ...shown])].sort();
}
