import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { RangeTools } from '../../components/range-tools.js';
import { SessionRows } from '../../components/sessions/session-rows.js';
import { rangeParams, readAsked, useParams } from '../../lib/asked.js';
import { formatNumber } from '../../lib/format.js';
import { usePreferences, useShortcuts } from '../../lib/page-context.js';
import { sessionPlace } from '../../lib/places.js';
import { resolveRange, type TimeRange } from '../../lib/time.js';
import { textIn } from '../../lib/vpn-session.js';
import { FilterBox } from './filter-box.js';
import { NoSessions } from './no-sessions.js';
import { useSessions } from './use-sessions.js';
import './sessions-page.css';

export function SessionsPage() {
  const [params, change] = useParams();
  const [now, setNow] = useState(() => Date.now());
  const [{ clock }] = usePreferences();
  const asked = readAsked(params);
  const answer = useSessions(asked, now);
  const filter = useRef<HTMLInputElement>(null);
  const at = useRowKeys(
    answer.sessions.map((session) => textIn(session, 'id')),
    () => filter.current?.focus(),
  );
  const onRange = (range: TimeRange) => {
    setNow(Date.now());
    change(rangeParams(range));
  };
  const { from, to } = resolveRange(asked.range, { now, clock });
  const span = from === null ? {} : { span: { from, to: to ?? now } };
  return (
    <PageFrame
      title="Sessions"
      intro="Who was in, from where, and what was done: put together from sign-ins, connections and their ends."
      tools={<RangeTools range={asked.range} now={now} onRange={onRange} onRefresh={() => setNow(Date.now())} />}
    >
      <FilterBox
        key={asked.query}
        query={asked.query}
        box={filter}
        error={answer.error}
        onQuery={(q) => change({ q })}
      />
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess && answer.sessions.length === 0 ? (
        <NoSessions asked={asked} onRange={onRange} onQuery={(q) => change({ q })} />
      ) : null}
      {answer.sessions.length === 0 ? null : (
        <>
          <p className="soft" role="status" aria-busy={answer.isFetching}>
            <strong className="number">{formatNumber(answer.total ?? answer.sessions.length)}</strong> sessions
            {answer.total !== null && answer.total > answer.sessions.length ? ', the latest first' : ''}
          </p>
          <SessionRows label="Sessions" sessions={answer.sessions} {...span} at={at} />
          {answer.hasNextPage ? (
            <Button
              label="Show more"
              icon="down"
              className="sessions-more"
              disabled={answer.isFetchingNextPage}
              onClick={() => void answer.fetchNextPage()}
            />
          ) : null}
        </>
      )}
    </PageFrame>
  );
}

/** The row that the keys have come to; none is −1. */
function useRowKeys(ids: readonly string[], focusFilter: () => void): number {
  const [at, setAt] = useState(-1);
  const navigate = useNavigate();
  const step = (by: number) => setAt((before) => Math.max(0, Math.min(ids.length - 1, before + by)));
  const down = { label: 'Next session', run: () => step(1) };
  const up = { label: 'Previous session', run: () => step(-1) };
  const id = ids[at];
  const open = {
    label: 'Open the session',
    run: () => id !== undefined && void navigate({ to: sessionPlace(id).to }),
  };
  useShortcuts('Sessions', {
    '/': { label: 'Write the query', run: focusFilter },
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    Enter: open,
    o: open,
  });
  return at;
}
