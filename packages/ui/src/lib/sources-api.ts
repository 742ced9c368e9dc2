// What pages ask about event sources: how they are now, and whether anything came from them.

import type { EventCount, EventSources } from '@gatehouse/model';
import { queryOptions } from '@tanstack/react-query';
import type { Api } from './api.js';

const LIVE_MS = 5000;

export function sourcesQuery(api: Api) {
  return queryOptions({
    queryKey: ['sources'],
    queryFn: ({ signal }) => api.get<EventSources>('sources', { signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

/** Whether there is any event at all. */
export function storedQuery(api: Api) {
  return queryOptions({
    queryKey: ['stored'],
    queryFn: ({ signal }) => api.post<EventCount>('events/count', { body: { query: '' }, signal }),
    refetchInterval: LIVE_MS,
  });
}
