// What the server keeps of searches, one function per route.

import type { KeptSearch, NewSearch, SavedSearch, SavedSearches, SearchHistory } from '@gatehouse/model';
import type { Api } from '../../../lib/api.js';
import { arrivedIn } from '../arrived-in.js';
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
  const isOfEvents = timeToken === 'eventTime';
  return {
    query: isOfEvents ? query : arrivedIn(query, range),
    from: range.from === '' || !isOfEvents ? null : range.from,
    to: range.to === '' || !isOfEvents ? null : range.to,
    timezone,
    fields: columns,
    sort: `${sort.token}:${sort.isDescending ? 'desc' : 'asc'}`,
    by: breakdown === '' ? null : breakdown,
  };
}

export function stateOf({ query, from, to, fields, sort, by }: KeptSearch): Partial<SearchState> {
  const [token, order] = (sort ?? '').split(':');
  return {
    query,
    range: { from: from ?? '', to: to ?? '' },
    breakdown: by ?? '',
    ...(fields === null ? {} : { columns: fields }),
    ...(token === undefined || token === '' ? {} : { sort: { token, isDescending: order !== 'asc' } }),
    ...{ timeToken: 'eventTime' as const, off: [], event: '', chosen: [], isComparing: false, isLive: false },
  };
}
