// How many sessions were open at the same time, as bars.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { binsOf } from './bins.js';
import { intervalOf } from './intervals.js';
import { useApi, usePreferences } from './page-context.js';
import { sessionConcurrency } from './sessions-api.js';
import type { Span } from './ticks.js';
import { isoOf, zoneOf } from './time.js';

/** `span` null: not known yet. */
export function useOpenSessions(query: string, span: Span | null) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const { from, to } = span ?? { from: 0, to: 1 };
  const intervalSeconds = intervalOf({ from, to }, to) ?? 1;
  const request = { query, from: isoOf(from), to: isoOf(to), timezone: zoneOf(clock), intervalSeconds };
  const answer = useQuery({
    queryKey: ['concurrency', request],
    queryFn: ({ signal }) => sessionConcurrency(api, request, signal),
    placeholderData: keepPreviousData,
    enabled: span !== null,
  });
  const buckets = (answer.data?.buckets ?? []).map((bucket) => ({
    from: Date.parse(bucket.from),
    count: bucket.open,
    values: { open: bucket.open },
  }));
  const { isError, error, isFetching, refetch } = answer;
  return { isError, error, isFetching, refetch, bins: binsOf(buckets), intervalMs: intervalSeconds * 1000 };
}
