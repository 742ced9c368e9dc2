import { Fragment, type MouseEvent, type ReactNode, useState } from 'react';
import { Icon } from './icon.js';

export interface DataColumn<Row> {
  /** Empty above buttons. */
  readonly name: string;
  /** Shown as a tip. */
  readonly hint?: string;
  readonly isQuantity?: boolean;
  /** No wider than what is in it. */
  readonly isTight?: boolean;
  /** Left out where the window is narrow. */
  readonly isExtra?: boolean;
  /** What to sort by; without it the column cannot be sorted. */
  readonly order?: (row: Row) => string | number | null;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** A click on the row does what the link or the button in its first cell does. */
  readonly onOpen?: (row: Row) => void;
  readonly isOpen?: (row: Row) => boolean;
  /** Shown below a row while it is open, over all columns. */
  readonly details?: (row: Row) => ReactNode;
  /** Told the row that the pointer is over; null when it leaves. */
  readonly onPoint?: (row: Row | null) => void;
  /** Shown in place of the rows when there are none. */
  readonly empty?: ReactNode;
}

interface Order {
  readonly column: string;
  readonly isDescending: boolean;
}

/** A table of some hundred rows, sorted here. On a narrow screen each row becomes a small card. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, isOpen, details, empty = null } = props;
  const [order, setOrder] = useState<Order | null>(null);
  if (rows.length === 0) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys
    <section className="data-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.name} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, order).map((row) => (
            <Fragment key={keyOf(row)}>
              <DataRow {...props} row={row} />
              {details !== undefined && isOpen?.(row) === true ? (
                <tr className="data-details">
                  <td colSpan={columns.length}>{details(row)}</td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DataRow<Row>({ row, columns, onOpen, isOpen, onPoint }: DataTableProps<Row> & { readonly row: Row }) {
  return (
    <tr
      data-row=""
      className={`${onOpen === undefined ? '' : 'is-openable'} ${isOpen?.(row) === true ? 'is-open' : ''}`}
      onClick={(click) => isPlainClick(click) && onOpen?.(row)}
      onMouseEnter={() => onPoint?.(row)}
      onMouseLeave={() => onPoint?.(null)}
    >
      {columns.map((column) => (
        <td key={column.name} data-name={column.name} className={lookOf(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function lookOf<Row>({ isQuantity = false, isTight = false, isExtra = false }: DataColumn<Row>): string | undefined {
  const looks = [isQuantity && 'number', isTight && 'tight', isExtra && 'extra'].filter((look) => look !== false);
  return looks.length === 0 ? undefined : looks.join(' ');
}

interface HeadCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly order: Order | null;
  readonly onOrder: (order: Order) => void;
}

function HeadCell<Row>({ column, order, onOrder }: HeadCellProps<Row>) {
  const { name, hint, isQuantity = false, order: key } = column;
  const isSorted = order?.column === name;
  const isDescending = isSorted ? !order.isDescending : isQuantity;
  return (
    <th
      scope="col"
      title={hint}
      className={lookOf(column)}
      aria-sort={isSorted ? (order.isDescending ? 'descending' : 'ascending') : undefined}
    >
      {key === undefined ? (
        name || <span className="visually-hidden">What can be done</span>
      ) : (
        <button type="button" className="data-sort" onClick={() => onOrder({ column: name, isDescending })}>
          {name}
          {isSorted ? <Icon name={order.isDescending ? 'down' : 'up'} size={12} /> : null}
        </button>
      )}
    </th>
  );
}

/** What has no value stands at the end, whichever way. */
function sorted<Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[], order: Order | null): readonly Row[] {
  const key = columns.find(({ name }) => name === order?.column)?.order;
  if (key === undefined || order === null) return rows;
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en'));
  });
}

/** Somebody who selects text or follows a link does not want the row. */
export function isPlainClick(click: MouseEvent): boolean {
  const isSelecting = window.getSelection()?.isCollapsed === false;
  return !isSelecting && !(click.target instanceof Element && click.target.closest('button, a, input, label') !== null);
}
