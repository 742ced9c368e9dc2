import { Link } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import type { Place } from '../lib/places.js';
import { Icon } from './icon.js';
import { ProblemNote } from './note.js';

interface TileProps {
  readonly title: string;
  /** What it is about, in full: the title leads there. */
  readonly place?: Place;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** In place of what it shows. */
  readonly error?: unknown;
  readonly onRetry?: () => void;
  readonly isBusy?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** One answer among others, in a grid: a short list, a table or a small chart. */
export function Tile({ title, place, aside, error, onRetry, isBusy = false, className = '', children }: TileProps) {
  const id = useId();
  return (
    <section className={`tile ${className}`} aria-labelledby={id} aria-busy={isBusy}>
      <header className="tile-head">
        <h2 id={id}>
          {place === undefined ? (
            title
          ) : (
            <Link to={place.to} search={place.search ?? {}}>
              {title}
              <Icon name="right" size={12} />
            </Link>
          )}
        </h2>
        {aside}
      </header>
      {error === undefined || error === null ? (
        children
      ) : (
        <ProblemNote error={error} {...(onRetry === undefined ? {} : { onRetry })} />
      )}
    </section>
  );
}
