// Bars over time, stacked by value, with a brush. Drawn as SVG in a box of fixed height: loading changes nothing around it.

import { type PointerEvent, useRef, useState } from 'react';
import { type Bins, niceTop, type Series, sizeIn } from '../lib/bins.js';
import { counted, shortNumber } from '../lib/format.js';
import { type Clock, formatInstant } from '../lib/time.js';
import { Text } from './text.js';
import { TimeTicks, useTicks } from './time-ticks.js';
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
  const box = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [start, setStart] = useState<number | null>(null);
  const { buckets, series, highest, total } = bins;
  const top = measure.top(highest);
  const bucketAt = (event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect();
    if (area === undefined || buckets.length === 0) return null;
    const at = Math.floor(((event.clientX - area.left) / area.width) * buckets.length);
    return Math.max(0, Math.min(buckets.length - 1, at));
  };
  const finish = () => {
    const first = buckets[Math.min(start ?? 0, hovered ?? 0)];
    const last = buckets[Math.max(start ?? 0, hovered ?? 0)];
    if (start !== null && hovered !== null && first !== undefined && last !== undefined)
      onSelect?.(first.from, last.from + intervalMs - 1);
    setStart(null);
  };
  return (
    <div className="bars" style={{ height }}>
      <div
        ref={box}
        className={onSelect === undefined ? 'bars-area' : 'bars-area is-selectable'}
        onPointerMove={(event) => setHovered(bucketAt(event))}
        onPointerLeave={() => {
          setHovered(null);
          setStart(null);
        }}
        onPointerDown={(event) => onSelect !== undefined && event.button === 0 && setStart(bucketAt(event))}
        onPointerUp={finish}
      >
        <svg
          viewBox={`0 0 ${WIDTH} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${label}: ${measure.isLevel === true ? '' : `${measure.whole(total)}, `}at most ${measure.short(highest)} in one bar`}
        >
          {series.map((one) => (
            <path key={one.name} d={barPath(bins, one, { height, top })} fill={one.colour} />
          ))}
        </svg>
        <Brush count={buckets.length} from={start} to={hovered} />
      </div>
      <span className="bars-top" aria-hidden="true">
        {highest === 0 ? '' : measure.short(top)}
      </span>
      <TimeScale bins={bins} intervalMs={intervalMs} clock={clock} />
      {hovered === null ? null : (
        <BarTip bins={bins} at={hovered} intervalMs={intervalMs} clock={clock} measure={measure} />
      )}
    </div>
  );
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

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

interface BrushProps {
  readonly count: number;
  readonly from: number | null;
  readonly to: number | null;
}

function Brush({ count, from, to }: BrushProps) {
  if (to === null || count === 0) return null;
  const [low, high] = from === null ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  const style = { left: `${(100 * low) / count}%`, width: `${(100 * (high - low + 1)) / count}%` };
  return <div className={from === null ? 'bars-hover' : 'bars-brush'} style={style} />;
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

interface BarTipProps extends ScaleProps {
  readonly at: number;
  readonly measure: Measure;
}

function BarTip({ bins, at, intervalMs, clock, measure }: BarTipProps) {
  const bucket = bins.buckets[at];
  if (bucket === undefined) return null;
  const share = (at + 0.5) / bins.buckets.length;
  const side = share > 0.5 ? { right: `${100 * (1 - share)}%` } : { left: `${100 * share}%` };
  const precision = intervalMs < 60_000 ? 's' : 'm';
  return (
    <div className="bars-tip" style={side}>
      <strong>
        {formatInstant(bucket.from, clock, precision)} –{' '}
        {formatInstant(bucket.from + intervalMs, clock, precision).slice(11)}
      </strong>
      <span>{measure.whole(bucket.count)}</span>
      {bins.series.map(({ name, colour }) => {
        const size = sizeIn(bucket, name, bins.series);
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
