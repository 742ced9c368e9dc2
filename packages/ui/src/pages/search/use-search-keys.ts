import { usePreferences, useShortcuts } from '../../lib/page-context.js';
import { useTimeKeys } from '../../lib/time-keys.js';
import { type ChangeState, type SearchState, togglePatterns } from './search-state.js';
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
  const [{ showsHistogram }, setPreferences] = usePreferences();
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
    l: {
      label: 'Live: events as they come',
      run: () => change({ isLive: !state.isLive, isPatterns: false }, { replace: true }),
    },
    p: { label: 'Patterns: forms of the lines', run: () => change(togglePatterns(state)) },
    f: { label: 'Fields at the side', run: toggleFields },
    b: {
      label: 'Choose a span of the bars: ← →, Shift extends, Enter takes it',
      run: () => document.querySelector<HTMLElement>('.histogram .bars-area')?.focus(),
    },
    H: { label: 'Compare with the span before', run: () => change({ hasBefore: !state.hasBefore }) },
    h: { label: 'Bars over time', run: () => setPreferences({ showsHistogram: !showsHistogram }) },
  });
  useTimeKeys({ range: state.range, now: asOf, onRange: (range) => change({ range }) });
}
