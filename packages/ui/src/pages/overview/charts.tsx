import type { EventHistogram } from '@gatehouse/model';
import { Bars, type Measure } from '../../components/bars.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { type Bins, type Bucket, binsOf, niceBytes } from '../../lib/bins.js';
import { formatBytes, shortNumber } from '../../lib/format.js';
import { intervalOf } from '../../lib/intervals.js';
import { usePreferences } from '../../lib/page-context.js';
import { searchPlace } from '../../lib/places.js';
import { isoOf, type TimeRange } from '../../lib/time.js';
import { SIGN_INS, TRAFFIC, within } from './kinds.js';
import { OpenSessions } from './open-sessions.js';
import { bucketsOf, fillRange, sumsOf } from './over-time.js';
import { useHistogram } from './use-overview.js';
import { scopeWithin, type View } from './view.js';

interface ChartsProps {
  readonly view: View;
  readonly onRange: (range: TimeRange) => void;
}

const BYTES: Measure = { whole: formatBytes, short: formatBytes, top: niceBytes };
const DIRECTIONS = { inByte: 'downloaded', outByte: 'uploaded' } as const;
const OUTCOMES: Readonly<Record<string, string>> = { Success: 'signed in', Failure: 'failed' };

/** Sign-ins and traffic over the same time, one beside the other. */
export function Charts({ view, onRange }: ChartsProps) {
  const interval = intervalOf(view, view.to);
  const step = interval === null ? {} : { intervalSeconds: interval };
  const signIns = useHistogram({ ...scopeWithin(view, within(view.query, SIGN_INS)), ...step, by: 'outcome' });
  const traffic = useHistogram({
    ...scopeWithin(view, within(view.query, TRAFFIC)),
    ...step,
    sums: Object.keys(DIRECTIONS),
  });
  const { from } = view;
  return (
    <div className="overview-charts">
      <Chart
        title="Sign-ins"
        kind={SIGN_INS}
        view={view}
        onRange={onRange}
        answer={signIns}
        read={({ buckets }) => bucketsOf(buckets)}
        names={OUTCOMES}
      />
      <Chart
        title="Traffic"
        kind={TRAFFIC}
        view={view}
        onRange={onRange}
        answer={traffic}
        read={({ buckets }) => sumsOf(buckets, DIRECTIONS)}
        measure={BYTES}
      />
      {view.query === '' && from !== null ? <OpenSessions view={{ ...view, from }} onRange={onRange} /> : null}
    </div>
  );
}

interface ChartProps extends ChartsProps {
  readonly title: string;
  readonly kind: string;
  readonly answer: ReturnType<typeof useHistogram>;
  readonly read: (histogram: EventHistogram) => readonly Bucket[];
  readonly names?: Readonly<Record<string, string>>;
  readonly measure?: Measure;
}

function Chart({ title, kind, view, onRange, answer, read, names = {}, measure }: ChartProps) {
  const [{ clock }] = usePreferences();
  const intervalMs = (answer.data?.intervalSeconds ?? 1) * 1000;
  const buckets = answer.data === undefined ? [] : fillRange(read(answer.data), view, intervalMs);
  const bins = binsOf(buckets);
  return (
    <Tile
      title={title}
      place={searchPlace(within(view.query, kind), view.range)}
      error={answer.error}
      isBusy={answer.isFetching}
      onRetry={() => void answer.refetch()}
      aside={<Legend bins={bins} names={names} measure={measure} />}
    >
      <Bars
        bins={bins}
        intervalMs={intervalMs}
        clock={clock}
        height={110}
        label={`${title} over time`}
        {...(measure === undefined ? {} : { measure })}
        onSelect={(from, to) => onRange({ from: isoOf(from), to: isoOf(to) })}
      />
    </Tile>
  );
}

interface LegendProps {
  readonly bins: Bins;
  readonly names: Readonly<Record<string, string>>;
  readonly measure: Measure | undefined;
}

function Legend({ bins, names, measure }: LegendProps) {
  return (
    <ul className="legend">
      {bins.series.map(({ name, total, colour }) => (
        <li key={name}>
          <i style={{ background: colour }} />
          <Text value={names[name] ?? name} />
          <span className="faint number">{(measure?.short ?? shortNumber)(total)}</span>
        </li>
      ))}
    </ul>
  );
}
