import { type CSSProperties, type Ref, useEffect, useRef, useState } from 'react';
import { type Span, type Tick, ticksOf } from '../lib/ticks.js';
import type { Clock } from '../lib/time.js';
import './time-ticks.css';

/** With some room behind it. */
const LABEL_WIDTH = 62;

interface FittedTicks {
  readonly ref: Ref<HTMLSpanElement>;
  readonly ticks: readonly Tick[];
  /** Lines at the ticks, as layers of a background. */
  readonly lines: CSSProperties;
}

/** As many ticks as fit into the element. */
export function useTicks(span: Span, clock: Clock): FittedTicks {
  const ref = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const ticks = ticksOf(span, Math.floor(width / LABEL_WIDTH), clock);
  const layers = ticks.map(({ at }) => `linear-gradient(var(--line) 0 0) ${100 * at}% 0 / 1px 100% no-repeat`);
  return {
    ref,
    ticks: ticks.filter(({ at }) => (1 - at) * width > LABEL_WIDTH - 16),
    lines: { '--tick-lines': layers.length === 0 ? 'none' : layers.join(', ') } as CSSProperties,
  };
}

/** The times below which bars begin. */
export function TimeTicks({ ticks: { ref, ticks } }: { readonly ticks: FittedTicks }) {
  return (
    <span ref={ref} className="time-ticks">
      {ticks.map(({ at, text }) => (
        <span key={text + String(at)} style={{ left: `${100 * at}%` }}>
          {text}
        </span>
      ))}
    </span>
  );
}
