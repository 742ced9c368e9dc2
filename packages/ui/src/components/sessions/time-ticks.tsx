import { type Clock, formatInstant } from '../../lib/time.js';
import './sessions.css';

/** Milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const TICKS = 4;
const DAY = 86_400_000;

/** The times below which bars begin. */
export function TimeTicks({ span: { from, to }, clock }: { readonly span: Span; readonly clock: Clock }) {
  const length = to - from;
  if (!Number.isFinite(length) || length <= 0) return <span className="time-ticks" />;
  const [first, last] = length > 4 * DAY ? [5, 10] : length > 1.5 * DAY ? [5, 16] : [11, 19];
  return (
    <span className="time-ticks">
      {Array.from({ length: TICKS }, (_, index) => {
        const text = formatInstant(from + (length * index) / TICKS, clock, length < 600_000 ? 's' : 'm');
        return <span key={text}>{text.slice(first, last)}</span>;
      })}
    </span>
  );
}
