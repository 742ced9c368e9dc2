import type { ReactNode } from 'react';

interface TileProps {
  readonly title: string;
  /** The figure that one looks at first. */
  readonly figure?: ReactNode;
  readonly detail?: ReactNode;
  /** A link to the events behind it. */
  readonly link?: ReactNode;
  readonly children?: ReactNode;
  /** Cells of the grid that it takes. */
  readonly width?: 1 | 2 | 3;
  /** The figure is on its way: the last one stays, fainter. */
  readonly isBusy?: boolean;
}

/** One answer among others, in a `tiles` grid: a figure, a short list or a small chart. */
export function Tile({ title, figure, detail, link, children, width = 1, isBusy = false }: TileProps) {
  return (
    <section className={`tile tile-${width}`} aria-label={title} aria-busy={isBusy}>
      <header className="tile-head">
        <h2>{title}</h2>
        {link}
      </header>
      {figure === undefined ? null : <p className="tile-figure number">{figure}</p>}
      {detail === undefined ? null : <p className="tile-detail soft">{detail}</p>}
      {children}
    </section>
  );
}
