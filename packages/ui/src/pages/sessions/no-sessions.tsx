import { useQuery } from '@tanstack/react-query';
import { Button } from '../../components/button.js';
import { Note } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import type { Asked } from '../../lib/asked.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { findSessions } from '../../lib/sessions-api.js';
import { formatInstant, isoOf, type TimeRange } from '../../lib/time.js';
import { instantIn } from '../../lib/vpn-session.js';

interface NoSessionsProps {
  readonly asked: Asked;
  readonly onRange: (range: TimeRange) => void;
  readonly onQuery: (query: string) => void;
}

const DAY = 86_400_000;

/** Nothing satisfies the query in the range: says where there is something, or what sessions are made of. */
export function NoSessions({ asked: { query }, onRange, onQuery }: NoSessionsProps) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const latest = useQuery({
    queryKey: ['sessions', 'latest', query],
    queryFn: ({ signal }) => findSessions(api, { query, limit: 1 }, signal),
  });
  if (latest.data === undefined) return null;
  const [session] = latest.data.sessions;
  if (session !== undefined) {
    const began = instantIn(session, 'startTime');
    const range = { from: isoOf(began - DAY), to: isoOf(began + 60_000) };
    return (
      <Note
        title="No session was open in this range"
        icon="clock"
        actions={
          <>
            <Button label="The day up to it" look="primary" onClick={() => onRange(range)} />
            <Button label="All time" onClick={() => onRange({ from: '', to: '' })} />
          </>
        }
      >
        <p>
          The latest one{query === '' ? '' : ' that satisfies the query'} began at {formatInstant(began, clock, 's')}.
        </p>
      </Note>
    );
  }
  if (query !== '')
    return (
      <Note
        title="No session satisfies the query"
        icon="search"
        actions={<Button label="All sessions" onClick={() => onQuery('')} />}
      >
        <p>
          Sessions have fields of their own: <code>clientAddress</code>, <code>country</code>, <code>outByte</code>,{' '}
          <code>denials</code>, <code>closeReason</code> … Words without a field are looked for in names, addresses and
          applications.
        </p>
      </Note>
    );
  return (
    <OrFirstSteps>
      <Note title="No session yet" icon="sessions">
        <p>A session begins with a LOGIN, TCPCONNSTAT or ICASTART of a gateway: none of the stored events is one.</p>
      </Note>
    </OrFirstSteps>
  );
}
