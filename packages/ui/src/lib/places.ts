// Where to look further: the pages, with what they are to show. For links.

import { rangeParams } from './asked.js';
import { isoOf, type TimeRange } from './time.js';

export interface Place {
  readonly to: string;
  readonly search?: Record<string, string>;
}

export function searchPlace(query: string, range: TimeRange): Place {
  return { to: '/search', search: { q: query, ...rangeParams(range) } };
}

const AROUND_MS = 15 * 60_000;

/** One event, among what happened around it. */
export function eventPlace(id: string, time: string, query = ''): Place {
  const at = Date.parse(time);
  const range = { from: isoOf(at - AROUND_MS), to: isoOf(at + AROUND_MS) };
  return { to: '/search', search: { q: query, ...rangeParams(range), event: id } };
}

export function sessionPlace(id: string): Place {
  return { to: `/sessions/${encodeURIComponent(id)}` };
}

export function sessionsPlace(query: string, range: TimeRange): Place {
  return { to: '/sessions', search: { q: query, ...rangeParams(range) } };
}

export function personPlace(name: string): Place {
  return { to: `/people/${encodeURIComponent(name)}` };
}

/** Who was on it then; empty: now. */
export function addressPlace(address: string, at = ''): Place {
  return { to: `/addresses/${encodeURIComponent(address)}`, search: at === '' ? {} : { at } };
}
