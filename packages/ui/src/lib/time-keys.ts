import { usePreferences, useShortcuts } from './page-context.js';
import { absoluteRange, shiftedRange, type TimeRange, widenedRange } from './time.js';

interface TimeKeys {
  readonly range: TimeRange;
  /** What relative times are counted from. */
  readonly now: number;
  readonly onRange: (range: TimeRange) => void;
}

/** The keys that change the time of a page, and how times are shown. */
export function useTimeKeys({ range, now, onRange }: TimeKeys): void {
  const [{ clock }, setPreferences] = usePreferences();
  const reading = { now, clock };
  useShortcuts('Time', {
    't t': { label: 'Choose a time range', run: () => document.querySelector<HTMLElement>('.time-button')?.click() },
    't a': { label: 'Fix both ends', run: () => onRange(absoluteRange(range, reading)) },
    't z': { label: 'Twice as long', run: () => onRange(widenedRange(range, reading)) },
    '[': { label: 'The span before', run: () => onRange(shiftedRange(range, -1, reading)) },
    ']': { label: 'The span after', run: () => onRange(shiftedRange(range, 1, reading)) },
    u: {
      label: 'Times in UTC, or of this browser',
      run: () => setPreferences({ clock: clock === 'utc' ? 'local' : 'utc' }),
    },
  });
}
