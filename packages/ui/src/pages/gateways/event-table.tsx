import type { DeviceCoverage, EventCoverage } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { SheetTable } from '../../components/sheet.js';
import { Text } from '../../components/text.js';
import { formatNumber } from '../../lib/format.js';
import type { TimeRange } from '../../lib/time.js';
import { useAddress } from '../../lib/use-address.js';
import { EventKind } from './event-kind.js';
import { eventsOf, type Shown, type Wanted } from './links.js';
import { OpeningRow } from './opening-row.js';
import { ReadingBar } from './reading-bar.js';

const HEADS = [
  'Kind of event',
  { text: 'Seen', look: 'number' },
  'Read',
  { text: 'Fields', look: 'number' },
  { text: 'Defects', look: 'wide' },
  'Latest',
] as const;

interface EventTableProps {
  readonly sourceId: string;
  readonly device: DeviceCoverage;
  readonly range: TimeRange;
}

/** Each kind of event of one device; one of them open, as `kind` in the address. */
export function EventTable({ sourceId, device, range }: EventTableProps) {
  const { get, change } = useAddress();
  return (
    <SheetTable label={`Kinds of events of ${device.deviceName}`} heads={HEADS}>
      {device.events.map((event) => {
        const key = `${event.category}/${event.eventName}`;
        const isOpen = get('kind') === key;
        const wanted: Wanted = {
          eventSourceId: sourceId,
          deviceName: device.deviceName,
          category: event.category,
          eventName: event.eventName,
        };
        const shown: Shown = { from: range.from === '' ? '*' : range.from, to: range.to };
        return (
          <OpeningRow
            key={key}
            name={<EventTitle event={event} />}
            isOpen={isOpen}
            onToggle={() => change({ kind: isOpen ? '' : key })}
            cells={<EventCells event={event} wanted={wanted} shown={shown} />}
            columns={HEADS.length}
          >
            <EventKind event={event} wanted={wanted} shown={shown} />
          </OpeningRow>
        );
      })}
    </SheetTable>
  );
}

interface EventCellsProps {
  readonly event: EventCoverage;
  readonly wanted: Wanted;
  readonly shown: Shown;
}

function EventCells({ event, wanted, shown }: EventCellsProps) {
  return (
    <>
      <td className="number">
        <Link to="/search" search={eventsOf(wanted, shown)}>
          {formatNumber(event.seen)}
        </Link>
      </td>
      <td>
        <ReadingBar counts={event} />
      </td>
      <td className="number">{Object.keys(event.filled).length}</td>
      <td className="wide">{event.defects.map(({ code }) => code).join(', ')}</td>
      <td className="tight">
        <Link to="/search" search={eventsOf(wanted, { ...shown, event: event.example })}>
          show
        </Link>
      </td>
    </>
  );
}

function EventTitle({ event: { category, eventName } }: { readonly event: EventCoverage }) {
  if (eventName === '') return <>lines that were not recognised</>;
  return (
    <>
      <Text value={category} /> <Text value={eventName} />
    </>
  );
}
