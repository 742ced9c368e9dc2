import { fieldOf, type PrintedEvent, type Token } from '@gatehouse/model';
import { memo, type PointerEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { isPlainClick } from '../../components/data-table.js';
import { Sentence } from '../../components/sentence.js';
import { Text } from '../../components/text.js';
import { type ValueAction, withValue } from '../../lib/clauses.js';
import { copyText } from '../../lib/clipboard.js';
import { elementsOf, formatValue } from '../../lib/format.js';
import { useToasts } from '../../lib/page-context.js';
import { timeText } from '../../lib/sentence.js';
import type { Clock } from '../../lib/time.js';
import { isQuantity } from './columns.js';
import { ResultCard } from './result-card.js';
import type { RowForm } from './row-form.js';
import { type ChangeState, SUMMARY } from './search-state.js';

interface ResultRowProps {
  readonly event: PrintedEvent;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly string[];
  readonly clock: Clock;
  readonly form: RowForm;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  readonly query: string;
  readonly change: ChangeState;
  readonly open: (index: number) => void;
  readonly choose: (index: number) => void;
}

export const ResultRow = memo(function ResultRow(props: ResultRowProps) {
  const { event, index, top, form, isCurrent, isOpen, isChosen, open } = props;
  const [isPointed, setPointed] = useState(false);
  const states = [isCurrent ? 'is-current' : '', isOpen ? 'is-open' : '', isChosen ? 'is-chosen' : ''].join(' ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table has the keys: j, k, Enter, x
    <div
      role="row"
      id={`row-${String(event.eventId)}`}
      aria-rowindex={index + 2}
      aria-selected={isOpen || isChosen}
      tabIndex={-1}
      className={`result-row outcome-${String(event.outcome ?? 'none')} ${states}`}
      style={{ transform: `translateY(${top}px)` }}
      onPointerEnter={({ pointerType }) => setPointed(pointerType === 'mouse')}
      onPointerLeave={() => setPointed(false)}
      onClick={(click) => isPlainClick(click) && open(index)}
    >
      {form === 'columns' ? (
        <Cells {...props} isPointed={isPointed} />
      ) : (
        <ResultCard {...props} mark={<Mark isChosen={isChosen} choose={() => props.choose(index)} />} />
      )}
    </div>
  );
});

function Mark({ isChosen, choose }: { readonly isChosen: boolean; readonly choose: () => void }) {
  return (
    <input
      type="checkbox"
      className="mark"
      checked={isChosen}
      tabIndex={-1}
      aria-label="Choose to compare"
      onChange={choose}
      onClick={(click) => click.stopPropagation()}
    />
  );
}

interface CellsProps extends ResultRowProps {
  /** Buttons for each cell would be most of the page. */
  readonly isPointed: boolean;
}

function Cells({ event, index, columns, clock, isChosen, isPointed, query, change, open, choose }: CellsProps) {
  const hover = useHover();
  return (
    <>
      <span role="gridcell" className="row-mark">
        <Mark isChosen={isChosen} choose={() => choose(index)} />
      </span>
      {columns.map((column) => (
        <span
          role="gridcell"
          key={column}
          className={isQuantity(column) ? 'cell is-quantity' : 'cell'}
          onPointerEnter={hover.enter}
          onPointerMove={hover.move}
        >
          <CellContent column={column} event={event} clock={clock} />
          {isPointed ? (
            <CellActions
              column={column}
              event={event}
              query={query}
              change={(part) => (hover.isMeant() ? change(part) : open(index))}
            />
          ) : null}
        </span>
      ))}
    </>
  );
}

/** As in fields.css: buttons appear when the pointer has been in the cell for so long. */
const APPEAR_MS = 350;
/** A hand that rests moves the pointer by less. */
const STEADY_PX = 3;

/** Whether a click on a button is meant: the pointer has gone to it after it was there. One that appears below the pointer is not. */
function useHover() {
  const at = useRef({ x: 0, y: 0, entered: 0, moved: 0 });
  return {
    enter: ({ clientX: x, clientY: y, timeStamp }: PointerEvent) => {
      at.current = { x, y, entered: timeStamp, moved: timeStamp };
    },
    move: ({ clientX: x, clientY: y, timeStamp }: PointerEvent) => {
      const { current } = at;
      if (Math.abs(x - current.x) + Math.abs(y - current.y) >= STEADY_PX)
        at.current = { ...current, x, y, moved: timeStamp };
    },
    isMeant: () => at.current.moved - at.current.entered > APPEAR_MS,
  };
}

interface CellContentProps {
  readonly column: string;
  readonly event: PrintedEvent;
  readonly clock: Clock;
}

function CellContent({ column, event, clock }: CellContentProps) {
  if (column === 'eventTime') return <span className="mono">{timeText(event, clock)}</span>;
  if (column === SUMMARY) {
    const { defects } = event;
    return (
      <>
        {Array.isArray(defects) && defects.length > 0 ? (
          <span className="badge badge-warn">
            {defects.length} defect{defects.length === 1 ? '' : 's'}
          </span>
        ) : null}
        <Sentence event={event} clock={clock} />
      </>
    );
  }
  const field = fieldOf(column);
  const value = event[column as Token];
  if (field === undefined || value === undefined) return <span className="faint">–</span>;
  return <Text value={formatValue(field, value, clock)} />;
}

interface CellActionsProps {
  readonly column: string;
  readonly event: PrintedEvent;
  readonly query: string;
  readonly change: ChangeState;
}

/** Seen when the pointer rests on the cell: somebody who clicks on their way opens the event. With the keys: Tab in the panel. */
function CellActions({ column, event, query, change }: CellActionsProps) {
  const toasts = useToasts();
  const field = fieldOf(column);
  const value = field === undefined ? undefined : event[column as Token];
  const [first] = value === undefined ? [] : elementsOf(value);
  if (field === undefined || first === undefined || column === 'eventTime') return null;
  const text = String(first);
  const act = (action: ValueAction) => change({ query: withValue(query, action, { field, value: text }) });
  const copy = async () => {
    const isCopied = await copyText(text);
    toasts.say(isCopied ? 'Copied' : 'The browser does not let this page copy', isCopied ? 'good' : 'bad');
  };
  return (
    <span className="cell-actions">
      <Button label={`Include ${column}`} icon="plus" look="icon" tabIndex={-1} onClick={() => act('include')} />
      <Button label={`Exclude ${column}`} icon="minus" look="icon" tabIndex={-1} onClick={() => act('exclude')} />
      <Button label={`Copy ${column}`} icon="copy" look="icon" tabIndex={-1} onClick={() => void copy()} />
    </span>
  );
}
