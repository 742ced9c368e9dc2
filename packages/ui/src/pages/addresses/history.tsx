import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from '../../components/button.js';
import { ProblemNote } from '../../components/note.js';
import { OpenBars } from '../../components/sessions/open-bars.js';
import { SessionRows } from '../../components/sessions/session-rows.js';
import { Tile } from '../../components/tile.js';
import { rangeParams, readAsked, scopeOf, useParams } from '../../lib/asked.js';
import { counted, formatNumber } from '../../lib/format.js';
import { useOpenSessions } from '../../lib/open-sessions.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { sessionsPlace } from '../../lib/places.js';
import { findSessions } from '../../lib/sessions-api.js';
import { formatInstant, resolveRange, type TimeRange } from '../../lib/time.js';
import { instantIn, sessionAddressQuery, textIn } from '../../lib/vpn-session.js';
import { useWholeSpan } from '../../lib/whole-span.js';

interface HistoryProps {
  readonly address: string;
  readonly now: number;
  readonly onAt: (at: string) => void;
}

const MOST = 50;
const ALWAYS: TimeRange = { from: '', to: '' };

/** Everybody who was ever on it, the latest first; a part of the time that is drawn over is looked at alone. */
export function History({ address, now, onAt }: HistoryProps) {
  const [{ clock }] = usePreferences();
  const [params, change] = useParams();
  const query = sessionAddressQuery(address);
  const { range } = readAsked(params, ALWAYS);
  const answer = useHistory(query, range, now);
  const whole = useWholeSpan(query, true);
  const { from, to } = resolveRange(range, { now, clock });
  const span = whole === null ? null : { from: from ?? whole.from, to: to ?? whole.to };
  const open = useOpenSessions(query, span);
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  const { sessions = [], courses = [], total } = answer.data ?? {};
  const isPart = range.from !== '' || range.to !== '';
  const onRange = (chosen: TimeRange) => change(rangeParams(chosen));
  return (
    <Tile
      title={isPart ? 'Sessions in a part of the time' : 'Sessions at any time'}
      place={sessionsPlace(query, range)}
      isBusy={answer.isFetching}
      aside={
        <span className="soft history-tools">
          {typeof total !== 'number'
            ? ''
            : total > MOST
              ? `the latest ${MOST} of ${formatNumber(total)}`
              : counted(total, 'session')}
          {isPart ? <Button label="All the time" icon="close" onClick={() => change({ from: '', to: '' })} /> : null}
        </span>
      }
    >
      {answer.isSuccess && sessions.length === 0 ? (
        <p className="soft">
          {isPart
            ? 'No session in this part of the time.'
            : 'No session has ever shown it as the address of a client, a source, or inside.'}
        </p>
      ) : null}
      {sessions[0] === undefined || span === null ? null : (
        <>
          <OpenBars open={open} height={48} onRange={onRange} />
          <p className="soft history-hint">
            Draw over the bars or the times to look at a part.{' '}
            <button type="button" className="link" onClick={() => onAt(textIn(sessions[0] ?? {}, 'startTime'))}>
              Who was on it at {formatInstant(instantIn(sessions[0], 'startTime'), clock, 'm')}?
            </button>
          </p>
          <SessionRows label="Sessions on it" sessions={sessions} courses={courses} span={span} onRange={onRange} />
        </>
      )}
    </Tile>
  );
}

function useHistory(query: string, range: TimeRange, now: number) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const request = { ...scopeOf({ query, range }, { now, clock }), limit: MOST, total: true, courses: true };
  return useQuery({
    queryKey: ['sessions', request],
    queryFn: ({ signal }) => findSessions(api, request, signal),
    placeholderData: keepPreviousData,
  });
}
