import type { PrintedEvent, SessionRow } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { PlaceLink } from '../../../components/place-link.js';
import { Signs } from '../../../components/sessions/signs.js';
import { Text } from '../../../components/text.js';
import { addressesIn, personIn, sessionsOf } from '../../../lib/follow.js';
import { useApi, usePreferences } from '../../../lib/page-context.js';
import { type PlaceKey, usePlaceKeys } from '../../../lib/place-keys.js';
import { addressPlace, type Place, personPlace, sessionPlace, sessionsPlace } from '../../../lib/places.js';
import { findSessions } from '../../../lib/sessions-api.js';
import { type Clock, formatInstant } from '../../../lib/time.js';
import { instantIn, sessionClause, textIn } from '../../../lib/vpn-session.js';

/** Where to look further: its session, its person, who was on its addresses then. */
export function Follow({ event }: { readonly event: PrintedEvent }) {
  const [{ clock }] = usePreferences();
  const person = personIn(event);
  const addresses = addressesIn(event);
  const sessions = useSessionsOf(event);
  const [session] = sessions;
  const at = String(event.eventTime ?? '');
  const keys: readonly (readonly [key: string, to: PlaceKey | null])[] = [
    ['v s', session === undefined ? null : { label: 'Its session', place: placeOf(sessions, session) }],
    ['v p', person === '' ? null : { label: 'Its person', place: personPlace(person) }],
    [
      'v a',
      addresses[0] === undefined ? null : { label: 'Its address', place: addressPlace(addresses[0].address, at) },
    ],
  ];
  usePlaceKeys('Event', Object.fromEntries(keys.flatMap(([key, to]) => (to === null ? [] : [[key, to]]))));
  return (
    <ul className="event-follow" aria-label="Look further">
      {session === undefined ? null : (
        <li>
          <span className="soft">Session</span>{' '}
          <PlaceLink place={placeOf(sessions, session)}>
            {sessions.length > 1 ? 'several were open' : spanText(session, clock)}
          </PlaceLink>{' '}
          {sessions.length > 1 ? null : <Signs session={session} />}
        </li>
      )}
      {person === '' ? null : (
        <li>
          <span className="soft">Person</span>{' '}
          <PlaceLink place={personPlace(person)}>
            <Text value={person} />
          </PlaceLink>
        </li>
      )}
      {addresses.map(({ role, address }) => (
        <li key={address}>
          <span className="soft">Who was on the {role}</span>{' '}
          <PlaceLink place={addressPlace(address, at)}>
            <Text value={address} />
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}

function useSessionsOf(event: PrintedEvent): readonly SessionRow[] {
  const api = useApi();
  const request = sessionsOf(event);
  const answer = useQuery({
    queryKey: ['sessions', 'of', request],
    queryFn: ({ signal }) => findSessions(api, request ?? { limit: 1 }, signal),
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return request === null ? [] : (answer.data?.sessions ?? []);
}

/** Where it is not clear which one it is, all that were open. */
function placeOf(sessions: readonly SessionRow[], session: SessionRow): Place {
  if (sessions.length === 1) return sessionPlace(textIn(session, 'id'));
  const range = { from: textIn(session, 'startTime'), to: textIn(session, 'endTime') };
  return sessionsPlace(sessionClause('account', textIn(session, 'account')), range);
}

function spanText(session: SessionRow, clock: Clock): string {
  const [start, end] = [instantIn(session, 'startTime'), instantIn(session, 'endTime')];
  const isOpen = textIn(session, 'state') === 'active';
  const from = formatInstant(start, clock, 'm');
  const to = isOpen ? 'now' : formatInstant(end, clock, 'm');
  return `${from} to ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}
