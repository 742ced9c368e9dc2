// What the search page asks of the server, one function per route.

import type { EventCount, EventDetail, EventFacets, EventPage, EventPatterns, TimeToken } from '@gatehouse/model';
import { type Api, ApiProblem } from '../../lib/api.js';
import type { Scope } from '../../lib/asked.js';

export type SearchScope = Scope;

interface PageRequest extends SearchScope {
  readonly fields: readonly string[];
  readonly sort?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly history?: Written;
}

/** As a person wrote it, for the history. */
export interface Written {
  readonly query: string;
  readonly timeToken: TimeToken;
  readonly from?: string;
  readonly to?: string;
}

/** The query itself cannot be read: the box and the results say so, and nothing else needs to. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'query.invalid';
}

export function searchEvents(api: Api, request: PageRequest, signal: AbortSignal): Promise<EventPage> {
  return api.post('events/search', { body: request, signal });
}

export function countEvents(api: Api, scope: SearchScope, signal: AbortSignal): Promise<EventCount> {
  return api.post('events/count', { body: scope, signal });
}

export function facetsOf(
  api: Api,
  request: SearchScope & { readonly tokens: readonly string[]; readonly limit: number },
  signal: AbortSignal,
): Promise<EventFacets> {
  return api.post('events/facets', { body: request, signal });
}

export function patternsOf(
  api: Api,
  request: SearchScope & { readonly limit: number },
  signal: AbortSignal,
): Promise<EventPatterns> {
  return api.post('events/patterns', { body: request, signal });
}

export function eventDetail(api: Api, id: string, signal: AbortSignal): Promise<EventDetail> {
  // What was around it is asked for where it is shown, a tab away.
  return api.get(`events/${encodeURIComponent(id)}`, { query: { around: 0 }, signal });
}
