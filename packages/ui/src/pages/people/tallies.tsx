import type { SessionTally, SessionToken, VpnUser } from '@gatehouse/model';
import { Ranking } from '../../components/ranking.js';
import { Tile } from '../../components/tile.js';
import { formatNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { addressPlace, type Place, sessionsPlace } from '../../lib/places.js';
import { formatInstant, type TimeRange } from '../../lib/time.js';
import { sessionClause } from '../../lib/vpn-session.js';

interface Kind {
  readonly title: string;
  readonly of: (person: VpnUser) => readonly SessionTally[];
  readonly field: SessionToken;
  readonly isBad?: boolean;
}

const KINDS: readonly Kind[] = [
  { title: 'Countries', of: ({ countries }) => countries, field: 'country' },
  { title: 'Cities', of: ({ cities }) => cities, field: 'city' },
  { title: 'Networks', of: ({ networks }) => networks, field: 'network' },
  { title: 'Addresses', of: ({ addresses }) => addresses, field: 'clientAddress' },
  { title: 'Devices and clients', of: ({ devices }) => devices, field: 'userAgent' },
  { title: 'Applications', of: ({ applications }) => applications, field: 'application' },
  { title: 'Destinations', of: ({ destinations }) => destinations, field: 'destinationAddress' },
  { title: 'Hosts', of: ({ hosts }) => hosts, field: 'host' },
  { title: 'Refused by', of: ({ deniedByPolicies }) => deniedByPolicies, field: 'deniedByPolicy', isBad: true },
];

const ROOM = 6;

interface TalliesProps {
  readonly person: VpnUser;
  readonly range: TimeRange;
}

/** In how many sessions each value occurs; a value leads to those sessions, an address to who else was on it. */
export function Tallies({ person, range }: TalliesProps) {
  const [{ clock }] = usePreferences();
  return KINDS.map((kind) => {
    const { title, of, isBad = false } = kind;
    const tallies = of(person);
    if (tallies.length === 0) return null;
    return (
      <Tile
        key={title}
        title={title}
        aside={
          <span className="soft" title="When it was last seen, and in how many sessions">
            {tallies.length > ROOM ? `${ROOM} of ${formatNumber(tallies.length)}` : 'last, sessions'}
          </span>
        }
      >
        <Ranking
          room={Math.min(ROOM, tallies.length)}
          rows={tallies.slice(0, ROOM).map((tally) => ({
            name: tally.value,
            size: tally.sessions,
            text: formatNumber(tally.sessions),
            aside: formatInstant(Date.parse(tally.lastSeen), clock, 'd'),
            place: placeOf(kind, tally, { person, range }),
          }))}
          empty=""
          tone={isBad ? 'bad' : 'plain'}
        />
      </Tile>
    );
  });
}

function placeOf({ field }: Kind, { value, lastSeen }: SessionTally, { person, range }: TalliesProps): Place {
  if (field === 'clientAddress') return addressPlace(value, lastSeen);
  return sessionsPlace(`${sessionClause('account', person.account)} and ${sessionClause(field, value)}`, range);
}
