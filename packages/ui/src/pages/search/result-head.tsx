import { fieldOf } from '@gatehouse/model';
import type { PointerEvent } from 'react';
import { Icon } from '../../components/icon.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { usePreferences } from '../../lib/page-context.js';
import { isQuantity, isSortable, MIN_WIDTH } from './columns.js';
import { type ChangeState, type SearchState, SUMMARY } from './search-state.js';

interface ResultHeadProps {
  readonly columns: readonly string[];
  readonly state: SearchState;
  readonly change: ChangeState;
}

export function ResultHead({ columns, state, change }: ResultHeadProps) {
  return (
    <div role="rowgroup" className="results-head">
      <div role="row" aria-rowindex={1} className="result-row">
        <span role="columnheader" className="head-cell">
          <span className="visually-hidden">Chosen</span>
        </span>
        {columns.map((column) => (
          <HeadCell key={column} column={column} state={state} change={change} />
        ))}
      </div>
    </div>
  );
}

interface HeadCellProps {
  readonly column: string;
  readonly state: SearchState;
  readonly change: ChangeState;
}

const NAMES: Readonly<Record<string, string>> = {
  [SUMMARY]: 'what happened',
  eventTime: 'time',
  collectorReceivedTime: 'arrived',
};

function HeadCell({ column, state, change }: HeadCellProps) {
  const { sort } = state;
  const isSorted = sort.token === column;
  const name = NAMES[column] ?? column;
  const turn = () => change({ sort: { token: column, isDescending: !(isSorted && sort.isDescending) } });
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      className={isQuantity(column) ? 'head-cell is-quantity' : 'head-cell'}
      aria-sort={isSorted ? direction : undefined}
      title={fieldOf(column)?.description}
    >
      {isSortable(column) ? (
        <button type="button" className="head-sort" onClick={turn}>
          {name}
          {isSorted ? <Icon name={sort.isDescending ? 'down' : 'up'} size={12} /> : null}
        </button>
      ) : (
        <span className="head-name">{name}</span>
      )}
      {column === state.timeToken ? null : <ColumnMenu column={column} state={state} change={change} />}
      <ResizeHandle column={column} />
    </div>
  );
}

function ColumnMenu({ column, state, change }: HeadCellProps) {
  const { columns } = state;
  const at = columns.indexOf(column);
  const move = (by: number) => {
    const rest = columns.filter((one) => one !== column);
    change({ columns: [...rest.slice(0, at + by), column, ...rest.slice(at + by)] });
  };
  const items: readonly MenuItem[] = [
    { label: 'Move left', icon: 'left', isDisabled: at <= 0, run: () => move(-1) },
    { label: 'Move right', icon: 'right', isDisabled: at >= columns.length - 1, run: () => move(1) },
    { label: 'Remove', icon: 'close', run: () => change({ columns: columns.filter((one) => one !== column) }) },
  ];
  return <Menu label={`Column ${column}`} icon="more" look="icon" className="head-menu" side="end" items={items} />;
}

/** Dragged with the pointer; the keys left and right do the same while it has the focus. */
function ResizeHandle({ column }: { readonly column: string }) {
  const [{ columnWidths }, setPreferences] = usePreferences();
  const resize = (width: number) =>
    setPreferences({ columnWidths: { ...columnWidths, [column]: Math.max(MIN_WIDTH, Math.round(width)) } });
  const widthNow = (handle: Element) => handle.parentElement?.getBoundingClientRect().width ?? MIN_WIDTH;
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const [start, width] = [event.clientX, widthNow(handle)];
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => resize(width + moved.clientX - start);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true });
  };
  return <i className="head-resize" aria-hidden="true" onPointerDown={drag} />;
}
