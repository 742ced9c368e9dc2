import { niceTop } from '../../lib/bins.js';
import { counted, shortNumber } from '../../lib/format.js';
import type { useOpenSessions } from '../../lib/open-sessions.js';
import { usePreferences } from '../../lib/page-context.js';
import { isoOf, type TimeRange } from '../../lib/time.js';
import { Bars, type Measure } from '../bars.js';

const OPEN: Measure = {
  whole: (value) => counted(value, 'open session'),
  short: shortNumber,
  top: niceTop,
  isLevel: true,
};

interface OpenBarsProps {
  readonly open: Pick<ReturnType<typeof useOpenSessions>, 'bins' | 'intervalMs'>;
  readonly height: number;
  /** Told what was drawn over. */
  readonly onRange: (range: TimeRange) => void;
}

/** Open sessions over time: how dense they are, however short each is. */
export function OpenBars({ open: { bins, intervalMs }, height, onRange }: OpenBarsProps) {
  const [{ clock }] = usePreferences();
  return (
    <Bars
      bins={bins}
      intervalMs={intervalMs}
      clock={clock}
      height={height}
      label="Open sessions over time"
      measure={OPEN}
      onSelect={(from, to) => onRange({ from: isoOf(from), to: isoOf(to) })}
    />
  );
}
