import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Api } from '../../lib/api.js';
import { type Asked, type Scope, scopeOf } from '../../lib/asked.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { isoOf, resolveRange, type TimeRange } from '../../lib/time.js';

/** What every part of the page is about. */
export interface View {
  readonly query: string;
  /** As links carry it. */
  readonly range: TimeRange;
  readonly from: number | null;
  readonly to: number;
  readonly timezone: string;
}

const DAY = 86_400_000;

export interface Seen {
  /** Null until it is known what to show. */
  readonly view: View | null;
  /** The usual range is empty: this is the day up to the newest event, so that an old log is no blank page. */
  readonly isMoved: boolean;
}

export function useView(asked: Asked, now: number): Seen {
  const [{ clock }] = usePreferences();
  const reading = { now, clock };
  const { from, to } = resolveRange(asked.range, reading);
  const { timezone } = scopeOf(asked, reading);
  const newest = useNewest({ timezone, now, isEnabled: asked.isUsual });
  const own: View = { query: asked.query, range: asked.range, from, to: to ?? now, timezone };
  if (!asked.isUsual || newest.isError) return { view: own, isMoved: false };
  if (newest.data === undefined) return { view: null, isMoved: false };
  if (newest.data === null || from === null || newest.data >= from) return { view: own, isMoved: false };
  return { view: { ...own, ...dayUpTo(newest.data) }, isMoved: true };
}

/** A second more: the range ends with the event, not before it. */
export function dayUpTo(time: number): Pick<View, 'range' | 'from' | 'to'> {
  const to = time + 1000;
  return { range: { from: isoOf(to - DAY), to: isoOf(to) }, from: to - DAY, to };
}

/** The query of the page and one of its own, in the range. */
export function scopeWithin({ from, to, timezone }: View, query: string): Scope {
  return { query, timezone, to: isoOf(to), ...(from === null ? {} : { from: isoOf(from) }) };
}

interface Newest {
  readonly timezone: string;
  readonly now: number;
  readonly isEnabled: boolean;
}

/** Time of the newest event until now; null when there is none. Clocks that are ahead do not count. */
export function useNewest({ timezone, now, isEnabled }: Newest) {
  const api = useApi();
  return useQuery({
    queryKey: ['newest', now],
    queryFn: ({ signal }) => newestTime(api, { query: '', timezone, to: isoOf(now) }, signal),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
}

interface NewestPage {
  readonly events: readonly { readonly eventTime?: string }[];
}

async function newestTime(api: Api, scope: Scope, signal: AbortSignal): Promise<number | null> {
  const body = { ...scope, fields: ['eventTime'], sort: 'eventTime:desc', limit: 1 };
  const { events } = await api.post<NewestPage>('events/search', { body, signal });
  const time = events[0]?.eventTime;
  return time === undefined ? null : Date.parse(time);
}
