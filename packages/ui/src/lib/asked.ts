// What a page is asked for, as its address says it: a query and a range of time. Search carries more; what these mean is the same there.

import { textParam } from './address-bar.js';
import { type Clock, DEFAULT_RANGE, isoOf, resolveRange, type TimeRange, zoneOf } from './time.js';
import { type Address, useAddress } from './use-address.js';

export interface Asked {
  readonly query: string;
  readonly range: TimeRange;
  /** Nobody has chosen a range. */
  readonly isUsual: boolean;
}

/** What is searched: a query within a time range, both ends as ISO instants. */
export interface Scope {
  readonly query: string;
  readonly from?: string;
  readonly to?: string;
  readonly timezone: string;
}

type Params = Readonly<Record<string, unknown>>;

/** How an open beginning is written; a missing one is the usual range. */
const OPEN = '*';

export function readAsked(params: Params, usual: TimeRange = DEFAULT_RANGE): Asked {
  const from = textParam(params, 'from');
  const to = textParam(params, 'to');
  const isUsual = from === '' && to === '';
  const start = from === '' ? usual.from : from;
  return { query: textParam(params, 'q'), range: { from: start === OPEN ? '' : start, to }, isUsual };
}

export function rangeParams({ from, to }: TimeRange): Record<string, string> {
  return { from: from === '' ? OPEN : from, to };
}

/** The address as these pages read it: all parameters at once. */
export function useParams(): readonly [Address['params'], Address['change']] {
  const { params, change } = useAddress();
  return [params, change];
}

/** Relative ends are fixed at `now`, so that all parts of a page speak of the same events. */
export function scopeOf(
  { query, range }: Pick<Asked, 'query' | 'range'>,
  reading: { readonly now: number; readonly clock: Clock },
): Scope {
  const { from, to } = resolveRange(range, reading);
  return {
    query,
    timezone: zoneOf(reading.clock),
    ...(from === null ? {} : { from: isoOf(from) }),
    ...(to === null ? {} : { to: isoOf(to) }),
  };
}
