import { useNavigate } from '@tanstack/react-router';
import { useShortcuts } from './page-context.js';
import type { Place } from './places.js';

export interface PlaceKey {
  readonly label: string;
  readonly place: Place;
}

/** Keys that lead to other pages. */
export function usePlaceKeys(group: string, keys: Readonly<Record<string, PlaceKey>>): void {
  const navigate = useNavigate();
  useShortcuts(
    group,
    Object.fromEntries(
      Object.entries(keys).map(([key, { label, place }]) => [
        key,
        { label, run: () => void navigate({ to: place.to, search: place.search ?? {} }) },
      ]),
    ),
  );
}
