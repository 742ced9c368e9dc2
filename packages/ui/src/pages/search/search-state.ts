// What the search page shows, as it stands in the address. Everything that a link must carry is here, and nothing else is kept anywhere.

import type { TimeToken } from '@gatehouse/model';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { listParam, textParam } from '../../lib/address-bar.js';
import { DEFAULT_RANGE, type TimeRange } from '../../lib/time.js';

/** A column: a token, or the sentence made of all of them. */
export type Column = string;
export const SUMMARY: Column = 'summary';

export interface Sort {
  readonly token: string;
  readonly isDescending: boolean;
}

export interface SearchState {
  readonly query: string;
  /** Clauses that were switched off, to be switched on again. */
  readonly off: readonly string[];
  readonly range: TimeRange;
  /** An event with a wrong clock is found by when it arrived. */
  readonly timeToken: TimeToken;
  readonly columns: readonly Column[];
  readonly sort: Sort;
  /** Token by which the histogram is broken down; empty: none. */
  readonly breakdown: string;
  /** The span before is drawn behind the bars. */
  readonly hasBefore: boolean;
  /** Event shown in the panel. */
  readonly event: string;
  /** Events chosen to be compared. */
  readonly chosen: readonly string[];
  readonly isComparing: boolean;
  /** Forms of lines are shown instead of events. */
  readonly isPatterns: boolean;
  readonly isLive: boolean;
}

const DEFAULT_COLUMNS: readonly Column[] = ['eventName', 'userName', SUMMARY];
const NEWEST_FIRST: Sort = { token: 'eventTime', isDescending: true };
const DEFAULT_BREAKDOWN = 'outcome';
const NONE = 'none';
const OPEN = '*';
const ARRIVAL = 'arrival';
const PATTERNS = 'patterns';

type Params = Readonly<Record<string, unknown>>;

export function readState(params: Params): SearchState {
  const columns = textParam(params, 'cols')
    .split(',')
    .filter((name) => name !== '');
  return {
    query: textParam(params, 'q'),
    off: listParam(params, 'off'),
    range: { from: bound(textParam(params, 'from', DEFAULT_RANGE.from)), to: bound(textParam(params, 'to')) },
    timeToken: textParam(params, 'time') === ARRIVAL ? 'collectorReceivedTime' : 'eventTime',
    columns: columns.length === 0 ? DEFAULT_COLUMNS : columns,
    sort: readSort(textParam(params, 'sort')),
    breakdown: textParam(params, 'by', DEFAULT_BREAKDOWN).replace(NONE, ''),
    hasBefore: textParam(params, 'before') === 'yes',
    event: textParam(params, 'event'),
    chosen: textParam(params, 'chosen')
      .split(',')
      .filter((id) => id !== ''),
    isComparing: textParam(params, 'compare') === 'yes',
    isPatterns: textParam(params, 'show') === PATTERNS,
    isLive: textParam(params, 'live') === 'yes',
  };
}

/** What is at its default is left out. */
export function writeState(state: SearchState): Record<string, string | readonly string[]> {
  const {
    query,
    off,
    range,
    timeToken,
    columns,
    sort,
    breakdown,
    hasBefore,
    event,
    chosen,
    isComparing,
    isPatterns,
    isLive,
  } = state;
  return {
    ...part('q', query),
    ...(off.length === 0 ? {} : { off }),
    ...(range.from === DEFAULT_RANGE.from ? {} : { from: range.from === '' ? OPEN : range.from }),
    ...part('to', range.to),
    ...part('time', timeToken === 'eventTime' ? '' : ARRIVAL),
    ...part('cols', columns.join(',') === DEFAULT_COLUMNS.join(',') ? '' : columns.join(',')),
    ...part('sort', isSameSort(sort, NEWEST_FIRST) ? '' : `${sort.isDescending ? '-' : ''}${sort.token}`),
    ...part('by', breakdown === DEFAULT_BREAKDOWN ? '' : breakdown === '' ? NONE : breakdown),
    ...part('before', hasBefore ? 'yes' : ''),
    ...part('event', event),
    ...part('chosen', chosen.join(',')),
    ...part('compare', isComparing ? 'yes' : ''),
    ...part('show', isPatterns ? PATTERNS : ''),
    ...part('live', isLive ? 'yes' : ''),
  };
}

/** Events and their patterns take turns. */
export function togglePatterns({ isPatterns }: SearchState): Partial<SearchState> {
  return { isPatterns: !isPatterns, isLive: false, event: '', isComparing: false };
}

function part(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}

function bound(text: string): string {
  return text === OPEN ? '' : text;
}

function readSort(text: string): Sort {
  const token = text.replace(/^-/, '');
  return token === '' ? NEWEST_FIRST : { token, isDescending: text.startsWith('-') };
}

function isSameSort(one: Sort, other: Sort): boolean {
  return one.token === other.token && one.isDescending === other.isDescending;
}

export type ChangeState = (change: Partial<SearchState>, options?: { readonly replace?: boolean }) => void;

/** The state, and how to change it: a step back in the browser takes back one change. */
export function useSearchState(): readonly [SearchState, ChangeState] {
  const params: Params = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback<ChangeState>(
    (part, { replace = false } = {}) => {
      void navigate({
        to: '/search',
        search: (before: Params) => writeState({ ...readState(before), ...part }),
        replace,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [readState(params), change];
}
