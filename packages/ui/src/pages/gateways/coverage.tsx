import type { EventSource, SourceCoverage, SourcesCoverage } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '../../components/note.js';
import { Text } from '../../components/text.js';
import { TimePicker } from '../../components/time-picker.js';
import { counted } from '../../lib/format.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { absoluteRange, DEFAULT_RANGE, type TimeRange } from '../../lib/time.js';
import { useAddress } from '../../lib/use-address.js';
import { DeviceTable } from './device-table.js';
import { ReadingBar, ReadingLegend } from './reading-bar.js';
import { coverageQuery } from './requests.js';

const OPEN = '*';
/** Without a beginning the server takes the last day. */
const BEGINNING = '1970-01-01T00:00:00Z';

interface CoverageProps {
  /** For their names. */
  readonly sources: readonly EventSource[];
  readonly asOf: number;
  readonly refresh: () => void;
}

/** How well what was stored was read, for each device and each kind of event: shown, not claimed. */
export function Coverage({ sources, asOf, refresh }: CoverageProps) {
  const { get, change } = useAddress();
  const [{ clock }, setPreferences] = usePreferences();
  const range = rangeIn(get);
  const { from, to } = absoluteRange(range, { now: asOf, clock });
  const answer = useQuery(coverageQuery(useApi(), { from: from === '' ? BEGINNING : from, to }));
  const choose = ({ from: start, to: end }: TimeRange) => {
    const isUsual = start === DEFAULT_RANGE.from && end === '';
    change({ from: isUsual ? '' : start === '' ? OPEN : start, to: end });
    refresh();
  };
  return (
    <section className="coverage" aria-busy={answer.isFetching}>
      <header className="coverage-head">
        <h2>How well it was read</h2>
        <ReadingLegend />
        <TimePicker
          range={range}
          clock={clock}
          now={asOf}
          onChange={choose}
          onClock={(chosen) => setPreferences({ clock: chosen })}
        />
      </header>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data === undefined ? null : <CoverageAnswer coverage={answer.data} names={sources} range={range} />}
    </section>
  );
}

function rangeIn(get: (name: string) => string): TimeRange {
  const from = get('from');
  return from === '' && get('to') === '' ? DEFAULT_RANGE : { from: from === OPEN ? '' : from, to: get('to') };
}

interface CoverageAnswerProps {
  readonly coverage: SourcesCoverage;
  readonly names: readonly EventSource[];
  readonly range: TimeRange;
}

function CoverageAnswer({ coverage, names, range }: CoverageAnswerProps) {
  const { seen, sources, isTruncated } = coverage;
  if (seen === 0) return <p className="soft">No event was stored of this time. A longer one may have some.</p>;
  return (
    <>
      <p className="coverage-sum">
        <strong>{counted(seen, 'event')}</strong> <ReadingBar counts={coverage} />
      </p>
      {sources.map((source) => (
        <SourceCoverageView
          key={`${source.customerId}/${source.eventSourceId}`}
          source={source}
          name={names.find(({ eventSourceId }) => eventSourceId === source.eventSourceId)?.id ?? ''}
          range={range}
        />
      ))}
      {isTruncated ? (
        <p className="warn">There are more kinds of events than are listed: these are the most frequent.</p>
      ) : null}
      <p className="faint">
        Shares of fields are those of the latest {counted(coverage.filledOf, 'event')} of each kind.
      </p>
    </>
  );
}

interface SourceCoverageViewProps {
  readonly source: SourceCoverage;
  /** Of the listener; empty: there is none of that id. */
  readonly name: string;
  readonly range: TimeRange;
}

function SourceCoverageView({ source, name, range }: SourceCoverageViewProps) {
  const { eventSourceId, customerId, devices } = source;
  return (
    <section>
      <h3 className="coverage-source">
        {name === '' ? 'Files that were ingested, or a source that has left the configuration' : <Text value={name} />}{' '}
        <span className="faint">
          {eventSourceId} of customer <Text value={customerId} />
        </span>
      </h3>
      <DeviceTable sourceId={eventSourceId} devices={devices} range={range} />
    </section>
  );
}
