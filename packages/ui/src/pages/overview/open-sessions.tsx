import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Bars, type Measure } from '../../components/bars.js';
import { Tile } from '../../components/tile.js';
import { binsOf, niceTop } from '../../lib/bins.js';
import { counted, shortNumber } from '../../lib/format.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { sessionsPlace } from '../../lib/places.js';
import { sessionConcurrency } from '../../lib/sessions-api.js';
import { isoOf, type TimeRange } from '../../lib/time.js';
import { intervalOf } from './over-time.js';
import type { View } from './view.js';

const OPEN: Measure = {
  whole: (value) => counted(value, 'open session'),
  short: shortNumber,
  top: niceTop,
  isLevel: true,
};

interface OpenSessionsProps {
  readonly view: View & { readonly from: number };
  readonly onRange: (range: TimeRange) => void;
}

/** How many were in at the same time. */
export function OpenSessions({ view, onRange }: OpenSessionsProps) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const intervalSeconds = intervalOf(view, view.to) ?? 1;
  const request = { from: isoOf(view.from), to: isoOf(view.to), timezone: view.timezone, intervalSeconds };
  const answer = useQuery({
    queryKey: ['concurrency', request],
    queryFn: ({ signal }) => sessionConcurrency(api, request, signal),
    placeholderData: keepPreviousData,
  });
  const buckets = (answer.data?.buckets ?? []).map(({ from, open }) => ({
    from: Date.parse(from),
    count: open,
    values: { open },
  }));
  const bins = binsOf(buckets);
  return (
    <Tile
      title="Open sessions"
      place={sessionsPlace('', view.range)}
      error={answer.error}
      isBusy={answer.isFetching}
      onRetry={() => void answer.refetch()}
      aside={
        <span className="soft">
          at most <span className="number">{shortNumber(bins.highest)}</span>
        </span>
      }
    >
      <Bars
        bins={bins}
        intervalMs={intervalSeconds * 1000}
        clock={clock}
        height={110}
        label="Open sessions over time"
        measure={OPEN}
        onSelect={(from, to) => onRange({ from: isoOf(from), to: isoOf(to) })}
      />
    </Tile>
  );
}
