// Addresses that show the same to somebody else, later: time ranges are fixed.

import type { PrintedEvent } from '@gatehouse/model';
import { stringifySearch } from '../../lib/address-bar.js';
import { timeOf } from '../../lib/sentence.js';
import { absoluteRange, type Clock, isoOf } from '../../lib/time.js';
import { type SearchState, writeState } from './search-state.js';

const AROUND_MS = 15 * 60_000;

/** The event open, among what happened around it. */
export function eventPath(event: PrintedEvent, state: SearchState): string {
  const time = timeOf(event);
  const range = time === null ? state.range : { from: isoOf(time - AROUND_MS), to: isoOf(time + AROUND_MS) };
  const shown: SearchState = {
    ...state,
    range,
    timeToken: 'eventTime',
    event: String(event.eventId ?? ''),
    chosen: [],
    isLive: false,
    isComparing: false,
    isPatterns: false,
  };
  return `/search${stringifySearch(writeState(shown))}`;
}

/** The search as it is now. */
export function searchPath(
  state: SearchState,
  { now, clock }: { readonly now: number; readonly clock: Clock },
): string {
  const range = absoluteRange(state.range, { now, clock });
  return `/search${stringifySearch(writeState({ ...state, range, isLive: false }))}`;
}
