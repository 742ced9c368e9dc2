import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Place } from '../lib/places.js';

interface PlaceLinkProps {
  readonly place: Place;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link to another page of Gatehouse. */
export function PlaceLink({ place: { to, search = {} }, className, children }: PlaceLinkProps) {
  return (
    <Link to={to} search={search} {...(className === undefined ? {} : { className })}>
      {children}
    </Link>
  );
}
