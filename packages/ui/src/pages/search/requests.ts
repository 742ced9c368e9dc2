// What the search page asks of the server, one function per route.

import type { EventCount, EventDetail, EventFacets, EventHistogram, EventPage } from '@gatehouse/model';
import type { Api } from '../../lib/api.js';

/** What is searched: a query within a time range, both ends as ISO instants. */
export interface SearchScope {
  readonly query: string;
  readonly from?: string;
  readonly to?: string;
  readonly timezone: string;
}

interface PageRequest extends SearchScope {
  readonly fields: readonly string[];
  readonly sort?: string;
  readonly limit: number;
  readonly cursor?: string;
  /** Times as they were written, for the history. */
  readonly history?: { readonly from?: string; readonly to?: string };
}

export function searchEvents(api: Api, request: PageRequest, signal: AbortSignal): Promise<EventPage> {
  return api.post('events/search', { body: request, signal });
}

export function countEvents(api: Api, scope: SearchScope, signal: AbortSignal): Promise<EventCount> {
  return api.post('events/count', { body: scope, signal });
}

export function histogramOf(
  api: Api,
  request: SearchScope & { readonly by?: string },
  signal: AbortSignal,
): Promise<EventHistogram> {
  return api.post('events/histogram', { body: request, signal });
}

export function facetsOf(
  api: Api,
  request: SearchScope & { readonly tokens: readonly string[]; readonly limit: number },
  signal: AbortSignal,
): Promise<EventFacets> {
  return api.post('events/facets', { body: request, signal });
}

export function eventDetail(api: Api, id: string, signal: AbortSignal): Promise<EventDetail> {
  // What was around it is asked for where it is shown, a tab away.
  return api.get(`events/${encodeURIComponent(id)}`, { query: { around: 0 }, signal });
}
