import type { LoginFailure, VpnUser } from '@gatehouse/model';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { counted } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { addressPlace, type Place, searchPlace } from '../../lib/places.js';
import { formatInstant } from '../../lib/time.js';
import { addressQuery, namesOf, userQuery } from '../../lib/vpn-session.js';

const ROOM = 6;

/** Sign-ins that failed, by reason and address. */
export function Failures({ person }: { readonly person: VpnUser }) {
  const [{ clock }] = usePreferences();
  const { failures } = person;
  const [isWhole, setWhole] = useState(false);
  if (failures.count === 0) return null;
  const columns: readonly DataColumn<LoginFailure>[] = [
    {
      name: 'Reason',
      order: ({ message }) => message,
      cell: ({ message }) => <Text value={message || 'none was logged'} />,
    },
    {
      name: 'From',
      order: ({ address }) => address,
      cell: ({ address, lastTime }) => (
        <PlaceLink place={addressPlace(address, lastTime)}>
          <Text value={address} />
        </PlaceLink>
      ),
    },
    {
      name: 'Times',
      isQuantity: true,
      order: ({ count }) => count,
      cell: (failure) => <PlaceLink place={eventsOf(failure, person)}>{counted(failure.count, 'event')}</PlaceLink>,
    },
    {
      name: 'Last',
      order: ({ lastTime }) => lastTime,
      cell: ({ lastTime }) => formatInstant(Date.parse(lastTime), clock, 's'),
    },
  ];
  return (
    <Tile
      title={`Failed to sign in: ${counted(failures.count, 'time')}`}
      place={eventsOf({ address: '' }, person)}
      aside={
        failures.reasons.length > ROOM ? (
          <Button
            label={isWhole ? 'The most frequent' : `All ${failures.reasons.length} of them`}
            look="quiet"
            onClick={() => setWhole(!isWhole)}
          />
        ) : undefined
      }
    >
      <DataTable
        label="Failed to sign in"
        columns={columns}
        rows={isWhole ? failures.reasons : failures.reasons.slice(0, ROOM)}
        keyOf={({ message, address }) => `${message} ${address}`}
      />
    </Tile>
  );
}

/** The lines that say so. */
function eventsOf({ address }: Pick<LoginFailure, 'address'>, person: VpnUser): Place {
  const { from, to } = person;
  const where = address === '' ? '' : ` and (${addressQuery(address)})`;
  return searchPlace(`eventName: LOGIN_FAILED and ${userQuery(namesOf(person))}${where}`, { from, to });
}
