import type { RetentionMonth, RetentionReport } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { RemoveMadeUp, useMadeUp } from '../../components/demonstration.js';
import { Moment } from '../../components/moment.js';
import { ProblemNote } from '../../components/note.js';
import { PartialLine } from '../../components/partial-line.js';
import { Text } from '../../components/text.js';
import { counted, formatBytes, formatNumber } from '../../lib/format.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { formatInstant } from '../../lib/time.js';
import { retentionQuery } from './requests.js';

/** How long events are kept, what there is of each month, and what goes next. */
export function RetentionPart() {
  const answer = useQuery(retentionQuery(useApi()));
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  const report = answer.data;
  if (report === undefined) return null;
  return (
    <>
      <Setting report={report} />
      {report.problem === null ? null : (
        <PartialLine>
          <strong>The last removal has failed.</strong> <Text value={report.problem} />. It is tried again within an
          hour; the log of the server says more.
        </PartialLine>
      )}
      <DataTable
        label="Months"
        columns={columnsOf(report)}
        rows={report.months}
        keyOf={({ month }) => month ?? ''}
        empty={<p className="soft">No event is stored yet.</p>}
      />
      <LastRun report={report} />
      <MadeUp />
    </>
  );
}

function MadeUp() {
  const madeUp = useMadeUp();
  const [asOf] = useState(() => Date.now());
  if (madeUp === null) return null;
  return (
    <section className="retention-made-up">
      <h2>Made-up traffic</h2>
      <p className="frame-lead">
        {counted(madeUp.events, 'event')} of the customer <code>demonstration</code>, which <Text value={madeUp.by} />{' '}
        has had made up <Moment at={madeUp.at} asOf={asOf} without="" />. Removing takes them, their sessions and the
        customer away, and nothing else.
      </p>
      <RemoveMadeUp />
    </section>
  );
}

const DAY_MS = 86_400_000;

function Setting({ report: { days, oldest, keptFrom } }: { readonly report: RetentionReport }) {
  const [{ clock }] = usePreferences();
  if (days === null)
    return (
      <p className="frame-lead">
        <strong>Everything is kept.</strong> To have old events removed, set <code>retention.days</code> in the
        configuration and start the server again: <code>retention: {'{ days: 365 }'}</code>.
      </p>
    );
  const next = oldest === null ? null : Math.floor(Date.parse(oldest) / DAY_MS) * DAY_MS + (days + 1) * DAY_MS;
  return (
    <p className="frame-lead">
      <strong>Events are kept for {counted(days, 'day')}</strong> (<code>retention.days</code> of the configuration):
      those from {formatInstant(Date.parse(keptFrom ?? ''), clock, 'm')} on. What is older is removed day by day, of all
      customers, with its words for the search and the sessions that ended before; whole months give their room back at
      once. {next === null || oldest === null ? null : <NextDay day={oldest} at={next} />}
    </p>
  );
}

function NextDay({ day, at }: { readonly day: string; readonly at: number }) {
  return (
    <>
      Next goes <strong>{day.slice(0, 10)}</strong>, on {new Date(at).toISOString().slice(0, 10)}.
    </>
  );
}

function columnsOf({ days }: RetentionReport): readonly DataColumn<RetentionMonth>[] {
  return [
    {
      name: 'Month',
      order: ({ month }) => month,
      cell: ({ month }) => month ?? <span title="They go by when they came.">without a time</span>,
    },
    { name: 'Events', isQuantity: true, order: ({ events }) => events, cell: ({ events }) => formatNumber(events) },
    { name: 'On the disk', isQuantity: true, order: ({ bytes }) => bytes, cell: ({ bytes }) => formatBytes(bytes) },
    {
      name: 'Gone by',
      order: ({ goneBy }) => goneBy,
      cell: ({ goneBy, month }) =>
        goneBy?.slice(0, 10) ?? (
          <span className="faint">{days === null || month !== null ? 'never' : 'by when each came'}</span>
        ),
    },
  ];
}

function LastRun({ report: { days, last } }: { readonly report: RetentionReport }) {
  const [asOf] = useState(() => Date.now());
  if (days === null) return null;
  return (
    <p className="soft retention-last">
      {last === null ? (
        'Nothing had to be removed since the server was started.'
      ) : (
        <>
          Removed last, <Moment at={last.at} asOf={asOf} without="" />: {counted(last.events, 'event')} and{' '}
          {counted(last.sessions, 'session')} from before {last.before.slice(0, 10)}. The audit has it.
        </>
      )}
    </p>
  );
}
