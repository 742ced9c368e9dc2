import type { ReactNode } from 'react';
import './sheet.css';

interface SheetProps {
  readonly title: string;
  /** Beside the title: tabs, or what can be done here. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
}

/** A page of text, tables and forms that scrolls as a whole. */
export function Sheet({ title, head, children }: SheetProps) {
  return (
    <div className="sheet">
      <header className="sheet-head">
        <h1>{title}</h1>
        {head}
      </header>
      {children}
    </div>
  );
}

interface SheetTableProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly heads: readonly ReactNode[];
  readonly children: ReactNode;
}

/** A table that scrolls sideways in its own box where the window is narrow. */
export function SheetTable({ label, heads, children }: SheetTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys
    <section className="sheet-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={typeof head === 'string' && head !== '' ? head : `column-${String(index)}`} scope="col">
                {head === '' ? <span className="visually-hidden">What can be done</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
