// What pages ask about event sources: how they are now, and whether anything came from them.

import type { DemonstrationAnswer, EventCount, EventSources } from '@gatehouse/model';
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

/** Lines of the demonstration that this page has asked for: before all of them are stored, figures would be a part. */
export const DEMONSTRATION_KEY = ['demonstration'] as const;

/** Whether there is any event at all. */
export function storedQuery(api: Api) {
  return queryOptions({
    queryKey: ['stored'],
    queryFn: ({ signal }) => api.post<EventCount>('events/count', { body: { query: '' }, signal }),
    refetchInterval: LIVE_MS,
  });
}

/** Whether there is made-up traffic: for who administrates all customers. */
export function madeUpQuery(api: Api) {
  return queryOptions({
    queryKey: ['made-up'],
    queryFn: async ({ signal }) => (await api.get<DemonstrationAnswer>('demo', { signal })).demonstration,
  });
}
