// Where to look further: the pages, with what they are to show. For links.

import { rangeParams } from './asked.js';
import type { TimeRange } from './time.js';

export interface Place {
  readonly to: string;
  readonly search?: Record<string, string>;
}

export function searchPlace(query: string, range: TimeRange): Place {
  return { to: '/search', search: { q: query, ...rangeParams(range) } };
}

export function eventPlace(id: string): Place {
  return { to: '/search', search: { event: id } };
}

export function personPlace(name: string, range?: TimeRange): Place {
  return { to: `/people/${encodeURIComponent(name)}`, ...(range === undefined ? {} : { search: rangeParams(range) }) };
}

export function addressPlace(address: string, at = ''): Place {
  return { to: `/addresses/${encodeURIComponent(address)}`, search: { at } };
}
