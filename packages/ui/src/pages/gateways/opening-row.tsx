import type { ReactNode } from 'react';

interface OpeningRowProps {
  /** On the button that opens and closes it. */
  readonly name: ReactNode;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Cells behind the first. */
  readonly cells: ReactNode;
  readonly columns: number;
  /** Below it while it is open, over all columns. */
  readonly children: ReactNode;
}

/** A row of a table, and what is told of it in one below. */
export function OpeningRow({ name, isOpen, onToggle, cells, columns, children }: OpeningRowProps) {
  return (
    <>
      <tr className={isOpen ? 'is-open' : undefined}>
        <td>
          <button type="button" className="link" aria-expanded={isOpen} onClick={onToggle}>
            {name}
          </button>
        </td>
        {cells}
      </tr>
      {isOpen ? (
        <tr className="is-open">
          <td colSpan={columns}>{children}</td>
        </tr>
      ) : null}
    </>
  );
}
