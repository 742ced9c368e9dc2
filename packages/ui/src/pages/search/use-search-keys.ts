import { usePreferences, useShortcuts } from '../../lib/page-context.js';
import { absoluteRange, shiftedRange, widenedRange } from '../../lib/time.js';
import type { ChangeState, SearchState } from './search-state.js';
import type { Rows } from './use-rows.js';

interface SearchKeysParts {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly asOf: number;
  readonly rows: Rows;
  readonly step: (by: number) => void;
  readonly focusQuery: () => void;
  readonly toggleFields: () => void;
  readonly refresh: () => void;
}

export function useSearchKeys(parts: SearchKeysParts): void {
  const { state, change, asOf, rows, step, focusQuery, toggleFields, refresh } = parts;
  const [{ clock, showsHistogram }, setPreferences] = usePreferences();
  const { range } = state;
  const reading = { now: asOf, clock };
  const down = { label: 'Next event', run: () => step(1) };
  const up = { label: 'Previous event', run: () => step(-1) };
  const open = { label: 'Open the event', run: () => rows.at >= 0 && rows.open(rows.at) };
  useShortcuts('Search', {
    '/': { label: 'Write the query', run: focusQuery },
    s: {
      label: 'Kept searches',
      run: () => document.querySelector<HTMLElement>('.kept-button')?.click(),
    },
    r: { label: 'Run again', run: refresh },
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    Enter: open,
    o: open,
    x: { label: 'Choose the event', run: () => rows.choose(rows.at) },
    c: {
      label: 'Compare the chosen events',
      run: () => change({ isComparing: state.chosen.length > 1 && !state.isComparing }),
    },
    Escape: { label: 'Choose none', run: () => change({ chosen: [], isComparing: false }) },
    l: { label: 'Live: events as they come', run: () => change({ isLive: !state.isLive }, { replace: true }) },
    f: { label: 'Fields at the side', run: toggleFields },
    h: { label: 'Bars over time', run: () => setPreferences({ showsHistogram: !showsHistogram }) },
    u: {
      label: 'Times in UTC, or of this browser',
      run: () => setPreferences({ clock: clock === 'utc' ? 'local' : 'utc' }),
    },
  });
  useShortcuts('Time', {
    't t': { label: 'Choose a time range', run: () => document.querySelector<HTMLElement>('.time-button')?.click() },
    't a': { label: 'Fix both ends', run: () => change({ range: absoluteRange(range, reading) }) },
    't z': { label: 'Twice as long', run: () => change({ range: widenedRange(range, reading) }) },
    '[': { label: 'The span before', run: () => change({ range: shiftedRange(range, -1, reading) }) },
    ']': { label: 'The span after', run: () => change({ range: shiftedRange(range, 1, reading) }) },
  });
}
