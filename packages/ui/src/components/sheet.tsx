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

/** A column; `wide`: left out where the window is narrow, `number`: its figures stand to the right. */
export type SheetHead = string | { readonly text: string; readonly look: 'wide' | 'number' };

interface SheetTableProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly heads: readonly SheetHead[];
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
            {heads.map((head) => (
              <ColumnHead key={typeof head === 'string' ? head : head.text} head={head} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function ColumnHead({ head }: { readonly head: SheetHead }) {
  const { text, look } = typeof head === 'string' ? { text: head, look: undefined } : head;
  return (
    <th scope="col" className={look}>
      {text === '' ? <span className="visually-hidden">What can be done</span> : text}
    </th>
  );
}
