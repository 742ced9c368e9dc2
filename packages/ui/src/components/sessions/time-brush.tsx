import { type PointerEvent, type ReactNode, useState } from 'react';
import type { Span } from '../../lib/ticks.js';
import { type Clock, formatInstant } from '../../lib/time.js';

interface TimeBrushProps {
  readonly span: Span;
  readonly clock: Clock;
  /** Told the stretch that was drawn over. */
  readonly onSelect?: (from: number, to: number) => void;
  readonly children: ReactNode;
}

interface Stroke {
  readonly start: number;
  readonly end: number;
}

/** A shorter stroke is a click that trembled. */
const LEAST = 0.01;

/** A line of time that is drawn over to look at a part of it. */
export function TimeBrush({ span: { from, to }, clock, onSelect, children }: TimeBrushProps) {
  const [stroke, setStroke] = useState<Stroke | null>(null);
  if (onSelect === undefined) return <span className="time-brush">{children}</span>;
  const timeAt = (share: number) => from + share * (to - from);
  const [low, high] =
    stroke === null ? [0, 0] : [Math.min(stroke.start, stroke.end), Math.max(stroke.start, stroke.end)];
  const finish = () => {
    if (high - low > LEAST) onSelect(timeAt(low), timeAt(high));
    setStroke(null);
  };
  return (
    <span
      className="time-brush is-selectable"
      title="Draw over a part to look at it alone"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStroke({ start: shareOf(event), end: shareOf(event) });
      }}
      onPointerMove={(event) => stroke !== null && setStroke({ ...stroke, end: shareOf(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setStroke(null)}
    >
      {children}
      {stroke === null ? null : (
        <span className="bars-brush" style={{ left: `${100 * low}%`, width: `${100 * (high - low)}%` }}>
          <span className="time-brush-text">
            {formatInstant(timeAt(low), clock, 'm')} → {formatInstant(timeAt(high), clock, 'm')}
          </span>
        </span>
      )}
    </span>
  );
}

function shareOf({ currentTarget, clientX }: PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return Math.max(0, Math.min(1, (clientX - left) / width));
}
