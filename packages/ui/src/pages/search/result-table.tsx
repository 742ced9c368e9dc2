import type { PrintedEvent } from '@gatehouse/model';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, type RefObject, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { usePreferences } from '../../lib/page-context.js';
import { trackOf } from './columns.js';
import { ResultHead } from './result-head.js';
import { ResultRow } from './result-row.js';
import { MARK_WIDTH, rowFormIn, useAnchoredRow, useWidth } from './row-form.js';
import type { ChangeState, SearchState } from './search-state.js';
import type { Rows } from './use-rows.js';
import './results.css';

export interface ResultTableHandle {
  scrollTo(index: number): void;
  isAtTop(): boolean;
}

interface ResultTableProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly events: readonly PrintedEvent[];
  readonly rows: Rows;
  readonly total: number;
  readonly handle: Ref<ResultTableHandle>;
  /** Called when the rows that are there come to their end. */
  readonly onEnd: () => void;
  readonly foot: ReactNode;
}

const ROW_HEIGHTS = { compact: 26, comfortable: 34 } as const;
/** As in results.css. */
const CARD_HEIGHTS = { card: 46, tall: 64 } as const;
/** Fewer than the first page has below the screen: the next one is for those who scroll. */
const ROWS_AHEAD = 40;

export function ResultTable(props: ResultTableProps) {
  const { state, change, events, rows, total, handle, onEnd, foot } = props;
  const { at, open, choose } = rows;
  const [{ density, columnWidths, clock }] = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = [state.timeToken, ...state.columns.filter((column) => column !== state.timeToken)];
  const form = rowFormIn({ columns, widths: columnWidths, width, isBeside: state.event !== '' });
  const height = form === 'columns' ? ROW_HEIGHTS[density] : CARD_HEIGHTS[form];
  const list = useRowList(scroller, events, height);
  const measure = useCallback(() => list.measure(), [list]);
  useAnchoredRow({ scroller, height, at, measure });
  const items = list.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (events.length > 0 && last >= events.length - ROWS_AHEAD) onEnd();
  }, [last, events.length, onEnd]);
  useImperativeHandle(
    handle,
    () => ({
      scrollTo: (index) => list.scrollToIndex(index, { align: 'auto' }),
      isAtTop: () => (scroller.current?.scrollTop ?? 0) < 4,
    }),
    [list],
  );
  const tracks =
    form === 'columns'
      ? `${MARK_WIDTH}px ${columns.map((column) => trackOf(column, columnWidths)).join(' ')}`
      : 'minmax(0, 1fr)';
  return (
    <div
      ref={scroller}
      className={`results is-${form}`}
      role="grid"
      tabIndex={0}
      aria-label="Events"
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={at >= 0 ? `row-${String(events[at]?.eventId)}` : undefined}
    >
      <div className="results-width" style={{ '--tracks': tracks }}>
        <ResultHead columns={form === 'columns' ? columns : columns.slice(0, 1)} state={state} change={change} />
        <div role="rowgroup" className="results-body" style={{ height: list.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const event = events[index];
            if (event === undefined) return null;
            const id = String(event.eventId);
            return (
              <ResultRow
                key={key}
                event={event}
                index={index}
                top={start}
                columns={columns}
                clock={clock}
                form={form}
                isCurrent={index === at}
                isOpen={id === state.event}
                isChosen={state.chosen.includes(id)}
                query={state.query}
                change={change}
                open={open}
                choose={choose}
              />
            );
          })}
        </div>
        <div role="rowgroup">
          <div role="row">
            <div role="gridcell">{foot}</div>
          </div>
        </div>
      </div>
    </div>
  );
}

/** Only the rows that are seen, and some around them. */
function useRowList(scroller: RefObject<HTMLDivElement | null>, events: readonly PrintedEvent[], height: number) {
  return useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: useCallback((index: number) => String(events[index]?.eventId ?? index), [events]),
  });
}
