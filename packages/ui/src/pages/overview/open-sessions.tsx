import { OpenBars } from '../../components/sessions/open-bars.js';
import { Tile } from '../../components/tile.js';
import { shortNumber } from '../../lib/format.js';
import { useOpenSessions } from '../../lib/open-sessions.js';
import { sessionsPlace } from '../../lib/places.js';
import type { TimeRange } from '../../lib/time.js';
import type { View } from './view.js';

interface OpenSessionsProps {
  readonly view: View & { readonly from: number };
  readonly onRange: (range: TimeRange) => void;
}

/** How many were in at the same time. */
export function OpenSessions({ view, onRange }: OpenSessionsProps) {
  const open = useOpenSessions('', view);
  return (
    <Tile
      title="Open sessions"
      place={sessionsPlace('', view.range)}
      error={open.error}
      isBusy={open.isFetching}
      onRetry={() => void open.refetch()}
      aside={
        <span className="soft">
          at most <span className="number">{shortNumber(open.bins.highest)}</span>
        </span>
      }
    >
      <OpenBars open={open} height={110} onRange={onRange} />
    </Tile>
  );
}
