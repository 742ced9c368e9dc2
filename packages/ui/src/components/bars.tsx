// Bars over time, stacked by value, with a brush. Drawn as SVG in a box of fixed height: loading changes nothing around it.

import { type Bins, type Bucket, niceTop, type Series, sizeIn } from '../lib/bins.js';
import { counted, shortNumber } from '../lib/format.js';
import { type Clock, formatInstant } from '../lib/time.js';
import { Text } from './text.js';
import { TimeTicks, useTicks } from './time-ticks.js';
import { type Brush, useBrush } from './use-brush.js';
import './bars.css';

interface BarsProps {
  readonly bins: Bins;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly height: number;
  readonly label: string;
  /** What the bars measure, where that is not events. */
  readonly measure?: Measure;
  /** Told the range that was drawn over, or the bar that was clicked. */
  readonly onSelect?: (from: number, to: number) => void;
}

export interface Measure {
  readonly whole: (value: number) => string;
  readonly short: (value: number) => string;
  /** The next round amount above. */
  readonly top: (value: number) => number;
  /** Bars of what goes on cannot be added up: it is in several. */
  readonly isLevel?: boolean;
}

const EVENTS: Measure = { whole: (value) => counted(value, 'event'), short: shortNumber, top: niceTop };

const WIDTH = 1000;

export function Bars({ bins, intervalMs, clock, height, label, measure = EVENTS, onSelect }: BarsProps) {
  const { buckets, series, highest, total } = bins;
  const { brush, handlers } = useBrush({
    count: buckets.length,
    onSelect: onSelect && ((first, last) => onSelect(startOf(bins, first), startOf(bins, last) + intervalMs - 1)),
  });
  const top = measure.top(highest);
  const span = brush.at === null ? null : spanOf(bins, { ...brush, at: brush.at }, { intervalMs, measure });
  const what = `${label}: ${measure.isLevel === true ? '' : `${measure.whole(total)}, `}at most ${measure.short(highest)} in one bar`;
  const slider = { role: 'slider', tabIndex: 0, 'aria-label': label, 'aria-valuemin': 0 } as const;
  return (
    <div className="bars" style={{ height }}>
      <div
        className={onSelect === undefined ? 'bars-area' : 'bars-area is-selectable'}
        {...handlers}
        {...(onSelect === undefined
          ? {}
          : {
              ...slider,
              'aria-valuemax': Math.max(0, buckets.length - 1),
              'aria-valuenow': brush.at ?? 0,
              'aria-valuetext': span === null ? what : `${spanText(span, clock)}, ${measure.whole(span.count)}`,
            })}
      >
        <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" role="img" aria-label={what}>
          {series.map((one) => (
            <path key={one.name} d={barPath(bins, one, { height, top })} fill={one.colour} />
          ))}
          {buckets[0]?.before === undefined ? null : (
            <path className="bars-before" d={beforePath(bins, { height, top })} />
          )}
        </svg>
        <BrushMark count={buckets.length} brush={brush} />
      </div>
      <span className="bars-top" aria-hidden="true">
        {highest === 0 ? '' : measure.short(top)}
      </span>
      <TimeScale bins={bins} intervalMs={intervalMs} clock={clock} />
      {span === null ? null : <BarTip bins={bins} span={span} clock={clock} measure={measure} />}
    </div>
  );
}

function startOf({ buckets }: Bins, at: number): number {
  return buckets[at]?.from ?? 0;
}

interface Scale {
  readonly height: number;
  readonly top: number;
}

/** All bars of one series as one path. */
function barPath({ buckets, series }: Bins, own: Series, { height, top }: Scale): string {
  const width = WIDTH / Math.max(1, buckets.length);
  const gap = Math.min(1.5, width * 0.15);
  const below = series.slice(0, series.indexOf(own));
  return buckets
    .map((bucket, index) => {
      const size = sizeIn(bucket, own.name, series);
      if (size === 0) return '';
      const base = below.reduce((sum, { name }) => sum + sizeIn(bucket, name, series), 0);
      const y = height - ((base + size) / top) * height;
      const tall = Math.max(1, (size / top) * height);
      return `M${round(index * width)} ${round(y)}h${round(width - gap)}v${round(tall)}h-${round(width - gap)}z`;
    })
    .join('');
}

