import { type EventHistogram, FIELDS } from '@gatehouse/model';
import { Bars } from '../../components/bars.js';
import { Button } from '../../components/button.js';
import { MissingLine } from '../../components/partial-line.js';
import { Text } from '../../components/text.js';
import { type Bins, type Bucket, binsOf, OTHERS, WITHOUT } from '../../lib/bins.js';
import { withValue } from '../../lib/clauses.js';
import { counted, formatNumber, shortNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { isoOf, shiftedRange, widenedRange } from '../../lib/time.js';
import { isUnreadable, type SearchScope } from './requests.js';
import type { ChangeState, SearchState } from './search-state.js';
import { spanBefore, withBefore } from './span-before.js';
import { useBefore, useHistogram } from './use-figures.js';

interface HistogramPanelProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly scope: SearchScope;
  readonly asOf: number;
}

/** Tokens with few values, by which bars are worth breaking down. */
const BREAKDOWNS: readonly string[] = [
  'outcome',
  'eventName',
  'category',
  'deviceName',
  'access',
  'geoSourceCountry',
  'userDepartment',
  'clientType',
  'eventContext',
  'eventSourceId',
];

export function HistogramPanel({ state, change, scope, asOf }: HistogramPanelProps) {
  const [{ clock }] = usePreferences();
  const before = spanBefore(scope, asOf);
  const drawn = state.hasBefore ? before : null;
  const answer = useHistogram({ scope, asOf }, state.breakdown, drawn);
  const earlier = useBefore(asOf, drawn);
  const reading = { now: asOf, clock };
  const own = bucketsOf(answer.data);
  const buckets = drawn === null || earlier.data === undefined ? own : withBefore(own, bucketsOf(earlier.data), drawn);
  const bins = binsOf(buckets);
  const { range } = state;
  return (
    <section className="histogram" aria-label="Events over time" aria-busy={answer.isFetching}>
      <div className="histogram-head">
        <label>
          <span className="faint">by</span>
          <select
            value={state.breakdown}
            aria-label="Break the bars down by"
            onChange={(event) => change({ breakdown: event.target.value })}
          >
            <option value="">nothing</option>
            {FIELDS.filter(({ token }) => [...BREAKDOWNS, state.breakdown].includes(token)).map(({ token }) => (
              <option key={token}>{token}</option>
            ))}
          </select>
        </label>
        <Legend bins={bins} state={state} change={change} />
        <span className="histogram-steps">
          <Button
            label="Compare with the span before"
            icon="history"
            look="icon"
            keys="H"
            isOn={drawn !== null}
            disabled={before === null}
            onClick={() => change({ hasBefore: !state.hasBefore })}
          />
          <Button
            label="Earlier"
            icon="left"
            look="icon"
            keys="["
            onClick={() => change({ range: shiftedRange(range, -1, reading) })}
          />
          <Button
            label="Zoom out"
            icon="minus"
            look="icon"
            keys="t z"
            onClick={() => change({ range: widenedRange(range, reading) })}
          />
          <Button
            label="Later"
            icon="right"
            look="icon"
            keys="]"
            onClick={() => change({ range: shiftedRange(range, 1, reading) })}
          />
        </span>
      </div>
      {answer.data === undefined || answer.data.withoutTime === 0 ? null : (
        <p className="histogram-foot faint">
          {counted(answer.data.withoutTime, 'event')} without a time {answer.data.withoutTime === 1 ? 'is' : 'are'} in
          no bar.
        </p>
      )}
      {earlier.isError ? <MissingLine what="The span before is not drawn." error={earlier.error} /> : null}
      {answer.isError && !isUnreadable(answer.error) ? (
        <MissingLine what="There are no bars." error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Bars
          bins={bins}
          intervalMs={(answer.data?.intervalSeconds ?? 1) * 1000}
          clock={clock}
          height={76}
          label="Events over time"
          onSelect={(from, to) =>
            // The bars are about when events happened, whatever the range is about.
            change({ range: { from: isoOf(from), to: isoOf(to) }, timeToken: 'eventTime', isLive: false })
          }
        />
      )}
    </section>
  );
}

function bucketsOf(answer: EventHistogram | undefined): readonly Bucket[] {
  return (answer?.buckets ?? []).map(({ from, count, values = {} }) => ({ from: Date.parse(from), count, values }));
}

interface LegendProps {
  readonly bins: Bins;
  readonly state: SearchState;
  readonly change: ChangeState;
}

function Legend({ bins, state, change }: LegendProps) {
  const field = FIELDS.find(({ token }) => token === state.breakdown);
  return (
    <ul className="legend">
      {field === undefined
        ? null
        : bins.series.map(({ name, total, colour }) => (
            <li key={name}>
              <i style={{ background: colour }} />
              {name === OTHERS ? (
                <span className="soft">{name}</span>
              ) : (
                <button
                  type="button"
                  title={`Only these: ${formatNumber(total)} events`}
                  onClick={() =>
                    change({ query: withValue(state.query, 'only', { field, value: name === WITHOUT ? null : name }) })
                  }
                >
                  <Text value={name === WITHOUT ? `without ${field.token}` : name} />
                </button>
              )}
              <span className="faint number">{shortNumber(total)}</span>
            </li>
          ))}
    </ul>
  );
}
