import type { LoginFailure, VpnUser } from '@gatehouse/model';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { formatNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { addressPlace } from '../../lib/places.js';
import { formatInstant } from '../../lib/time.js';

/** Sign-ins that failed, by reason and address. */
export function Failures({ person: { failures } }: { readonly person: VpnUser }) {
  const [{ clock }] = usePreferences();
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
    { name: 'Times', isQuantity: true, order: ({ count }) => count, cell: ({ count }) => formatNumber(count) },
    {
      name: 'Last',
      order: ({ lastTime }) => lastTime,
      cell: ({ lastTime }) => formatInstant(Date.parse(lastTime), clock, 's'),
    },
  ];
  return (
    <Tile title={`Failed to sign in: ${formatNumber(failures.count)}`}>
      <DataTable
        label="Failed to sign in"
        columns={columns}
        rows={failures.reasons}
        keyOf={({ message, address }) => `${message} ${address}`}
        empty={null}
      />
    </Tile>
  );
}
