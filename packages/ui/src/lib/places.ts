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
