import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Place } from '../lib/places.js';

interface PlaceLinkProps {
  readonly place: Place;
  readonly className?: string;
  /** The keys leave it out: another link says the same. */
  readonly isSkipped?: boolean;
  readonly children: ReactNode;
}

/** A link to another page of Gatehouse. */
export function PlaceLink({ place: { to, search = {} }, className, isSkipped = false, children }: PlaceLinkProps) {
  return (
    <Link
      to={to}
      search={search}
      {...(className === undefined ? {} : { className })}
      {...(isSkipped ? { tabIndex: -1 } : {})}
    >
      {children}
    </Link>
  );
}
