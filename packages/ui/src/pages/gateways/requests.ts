// What the page asks of the server: how the event sources are now, and how well what they sent was read.

import type { EventCount, EventSources, SourcesCoverage } from '@gatehouse/model';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Api } from '../../lib/api.js';

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

export interface CoverageScope {
  readonly from: string;
  readonly to: string;
}

export function coverageQuery(api: Api, scope: CoverageScope) {
  return queryOptions({
    queryKey: ['coverage', scope],
    queryFn: ({ signal }) => api.get<SourcesCoverage>('sources/coverage', { query: { ...scope }, signal }),
    placeholderData: keepPreviousData,
  });
}
