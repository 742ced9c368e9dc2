// Choosing a span of bars: drawn over with the pointer, or with the keys while the bars have the focus: ← and → move, with Shift they
// extend, Enter takes it, Esc gives it up.

import { type KeyboardEvent, type PointerEvent, useState } from 'react';

interface BrushParts {
  /** Bars there are. */
  readonly count: number;
  /** Told the first and the last bar. */
  readonly onSelect: ((first: number, last: number) => void) | undefined;
}

export interface Brush {
  /** Bar under the pointer, or that the keys are at. */
  readonly at: number | null;
  /** Where the span begins; null: it is that bar alone. */
  readonly start: number | null;
}

const NOTHING: Brush = { at: null, start: null };

export function useBrush({ count, onSelect }: BrushParts) {
  const [chosen, setBrush] = useState(NOTHING);
  // Other bars may have come since.
  const brush = (chosen.at ?? 0) < count && (chosen.start ?? 0) < count ? chosen : NOTHING;
  const forget = () => setBrush(NOTHING);
  const barAt = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return count === 0 ? null : within(Math.floor(((clientX - left) / width) * count), count);
  };
  const finish = (start: number | null) => {
    if (brush.at !== null && start !== null) onSelect?.(Math.min(start, brush.at), Math.max(start, brush.at));
  };
  const pointer = {
    onPointerMove: (event: PointerEvent) => setBrush({ ...brush, at: barAt(event) }),
    onPointerLeave: forget,
    onPointerDown: (event: PointerEvent) => {
      if (onSelect !== undefined && event.button === 0) setBrush({ at: barAt(event), start: barAt(event) });
    },
    onPointerUp: () => {
      finish(brush.start);
      setBrush({ ...brush, start: null });
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const after = afterKey(event, brush, count);
    if (after === null) return;
    event.preventDefault();
    if (event.key === 'Enter') finish(brush.start ?? brush.at);
    setBrush(after);
  };
  return { brush, handlers: onSelect === undefined ? pointer : { ...pointer, onKeyDown, onBlur: forget } };
}

/** Null for keys that mean nothing here. */
export function afterKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { at, start }: Brush,
  count: number,
): Brush | null {
  if (key === 'Enter' || key === 'Escape') return at === null ? null : NOTHING;
  const target = {
    ArrowLeft: at === null ? count - 1 : at - 1,
    ArrowRight: at === null ? 0 : at + 1,
    Home: 0,
    End: count - 1,
  }[key];
  if (target === undefined || count === 0) return null;
  return { at: within(target, count), start: shiftKey ? (start ?? at) : null };
}

function within(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at));
}