/** A line over all bars, at what was there a span earlier. */
function beforePath({ buckets }: Bins, { height, top }: Scale): string {
  const width = WIDTH / Math.max(1, buckets.length);
  return buckets
    .map(({ before = 0 }, at) => {
      return `${at === 0 ? 'M0' : 'L'}${at === 0 ? '' : round(at * width)} ${round(height - (before / top) * height)}h${round(width)}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

interface BrushMarkProps {
  readonly count: number;
  readonly brush: Brush;
}

function BrushMark({ count, brush: { at, start } }: BrushMarkProps) {
  if (at === null || count === 0) return null;
  const [low, high] = start === null ? [at, at] : [Math.min(start, at), Math.max(start, at)];
  const style = { left: `${(100 * low) / count}%`, width: `${(100 * (high - low + 1)) / count}%` };
  return <div className={start === null ? 'bars-hover' : 'bars-brush'} style={style} />;
}

interface ScaleProps {
  readonly bins: Bins;
  readonly intervalMs: number;
  readonly clock: Clock;
}

function TimeScale({ bins: { buckets }, intervalMs, clock }: ScaleProps) {
  const from = buckets[0]?.from ?? 0;
  const ticks = useTicks({ from, to: from + buckets.length * intervalMs }, clock);
  return (
    <div className="bars-scale" aria-hidden="true">
      <TimeTicks ticks={ticks} />
    </div>
  );
}

/** Bars taken together, and where in the chart they are told about. */
interface BarSpan extends Bucket {
  readonly to: number;
  /** 0 to 1, from the left. */
  readonly place: number;
}

function spanOf(
  { buckets }: Bins,
  { at, start }: Brush & { readonly at: number },
  { intervalMs, measure }: { readonly intervalMs: number; readonly measure: Measure },
): BarSpan {
  const [low, high] = [Math.min(start ?? at, at), Math.max(start ?? at, at)];
  const chosen = measure.isLevel === true ? buckets.slice(at, at + 1) : buckets.slice(low, high + 1);
  const values: Record<string, number> = {};
  for (const bucket of chosen)
    for (const [name, size] of Object.entries(bucket.values)) values[name] = (values[name] ?? 0) + size;
  return {
    from: buckets[low]?.from ?? 0,
    to: (buckets[high]?.from ?? 0) + intervalMs,
    count: chosen.reduce((sum, { count }) => sum + count, 0),
    values,
    ...(chosen.some(({ before }) => before !== undefined)
      ? { before: chosen.reduce((sum, { before = 0 }) => sum + before, 0) }
      : {}),
    place: (at + 0.5) / buckets.length,
  };
}

function spanText({ from, to }: BarSpan, clock: Clock): string {
  const isFine = from % 60_000 !== 0 || to % 60_000 !== 0;
  const [start, end] = [from, to].map((instant) => formatInstant(instant, clock, isFine ? 's' : 'm'));
  return `${start ?? ''} – ${start?.slice(0, 10) === end?.slice(0, 10) ? end?.slice(11) : end}`;
}

interface BarTipProps {
  readonly bins: Bins;
  readonly span: BarSpan;
  readonly clock: Clock;
  readonly measure: Measure;
}

function BarTip({ bins, span, clock, measure }: BarTipProps) {
  const { place, count, before } = span;
  const side = place > 0.5 ? { right: `${100 * (1 - place)}%` } : { left: `${100 * place}%` };
  return (
    <div className="bars-tip" style={side}>
      <strong>{spanText(span, clock)}</strong>
      <span>{measure.whole(count)}</span>
      {before === undefined ? null : <span className="soft">a span before: {measure.short(before)}</span>}
      {bins.series.map(({ name, colour }) => {
        const size = sizeIn(span, name, bins.series);
        return size === 0 || bins.series.length === 1 ? null : (
          <span key={name} className="bars-tip-row">
            <i style={{ background: colour }} />
            <Text value={name} /> <b>{measure.short(size)}</b>
          </span>
        );
      })}
    </div>
  );
}
