// Which row the keys act on. It is remembered by its event, so that it stays the same when others come in above it.

import type { PrintedEvent } from '@gatehouse/model';
import { useState } from 'react';
import type { ChangeState, SearchState } from './search-state.js';

export interface Rows {
  /** −1: none. */
  readonly at: number;
  readonly open: (index: number) => void;
  readonly choose: (index: number) => void;
  /** Moves by so many rows; a panel that is open follows. Returns the row. */
  readonly step: (by: number) => number;
}

interface RowsParts {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly events: readonly PrintedEvent[];
}

export function useRows({ state, change, events }: RowsParts): Rows {
  const [marked, setMarked] = useState({ id: '', index: -1 });
  const id = state.event === '' ? marked.id : state.event;
  const isStill = idOf(events, marked.index) === id;
  const at = isStill ? marked.index : events.findIndex(({ eventId }) => eventId === id);
  const mark = (index: number) => setMarked({ id: idOf(events, index), index });
  const open = (index: number) => {
    mark(index);
    change({ event: idOf(events, index) }, { replace: state.event !== '' });
  };
  const choose = (index: number) => {
    const one = idOf(events, index);
    if (one === '') return;
    const chosen = state.chosen.includes(one) ? state.chosen.filter((other) => other !== one) : [...state.chosen, one];
    change({ chosen }, { replace: true });
  };
  const step = (by: number) => {
    const next = Math.max(0, Math.min(events.length - 1, at + by));
    if (state.event === '') mark(next);
    else open(next);
    return next;
  };
  return { at, open, choose, step };
}

function idOf(events: readonly PrintedEvent[], index: number): string {
  return String(events[index]?.eventId ?? '');
}
