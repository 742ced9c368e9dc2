// How a row is drawn in the room that there is: as columns, or as a card with the sentence below the rest.

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { widthOf } from './columns.js';
import { SUMMARY } from './search-state.js';

/** `tall`: a card with two lines for the sentence, on a phone. */
export type RowForm = 'columns' | 'card' | 'tall';

/** Less has no room for columns. */
const LEAST_FOR_COLUMNS = 560;
/** What most sentences take. */
const SENTENCE_WIDTH = 480;
export const MARK_WIDTH = 28;

interface Room {
  readonly columns: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  /** Pixels; 0 before it is measured. */
  readonly width: number;
  /** An event is open beside the rows: whoever reads it looks through the rows for what happened, not through columns. */
  readonly isBeside: boolean;
}

export function rowFormIn({ columns, widths, width, isBeside }: Room): RowForm {
  if (width === 0) return 'columns';
  if (width < LEAST_FOR_COLUMNS) return 'tall';
  if (!isBeside || !columns.includes(SUMMARY)) return 'columns';
  const others = columns.filter((column) => column !== SUMMARY);
  const taken = others.reduce((sum, column) => sum + (widths[column] ?? widthOf(column)), MARK_WIDTH);
  return width - taken < SENTENCE_WIDTH ? 'card' : 'columns';
}

/** Pixels of an element, as they change. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return;
    setWidth(element.current.clientWidth);
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

interface Anchored {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly height: number;
  /** Row that is looked at; −1: the first that is seen. */
  readonly at: number;
  readonly measure: () => void;
}

/** Rows that become higher or lower leave the one that is looked at where it is. */
export function useAnchoredRow({ scroller, height, at, measure }: Anchored): void {
  const before = useRef(height);
  const wanted = useRef<number | null>(null);
  // Stands first: the rows have their new height one drawing later.
  useLayoutEffect(() => {
    if (wanted.current === null || scroller.current === null) return;
    scroller.current.scrollTop = wanted.current;
    wanted.current = null;
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || before.current === height) return;
    const { scrollTop, clientHeight } = element;
    const top = at * before.current;
    const isSeen = at >= 0 && top >= scrollTop - before.current && top <= scrollTop + clientHeight;
    const anchor = isSeen ? at : Math.round(scrollTop / before.current);
    wanted.current = scrollTop + anchor * (height - before.current);
    before.current = height;
    measure();
  }, [scroller, height, at, measure]);
}
