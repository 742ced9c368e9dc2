// Searches for the events behind a figure.

import { fieldOf, type Token } from '@gatehouse/model';
import { withValue } from '../../lib/clauses.js';

/** An empty text stands for events that lack the token. */
export type Wanted = Readonly<Partial<Record<Token, string>>>;

export interface Shown {
  readonly from?: string;
  readonly to?: string;
  /** Opened beside the list. */
  readonly event?: string;
}

/** Parameters of the search page; all time, where no range is given. */
export function eventsOf(wanted: Wanted, { from, to, event }: Shown): Record<string, string> {
  const all = { q: queryOf(wanted), from: from ?? '*', to: to ?? '', event: event ?? '' };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

function queryOf(wanted: Wanted): string {
  return Object.entries(wanted).reduce((query, [token, value]) => {
    const field = fieldOf(token);
    if (field === undefined) return query;
    return withValue(query, 'include', { field, value: value === '' ? null : value });
  }, '');
}
