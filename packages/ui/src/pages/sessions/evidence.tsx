import type { SessionDetail, SessionEvidence } from '@gatehouse/model';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Note } from '../../components/note.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { usePreferences } from '../../lib/page-context.js';
import { eventPlace } from '../../lib/places.js';
import { formatInstant } from '../../lib/time.js';
import { eventsQuery } from '../../lib/vpn-session.js';

/** The lines that the session rests on; each leads to its event. */
export function Evidence({ detail: { evidence, denials, session } }: { readonly detail: SessionDetail }) {
  const [{ clock }] = usePreferences();
  const refusals = new Map(denials.map((denial) => [denial.eventId, denial]));
  const refused: DataColumn<SessionEvidence> = {
    name: 'Refused',
    cell: ({ eventId }) => {
      const { policy = '', target = '' } = refusals.get(eventId) ?? {};
      if (policy === '' && target === '') return null;
      return <Text value={[target, policy === '' ? '' : `by ${policy}`].filter((part) => part !== '').join(' ')} />;
    },
  };
  const columns: readonly DataColumn<SessionEvidence>[] = [
    {
      name: 'Time',
      cell: ({ eventId, time }) => (
        <PlaceLink place={eventPlace(eventId, time, eventsQuery(session))}>
          {formatInstant(Date.parse(time), clock, 's')}
        </PlaceLink>
      ),
    },
    { name: 'Says', cell: ({ role }) => role },
    { name: 'Event', cell: ({ event = 'not stored any more' }) => <Text value={event} /> },
    ...(denials.length === 0 ? [] : [refused]),
    { name: 'Gateway', cell: ({ device = '' }) => <Text value={device} /> },
  ];
  return (
    <section className="session-evidence">
      <h2>What it rests on</h2>
      <DataTable
        label="Evidence"
        columns={columns}
        rows={evidence}
        keyOf={({ eventId, role }) => `${eventId} ${role}`}
        empty={<Note title="Its events are not stored any more" icon="file" />}
      />
    </section>
  );
}
