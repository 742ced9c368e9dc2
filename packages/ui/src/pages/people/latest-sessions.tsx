import type { VpnUser } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { SessionRows } from '../../components/sessions/session-rows.js';
import { Tile } from '../../components/tile.js';
import { useApi } from '../../lib/page-context.js';
import { sessionsPlace } from '../../lib/places.js';
import { findSessions } from '../../lib/sessions-api.js';
import type { TimeRange } from '../../lib/time.js';
import { sessionClause } from '../../lib/vpn-session.js';

interface LatestSessionsProps {
  readonly person: VpnUser;
  readonly range: TimeRange;
  readonly onRange: (range: TimeRange) => void;
}

const MOST = 20;

/** The sessions that the rest of the page is about, as far as they fit. */
export function LatestSessions({ person: { account, from, to, totals }, range, onRange }: LatestSessionsProps) {
  const api = useApi();
  const request = { user: account, from, to, limit: MOST, courses: true };
  const answer = useQuery({
    queryKey: ['sessions', request],
    queryFn: ({ signal }) => findSessions(api, request, signal),
  });
  const { sessions = [], courses = [] } = answer.data ?? {};
  if (totals.sessions === 0) return null;
  return (
    <Tile
      title={totals.sessions > MOST ? `The latest ${MOST} of ${totals.sessions} sessions` : 'Sessions'}
      place={sessionsPlace(sessionClause('account', account), range)}
      error={answer.error}
      isBusy={answer.isFetching}
      onRetry={() => void answer.refetch()}
    >
      {sessions.length === 0 ? null : (
        <SessionRows label="Sessions" sessions={sessions} courses={courses} onRange={onRange} />
      )}
    </Tile>
  );
}
