import type { EventGroup, SessionRow } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Tile } from '../../components/tile.js';
import type { Spot } from '../../components/world-map.js';
import { scopeOf } from '../../lib/asked.js';
import { coordinatesOf } from '../../lib/coordinates.js';
import { figureIn, groupsOf } from '../../lib/figures.js';
import { counted } from '../../lib/format.js';
import { visibleText } from '../../lib/hostile-text.js';
import { useApi } from '../../lib/page-context.js';
import { addressPlace, searchPlace } from '../../lib/places.js';
import { eventsQuery, sessionRange, strangersIn, textIn } from '../../lib/vpn-session.js';

const WorldMap = lazy(async () => ({ default: (await import('../../components/world-map.js')).WorldMap }));

const TOKENS = ['geoSourceCoordinates', 'geoSourceCity', 'geoSourceCountry', 'sourceIpv4'];

/** Where the session was used from. The addresses and places stand in its facts, too. */
export function SessionPlaces({ session }: { readonly session: SessionRow }) {
  const api = useApi();
  const [query, range] = [eventsQuery(session), sessionRange(session)];
  const request = { ...scopeOf({ query, range }, { now: 0, clock: 'utc' }), tokens: TOKENS, metrics: ['count'] };
  const answer = useQuery({
    queryKey: ['groups', request],
    queryFn: ({ signal }) => groupsOf(api, request, signal),
  });
  const spots = (answer.data?.groups ?? []).flatMap((group) => spotOf(group, session) ?? []);
  if (answer.isSuccess && spots.length === 0) return null;
  return (
    <Tile
      title="Places"
      className="session-places"
      place={searchPlace(query, range)}
      error={answer.error}
      onRetry={() => void answer.refetch()}
    >
      <Suspense>
        <WorldMap spots={spots} goals={[]} arcs={[]} isFitted />
      </Suspense>
    </Tile>
  );
}

function spotOf(group: EventGroup, session: SessionRow): Spot | null {
  const at = coordinatesOf(String(group['geoSourceCoordinates'] ?? ''));
  if (at === null) return null;
  const address = String(group['sourceIpv4'] ?? '');
  const names = [address, group['geoSourceCity'], group['geoSourceCountry']].filter(
    (name) => name !== null && name !== '',
  );
  const count = figureIn(group, 'count');
  return {
    key: `${address} ${String(group['geoSourceCoordinates'])}`,
    ...at,
    count,
    isBad: strangersIn(session).includes(address),
    title: `${visibleText(names.join(', '))}: ${counted(count, 'event')}`,
    place: addressPlace(address, textIn(session, 'startTime')),
  };
}
