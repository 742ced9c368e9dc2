// From the beginning of the first session that satisfies a query to the end of the last one.

import { useQueries } from '@tanstack/react-query';
import { useApi } from './page-context.js';
import { findSessions } from './sessions-api.js';
import type { Span } from './ticks.js';
import { instantIn } from './vpn-session.js';

const ENDS = ['startTime:asc', 'endTime:desc'] as const;

/** Null until it is known, and when there is none. */
export function useWholeSpan(query: string, isEnabled: boolean): Span | null {
  const api = useApi();
  const [first, last] = useQueries({
    queries: ENDS.map((sort) => ({
      queryKey: ['sessions', 'ends', query, sort],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => findSessions(api, { query, sort, limit: 1 }, signal),
      enabled: isEnabled,
    })),
  }).map(({ data }) => data?.sessions[0]);
  if (first === undefined || last === undefined) return null;
  return { from: instantIn(first, 'startTime'), to: instantIn(last, 'endTime') };
}
