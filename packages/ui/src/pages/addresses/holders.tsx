import type { AddressHolder, AddressHolders } from '@gatehouse/model';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Note } from '../../components/note.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { usePreferences } from '../../lib/page-context.js';
import { eventPlace, personPlace, sessionPlace } from '../../lib/places.js';
import { type Clock, formatInstant } from '../../lib/time.js';
import { textIn } from '../../lib/vpn-session.js';
import { GROUNDS, ROLES, verdictOf } from './verdict.js';

/** The answer in a sentence, then each session that speaks for it, with the line that shows it. */
export function Holders({ answer }: { readonly answer: AddressHolders }) {
  const [{ clock }] = usePreferences();
  const { address, at, holders } = answer;
  const { text, tone } = verdictOf(address, holders);
  return (
    <section className="holders" aria-label="Who was on it">
      <Note tone={tone === 'warn' ? 'warn' : 'plain'} icon={tone === 'none' ? 'help' : 'people'} title={text}>
        {tone === 'none' ? (
          <p>
            No session shows {address} within a day of {formatInstant(Date.parse(at), clock, 's')}. Below are the
            sessions that show it at other times.
          </p>
        ) : null}
      </Note>
      <DataTable
        label="Sessions on this address"
        columns={columnsOf(clock)}
        rows={holders}
        keyOf={({ session, role }) => `${textIn(session, 'id')} ${role}`}
        empty={null}
      />
    </section>
  );
}

function columnsOf(clock: Clock): readonly DataColumn<AddressHolder>[] {
  const time = (text: string) => formatInstant(Date.parse(text), clock, 's');
  return [
    {
      name: 'User',
      order: ({ account }) => account,
      cell: ({ account, user }) => (
        <PlaceLink place={personPlace(account)}>
          <Text value={user[0] ?? account} />
        </PlaceLink>
      ),
    },
    {
      name: 'How sure',
      order: ({ grounds }) => grounds,
      cell: ({ grounds }) => <span title={GROUNDS[grounds].why}>{GROUNDS[grounds].text}</span>,
    },
    { name: 'As', order: ({ role }) => role, cell: ({ role }) => ROLES[role] },
    { name: 'First seen', order: ({ firstSeen }) => firstSeen, cell: ({ firstSeen }) => time(firstSeen) },
    { name: 'Last seen', order: ({ lastSeen }) => lastSeen, cell: ({ lastSeen }) => time(lastSeen) },
    {
      name: 'Evidence',
      cell: ({ eventId, firstSeen, session }) => (
        <span>
          <PlaceLink place={eventPlace(eventId, firstSeen)}>the line</PlaceLink>
          {' · '}
          <PlaceLink place={sessionPlace(textIn(session, 'id'))}>the session</PlaceLink>
        </span>
      ),
    },
  ];
}
