import { usePreferences, useShortcuts } from '../lib/page-context.js';
import type { TimeRange } from '../lib/time.js';
import { useTimeKeys } from '../lib/time-keys.js';
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
  useTimeKeys({ range, now, onRange });
  useShortcuts('Time', { r: { label: 'Ask again', run: onRefresh } });
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
