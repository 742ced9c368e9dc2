import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '../../components/note.js';
import { SessionRows } from '../../components/sessions/session-rows.js';
import { Tile } from '../../components/tile.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { sessionsPlace } from '../../lib/places.js';
import { findSessions } from '../../lib/sessions-api.js';
import { formatInstant } from '../../lib/time.js';
import { instantIn, sessionAddressQuery, textIn } from '../../lib/vpn-session.js';

interface HistoryProps {
  readonly address: string;
  readonly onAt: (at: string) => void;
}

const MOST = 20;

/** Everybody who was ever on it, the latest first. */
export function History({ address, onAt }: HistoryProps) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const query = sessionAddressQuery(address);
  const answer = useQuery({
    queryKey: ['sessions', 'address', address],
    queryFn: ({ signal }) => findSessions(api, { query, limit: MOST, total: true }, signal),
  });
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  const { sessions = [], total } = answer.data ?? {};
  const [latest] = sessions;
  return (
    <Tile
      title="Sessions at any time"
      place={sessionsPlace(query, { from: '', to: '' })}
      isBusy={answer.isFetching}
      aside={
        latest === undefined ? undefined : (
          <span className="soft">
            {typeof total === 'number' && total > MOST ? `the latest ${MOST} of ${total}; ` : ''}
            <button type="button" className="link" onClick={() => onAt(textIn(latest, 'startTime'))}>
              who at {formatInstant(instantIn(latest, 'startTime'), clock, 'm')}?
            </button>
          </span>
        )
      }
    >
      {answer.isSuccess && sessions.length === 0 ? (
        <p className="soft">No session has ever shown it as the address of a client, a source, or inside.</p>
      ) : null}
      {sessions.length === 0 ? null : <SessionRows label="Sessions at any time" sessions={sessions} />}
    </Tile>
  );
}
