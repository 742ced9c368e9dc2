import { type DataColumn, DataTable } from '../../components/data-table.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import type { Asked } from '../../lib/asked.js';
import { formatNumber, formatShare } from '../../lib/format.js';
import { eventsAt, type Gateways, nameOf, queryTo } from './drawing.js';
import type { PlaceFigures } from './places.js';

interface PlaceTableProps {
  readonly places: readonly PlaceFigures[];
  readonly gateways: Gateways;
  readonly asked: Asked;
}

/** What the map shows, for those who do not see it. */
export function PlaceTable({ places, gateways, asked }: PlaceTableProps) {
  const columns: readonly DataColumn<PlaceFigures>[] = [
    {
      name: 'Place',
      order: nameOf,
      cell: (place) => (
        <PlaceLink place={eventsAt(place, asked)}>
          <Text value={nameOf(place)} />
        </PlaceLink>
      ),
    },
    { name: 'Events', isQuantity: true, order: ({ count }) => count, cell: ({ count }) => formatNumber(count) },
    { name: 'Failed', isQuantity: true, order: ({ failed }) => failed, cell: ({ failed }) => formatNumber(failed) },
    {
      name: 'Failed of all',
      isQuantity: true,
      order: ({ failed, count }) => failed / count,
      cell: ({ failed, count }) => (failed === 0 ? '' : formatShare(failed, count)),
    },
    {
      name: 'To',
      cell: (place) =>
        [...place.servers].map(([server, count]) => (
          <span key={server} className="place-gateway">
            <PlaceLink place={eventsAt(place, { ...asked, query: queryTo(server, asked.query) })}>
              <Text value={gateways.get(server)?.name ?? server} />
            </PlaceLink>{' '}
            <span className="faint">{formatNumber(count)}</span>
          </span>
        )),
    },
  ];
  return <DataTable label="Places" columns={columns} rows={places} keyOf={({ key }) => key} empty={null} />;
}
