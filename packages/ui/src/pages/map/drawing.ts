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
      return from === undefined || to === undefined || isThere
        ? []
        : [arcOf({ place, from, to, count, server }, asked)];
    }),
  );
  return { spots, goals: [...gateways].map(([server, goal]) => goalWith(goal, server, asked)), arcs };
}

interface Way {
  readonly place: PlaceFigures;
  readonly from: Spot;
  readonly to: Goal;
  readonly count: number;
  readonly server: string;
}

function arcOf({ place, from, to, count, server }: Way, asked: Asked): Arc {
  const title = visibleText(`${nameOf(place)} → ${to.name}: ${counted(count, 'event')}`);
  return { from, to, count, title, place: eventsAt(place, { ...asked, query: queryTo(server, asked.query) }) };
}

function goalWith(goal: Goal, server: string, asked: Asked): Goal {
  const title = visibleText(`${goal.name}: all that came to it`);
  return { ...goal, title, place: eventsTo(server, asked) };
}

/** The events of the page that came to this virtual server. */
function eventsTo(server: string, { query, range }: Asked): Place {
  return searchPlace(queryTo(server, query), range);
}

/** What is asked, of this virtual server only. */
export function queryTo(server: string, query: string): string {
  const field = fieldOf('virtualSystem');
  return field === undefined ? query : withValue(query, 'only', { field, value: server });
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
