import type { DeviceCoverage, EventCoverage } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Opener } from '../../components/opener.js';
import { Text } from '../../components/text.js';
import { formatNumber } from '../../lib/format.js';
import type { TimeRange } from '../../lib/time.js';
import { useAddress } from '../../lib/use-address.js';
import { EventKind } from './event-kind.js';
import { eventsOf, type Shown, type Wanted } from './links.js';
import { ReadingBar } from './reading-bar.js';

interface EventTableProps {
  readonly sourceId: string;
  readonly device: DeviceCoverage;
  readonly range: TimeRange;
}

/** Each kind of event of one device; one of them open, as `kind` in the address. */
export function EventTable({ sourceId, device, range }: EventTableProps) {
  const { get, change } = useAddress();
  const { deviceName, events } = device;
  const wantedOf = ({ category, eventName }: EventCoverage): Wanted => {
    return { eventSourceId: sourceId, deviceName, category, eventName };
  };
  const shown: Shown = { from: range.from === '' ? '*' : range.from, to: range.to };
  const isOpen = (event: EventCoverage) => get('kind') === keyOf(event);
  const name: DataColumn<EventCoverage> = {
    name: 'Kind of event',
    order: ({ eventName }) => eventName,
    cell: (event) => (
      <Opener isOpen={isOpen(event)} onToggle={() => change({ kind: isOpen(event) ? '' : keyOf(event) })}>
        <EventTitle event={event} />
      </Opener>
    ),
  };
  return (
    <DataTable
      label={`Kinds of events of ${deviceName}`}
      columns={[name, ...columnsOf(wantedOf, shown)]}
      rows={events}
      keyOf={keyOf}
      isOpen={isOpen}
      details={(event) => <EventKind event={event} wanted={wantedOf(event)} shown={shown} />}
    />
  );
}

function keyOf({ category, eventName }: EventCoverage): string {
  return `${category}/${eventName}`;
}

function columnsOf(wantedOf: (event: EventCoverage) => Wanted, shown: Shown): readonly DataColumn<EventCoverage>[] {
  return [
    {
      name: 'Seen',
      isQuantity: true,
      order: ({ seen }) => seen,
      cell: (event) => (
        <Link to="/search" search={eventsOf(wantedOf(event), shown)}>
          {formatNumber(event.seen)}
        </Link>
      ),
    },
    { name: 'Read', cell: (event) => <ReadingBar counts={event} /> },
    { name: 'Fields', isQuantity: true, cell: ({ filled }) => Object.keys(filled).length },
    { name: 'Defects', isExtra: true, cell: ({ defects }) => defects.map(({ code }) => code).join(', ') },
    {
      name: 'Latest',
      isTight: true,
      cell: (event) => (
        <Link to="/search" search={eventsOf(wantedOf(event), { ...shown, event: event.example })}>
          show
        </Link>
      ),
    },
  ];
}

function EventTitle({ event: { category, eventName } }: { readonly event: EventCoverage }) {
  if (eventName === '') return <>lines that were not recognised</>;
  return (
    <>
      <Text value={category} /> <Text value={eventName} />
    </>
  );
}
