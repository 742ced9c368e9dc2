// What the server keeps of searches, one function per route.

import type { KeptSearch, NewSearch, SavedSearch, SavedSearches, SearchHistory } from '@gatehouse/model';
import type { Api } from '../../../lib/api.js';
import type { SearchState } from '../search-state.js';

export const SAVED_KEY = ['saved-searches'] as const;
export const HISTORY_KEY = ['search-history'] as const;

export function savedSearches(api: Api, signal: AbortSignal): Promise<SavedSearches> {
  return api.get('searches', { signal });
}

export function saveSearch(api: Api, search: NewSearch): Promise<SavedSearch> {
  return api.post('searches', { body: search });
}

export function removeSearch(api: Api, { id, revision }: SavedSearch): Promise<unknown> {
  return api.delete(`searches/${encodeURIComponent(id)}`, { query: { revision } });
}

export function searchHistory(api: Api, signal: AbortSignal): Promise<SearchHistory> {
  return api.get('history', { signal });
}

export function forgetHistory(api: Api): Promise<unknown> {
  return api.delete('history');
}

/** What of the page a search is saved with; times stay as they were written. */
export function keptOf(state: SearchState, timezone: string): KeptSearch {
  const { query, range, timeToken, columns, sort, breakdown } = state;
  return {
    ...{ query, timeToken },
    from: range.from === '' ? null : range.from,
    to: range.to === '' ? null : range.to,
    timezone,
    fields: columns,
    sort: `${sort.token}:${sort.isDescending ? 'desc' : 'asc'}`,
    by: breakdown === '' ? null : breakdown,
  };
}

/** What was asked, and when of: how it is shown stays as it is. */
export function askedOf({ query, from, to, timeToken }: Asked): Partial<SearchState> {
  return { query, range: { from: from ?? '', to: to ?? '' }, timeToken, off: [], event: '' };
}

type Asked = Pick<KeptSearch, 'query' | 'from' | 'to' | 'timeToken'>;

export function stateOf(search: KeptSearch): Partial<SearchState> {
  const { fields, sort, by } = search;
  const [token, order] = (sort ?? '').split(':');
  return {
    ...askedOf(search),
    breakdown: by ?? '',
    ...(fields === null ? {} : { columns: fields }),
    ...(token === undefined || token === '' ? {} : { sort: { token, isDescending: order !== 'asc' } }),
    ...{ chosen: [], isComparing: false, isPatterns: false, isLive: false },
  };
}
