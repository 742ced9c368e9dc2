import type { ReactNode } from 'react';
import { PlaceSource } from './place-source.js';

interface PageFrameProps {
  readonly title: ReactNode;
  /** One line below the title. */
  readonly intro?: ReactNode;
  /** What can be done with all of it: time range, filters, buttons. */
  readonly tools?: ReactNode;
  /** Its parts, one of which is shown. */
  readonly tabs?: ReactNode;
  readonly showsPlaces?: boolean;
  readonly children?: ReactNode;
}

/** A page that scrolls as a whole. (The search page does not: its parts scroll.) */
export function PageFrame({ title, intro, tools, tabs, showsPlaces = true, children }: PageFrameProps) {
  return (
    <div className="frame">
      <header className="frame-head">
        <div className="frame-title">
          <h1>{title}</h1>
          {intro === undefined ? null : <p className="soft">{intro}</p>}
        </div>
        {tools === undefined ? null : <div className="frame-tools">{tools}</div>}
        {tabs}
      </header>
      <div className="frame-body">{children}</div>
      {showsPlaces ? (
        <footer className="frame-foot">
          <PlaceSource />
        </footer>
      ) : null}
    </div>
  );
}
