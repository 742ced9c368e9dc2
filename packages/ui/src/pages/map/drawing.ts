import { fieldOf } from '@gatehouse/model';
import type { Arc, Goal, Spot } from '../../components/world-map.js';
import type { Asked } from '../../lib/asked.js';
import { withValue } from '../../lib/clauses.js';
import { counted, formatShare } from '../../lib/format.js';
import { visibleText } from '../../lib/hostile-text.js';
import { type Place, searchPlace } from '../../lib/places.js';
import type { PlaceFigures } from './places.js';

interface Drawing {
  readonly spots: readonly Spot[];
  readonly goals: readonly Goal[];
  readonly arcs: readonly Arc[];
}

/** Virtual server → where it stands. */
export type Gateways = ReadonlyMap<string, Goal>;

export function drawingOf(places: readonly PlaceFigures[], gateways: Gateways, asked: Asked): Drawing {
  const spots = places.map((place) => spotOf(place, asked));
  const arcs = places.flatMap((place, index) =>
    [...place.servers].flatMap(([server, count]) => {
      const [from, to] = [spots[index], gateways.get(server)];
      const isThere = to?.latitude === place.latitude && to.longitude === place.longitude;
      return from === undefined || to === undefined || isThere ? [] : [{ from, to, count }];
    }),
  );
  return { spots, goals: [...new Set(gateways.values())], arcs };
}

function spotOf(place: PlaceFigures, asked: Asked): Spot {
  const { key, latitude, longitude, count, failed } = place;
  const share = failed === 0 ? '' : `, ${formatShare(failed, count)} failed`;
  const title = `${visibleText(nameOf(place))}: ${counted(count, 'event')}${share}`;
  return { key, latitude, longitude, count, isBad: failed > count / 2, title, place: eventsAt(place, asked) };
}

export function nameOf({ city, country, key }: PlaceFigures): string {
  return [city, country].filter((part) => part !== '').join(', ') || key;
}

/** The events of the page that come from there. */
export function eventsAt({ city, country }: PlaceFigures, { query, range }: Asked): Place {
  const [cityField, countryField] = [fieldOf('geoSourceCity'), fieldOf('geoSourceCountry')];
  if (cityField === undefined || countryField === undefined) return searchPlace(query, range);
  const inCountry = withValue(query, 'only', { field: countryField, value: country === '' ? null : country });
  return searchPlace(withValue(inCountry, 'only', { field: cityField, value: city === '' ? null : city }), range);
}
