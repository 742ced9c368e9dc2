import { usePreferences, useShortcuts } from '../lib/page-context.js';
import { absoluteRange, shiftedRange, type TimeRange, widenedRange } from '../lib/time.js';
import { Button } from './button.js';
import { TimePicker } from './time-picker.js';

interface RangeToolsProps {
  readonly range: TimeRange;
  readonly now: number;
  readonly onRange: (range: TimeRange) => void;
  readonly onRefresh: () => void;
}

/** Which time a page is about, and the keys that change it. */
export function RangeTools({ range, now, onRange, onRefresh }: RangeToolsProps) {
  const [{ clock }, setPreferences] = usePreferences();
  const reading = { now, clock };
  useShortcuts('Time', {
    r: { label: 'Ask again', run: onRefresh },
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
  return (
    <>
      <TimePicker
        range={range}
        clock={clock}
        now={now}
        onChange={onRange}
        onClock={(chosen) => setPreferences({ clock: chosen })}
      />
      <Button label="Ask again" icon="refresh" look="icon" keys="r" onClick={onRefresh} />
    </>
  );
}
