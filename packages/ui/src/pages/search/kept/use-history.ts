import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useApi, useToasts } from '../../../lib/page-context.js';
import { HISTORY_KEY, searchHistory } from './requests.js';

const STALE_MS = 5000;

/** What one has searched, latest first. */
export function useHistory() {
  const api = useApi();
  return useQuery({
    queryKey: HISTORY_KEY,
    queryFn: ({ signal }) => searchHistory(api, signal),
    placeholderData: (before) => before,
    staleTime: STALE_MS,
  });
}

/** Steps through what one has searched: −1 is earlier. It is asked for by the first step, and begins anew with each query that is run. */
export function useRecall(query: string, show: (query: string) => void): (steps: number) => Promise<void> {
  const api = useApi();
  const queries = useQueryClient();
  const place = useRef({ query, at: -1 });
  const toasts = useToasts();
  const read = (staleTime: number) => {
    const queryFn = ({ signal }: { readonly signal: AbortSignal }) => searchHistory(api, signal);
    return queries.fetchQuery({ queryKey: HISTORY_KEY, queryFn, staleTime });
  };
  return async (steps) => {
    const isFirst = place.current.query !== query || place.current.at < 0;
    const history = await read(isFirst ? 0 : Number.POSITIVE_INFINITY).catch(() => null);
    if (history === null) return toasts.say('What was searched cannot be read now', 'bad');
    const { runs } = history;
    const before = place.current.query === query ? place.current.at : -1;
    const recent = runs.map((run) => run.query).filter((one) => one !== query);
    const at = Math.max(-1, Math.min(recent.length - 1, before - steps));
    place.current = { query, at };
    show(recent[at] ?? query);
  };
}
