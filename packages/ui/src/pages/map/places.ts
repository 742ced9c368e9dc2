// Groups of events by place, gateway and outcome, added up per place.

import type { EventGroup } from '@gatehouse/model';
import { coordinatesOf } from '../../lib/coordinates.js';
import { figureIn } from '../../lib/figures.js';

export const PLACE_TOKENS = [
  'geoSourceCoordinates',
  'geoSourceCity',
  'geoSourceCountry',
  'virtualSystem',
  'outcome',
] as const;

export interface PlaceFigures {
  /** `lat,lon`. */
  readonly key: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly city: string;
  readonly country: string;
  readonly count: number;
  readonly failed: number;
  /** Virtual server → events. */
  readonly servers: ReadonlyMap<string, number>;
}

export interface Places {
  /** The one with the most events first. */
  readonly places: readonly PlaceFigures[];
  readonly withoutPlace: number;
}

export function placesOf(groups: readonly EventGroup[]): Places {
  const byPlace = new Map<string, EventGroup[]>();
  let withoutPlace = 0;
  for (const group of groups) {
    const key = String(group['geoSourceCoordinates'] ?? '');
    if (coordinatesOf(key) === null) withoutPlace += figureIn(group, 'count');
    else byPlace.set(key, [...(byPlace.get(key) ?? []), group]);
  }
  const places = [...byPlace].flatMap(([key, own]) => placeOf(key, own) ?? []);
  return { places: places.toSorted((a, b) => b.count - a.count), withoutPlace };
}

function placeOf(key: string, groups: readonly EventGroup[]): PlaceFigures | null {
  const at = coordinatesOf(key);
  if (at === null) return null;
  const servers = new Map<string, number>();
  for (const group of groups) {
    const server = String(group['virtualSystem'] ?? '');
    if (server !== '') servers.set(server, (servers.get(server) ?? 0) + figureIn(group, 'count'));
  }
  const named = (token: string) => String(groups.find((group) => group[token] !== null)?.[token] ?? '');
  const failures = groups.filter(({ outcome }) => outcome === 'Failure');
  return {
    key,
    ...at,
    city: named('geoSourceCity'),
    country: named('geoSourceCountry'),
    count: sum(groups),
    failed: sum(failures),
    servers,
  };
}

function sum(groups: readonly EventGroup[]): number {
  return groups.reduce((total, group) => total + figureIn(group, 'count'), 0);
}
