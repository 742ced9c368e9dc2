// What the page asks of the server: the data sources that are read, the wishes for others, and lines to be explained.

import type {
  Catalog,
  DataSourceDetail,
  LineExplanation,
  MappingGuide,
  NewSourceRequest,
  SourceRequest,
  SourceRequests,
} from '@gatehouse/model';
import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../../lib/api.js';

export function catalogQuery(api: Api) {
  return queryOptions({ queryKey: ['catalog'], queryFn: ({ signal }) => api.get<Catalog>('catalog', { signal }) });
}

export function dataSourceQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: ['catalog', id],
    queryFn: ({ signal }) => api.get<DataSourceDetail>(`catalog/${encodeURIComponent(id)}`, { signal }),
    enabled: id !== '',
  });
}

export function guideQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: ['catalog', id, 'guide'],
    queryFn: ({ signal }) => api.get<MappingGuide>(`catalog/${encodeURIComponent(id)}/guide`, { signal }),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const WISHES_KEY = ['catalog-requests'] as const;

export function wishesQuery(api: Api) {
  return queryOptions({
    queryKey: WISHES_KEY,
    queryFn: async ({ signal }) => (await api.get<SourceRequests>('catalog/requests', { signal })).requests,
  });
}

export function askForSource(api: Api, wish: NewSourceRequest): Promise<SourceRequest> {
  return api.post('catalog/requests', { body: wish });
}

export function voteFor(api: Api, id: string): Promise<SourceRequest> {
  return api.post(`catalog/requests/${encodeURIComponent(id)}/votes`);
}

/** How lines are to be read where they do not say themselves. */
export interface Reading {
  readonly timezone: string;
  readonly dateOrder: string;
}

export async function explainLines(
  api: Api,
  lines: readonly string[],
  reading: Reading,
): Promise<readonly LineExplanation[]> {
  const body = { lines, ...reading };
  return (await api.post<{ readonly explanations: readonly LineExplanation[] }>('parse', { body })).explanations;
}
