import { useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { RangeTools } from '../../components/range-tools.js';
import { OpenBars } from '../../components/sessions/open-bars.js';
import { BarLegend } from '../../components/sessions/session-bar.js';
import { SessionRows } from '../../components/sessions/session-rows.js';
import { Tile } from '../../components/tile.js';
import { rangeParams, readAsked, useParams } from '../../lib/asked.js';
import { formatNumber } from '../../lib/format.js';
import { useOpenSessions } from '../../lib/open-sessions.js';
import { usePreferences, useShortcuts } from '../../lib/page-context.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { resolveRange, type TimeRange } from '../../lib/time.js';
import { useWholeSpan } from '../../lib/whole-span.js';
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
  useRowFocus('Sessions', 'session');
  useShortcuts('Sessions', { '/': { label: 'Write the query', run: () => filter.current?.focus() } });
  const onRange = (range: TimeRange) => {
    setNow(Date.now());
    change(rangeParams(range));
  };
  const { from, to } = resolveRange(asked.range, { now, clock });
  const whole = useWholeSpan(asked.query, from === null);
  const span = from === null ? whole : { from, to: to ?? now };
  const open = useOpenSessions(asked.query, answer.isError ? null : span);
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
          <Tile title="Open at the same time" isBusy={open.isFetching}>
            <OpenBars open={open} height={56} onRange={onRange} />
          </Tile>
          <div className="sessions-head">
            <p className="soft" role="status" aria-busy={answer.isFetching}>
              <strong className="number">{formatNumber(answer.total ?? answer.sessions.length)}</strong> sessions
              {answer.total !== null && answer.total > answer.sessions.length ? ', the latest first' : ''}
            </p>
            <BarLegend />
          </div>
          <SessionRows
            label="Sessions"
            sessions={answer.sessions}
            courses={answer.courses}
            {...(span === null ? {} : { span })}
            onRange={onRange}
          />
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
