import type { SessionDetail, SessionLeg } from '@gatehouse/model';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Facts } from '../../components/facts.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { formatBytes, formatNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { searchPlace } from '../../lib/places.js';
import { formatInstant } from '../../lib/time.js';
import { eventsQuery, listIn, numberIn, sessionRange, value } from '../../lib/vpn-session.js';

/** What went through the session, and where to. */
export function Transfers({ detail: { session, legs, destinations } }: { readonly detail: SessionDetail }) {
  const [{ clock }] = usePreferences();
  const bytes = (token: 'inByte' | 'outByte' | 'legInByte' | 'legOutByte') => formatBytes(numberIn(session, token));
  const count = (token: 'connections' | 'requests' | 'denials') => formatNumber(numberIn(session, token));
  const hosts = listIn(session, 'host');
  return (
    <Tile title="Transfers">
      <Facts
        facts={[
          { name: 'Down / up', value: `${bytes('inByte')} / ${bytes('outByte')}` },
          { name: 'Through ICA', value: legs.length === 0 ? '' : `${bytes('legInByte')} / ${bytes('legOutByte')}` },
          {
            name: 'Counts',
            value: `${count('connections')} connections, ${count('requests')} requests, ${count('denials')} refused`,
          },
          { name: 'Hosts', value: hosts.length === 0 ? '' : <Text value={hosts.join(', ')} /> },
          {
            name: 'Went to',
            value: (
              <ul className="session-destinations">
                {destinations.map((destination) => (
                  <li key={destination}>
                    <PlaceLink place={destinationPlace(session, destination)}>
                      <Text value={destination} />
                    </PlaceLink>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {legs.length === 0 ? null : (
        <DataTable
          label="ICA connections"
          columns={columnsOf((time) => formatInstant(Date.parse(time), clock, 's'))}
          rows={legs}
          keyOf={({ connection, startTime }) => `${connection} ${startTime}`}
          empty={null}
        />
      )}
    </Tile>
  );
}

function destinationPlace(session: SessionDetail['session'], destination: string) {
  const [, address = destination, port] = /^\[?(.*?)\]?:(\d+)$/.exec(destination) ?? [];
  const token = address.includes(':') ? 'destinationIpv6' : 'destinationIpv4';
  const where = `${token}: ${value(token, address)}${port === undefined ? '' : ` and destinationPort: ${port}`}`;
  return searchPlace(`${eventsQuery(session)} and ${where}`, sessionRange(session));
}

function columnsOf(timeText: (time: string) => string): readonly DataColumn<SessionLeg>[] {
  return [
    { name: 'Application', cell: ({ application = 'ICA' }) => <Text value={application} /> },
    { name: 'From', order: ({ startTime }) => startTime, cell: ({ startTime }) => timeText(startTime) },
    { name: 'To', cell: ({ endTime }) => (endTime === undefined ? 'no end is logged' : timeText(endTime).slice(11)) },
    { name: 'Down', isQuantity: true, order: ({ inByte }) => inByte, cell: ({ inByte }) => formatBytes(inByte) },
    { name: 'Up', isQuantity: true, order: ({ outByte }) => outByte, cell: ({ outByte }) => formatBytes(outByte) },
  ];
}
