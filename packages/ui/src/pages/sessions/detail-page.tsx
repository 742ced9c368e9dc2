import type { SessionDetail, SessionRow } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useParams as useRouteParams } from '@tanstack/react-router';
import { CopyThings } from '../../components/copy-things.js';
import { Note, ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { PlaceLink } from '../../components/place-link.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { useGoBack } from '../../lib/go-back.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { usePlaceKeys } from '../../lib/place-keys.js';
import { addressPlace, type Place, personPlace, searchPlace, sessionPlace } from '../../lib/places.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { sessionMarkdown } from '../../lib/session-text.js';
import { sessionDetail } from '../../lib/sessions-api.js';
import { formatInstant } from '../../lib/time.js';
import { eventsQuery, listIn, nameIn, sessionRange, sourceQuery, strangersIn, textIn } from '../../lib/vpn-session.js';
import { ChangeList } from './change-list.js';
import { Course } from './course.js';
import { Evidence } from './evidence.js';
import { SessionPlaces } from './places.js';
import { SessionFacts } from './session-facts.js';
import { Transfers } from './transfers.js';
import './sessions-page.css';

export function SessionDetailPage() {
  const { id = '' } = useRouteParams({ strict: false });
  const api = useApi();
  const answer = useQuery({
    queryKey: ['session', id],
    queryFn: ({ signal }) => sessionDetail(api, id, signal),
  });
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  return answer.data === undefined ? <div className="waiting" aria-busy="true" /> : <Detail detail={answer.data} />;
}

function Detail({ detail }: { readonly detail: SessionDetail }) {
  const { session } = detail;
  const account = nameIn(session);
  const events = searchPlace(eventsQuery(session), sessionRange(session));
  const strangers = strangersIn(session);
  const id = textIn(session, 'id');
  useGoBack('Session', '/sessions');
  useRowFocus('Session', 'row');
  usePlaceKeys('Session', {
    e: { label: 'All its events', place: events },
    p: { label: 'The person', place: personPlace(account) },
    a: { label: 'The address of the client', place: addressPlace(...clientIn(session)) },
    ...(strangers.length === 0 ? {} : { w: { label: 'What was done from elsewhere', place: strangerPlace(session) } }),
  });
  return (
    <PageFrame
      title={
        <>
          Session of <Text value={account} />
        </>
      }
      tools={
        <>
          <CopyThings noun="session" path={sessionPlace(id).to} json={detail} markdown={sessionMarkdown(detail)} />
          <PlaceLink place={personPlace(account)} className="button">
            Person
          </PlaceLink>
          <PlaceLink place={events} className="button button-primary">
            All its events
          </PlaceLink>
        </>
      }
    >
      <TakenOver detail={detail} />
      <Tile title="Course">
        <Course detail={detail} />
      </Tile>
      <ChangeList detail={detail} />
      <div className="session-tiles">
        <SessionFacts session={session} />
        <div className="session-side">
          <Transfers detail={detail} />
          <SessionPlaces session={session} />
        </div>
      </div>
      <Evidence detail={detail} />
    </PageFrame>
  );
}

/** The events of the session that came from addresses which never signed in. */
function strangerPlace(session: SessionRow): Place {
  return searchPlace(`${eventsQuery(session)} and (${sourceQuery(strangersIn(session))})`, sessionRange(session));
}

function clientIn(session: SessionRow): readonly [address: string, at: string] {
  const [address = ''] = [...listIn(session, 'clientAddress'), ...listIn(session, 'natAddress')];
  return [address, textIn(session, 'startTime')];
}

/** The one thing not to be overlooked: somebody else uses the session. */
function TakenOver({ detail: { session, addresses } }: { readonly detail: SessionDetail }) {
  const [{ clock }] = usePreferences();
  const strangers = strangersIn(session);
  if (strangers.length === 0) return null;
  return (
    <Note
      tone="bad"
      icon="alert"
      title="This session may have been taken over"
      actions={
        <PlaceLink place={strangerPlace(session)} className="button">
          What was done from there
        </PlaceLink>
      }
    >
      {strangers.map((stranger) => {
        const seen = addresses.find(({ address, role }) => address === stranger && role === 'source');
        return (
          <p key={stranger}>
            Connections came from{' '}
            <PlaceLink place={addressPlace(stranger, seen?.firstSeen ?? '')}>
              <Text value={stranger} />
            </PlaceLink>
            {seen === undefined
              ? ''
              : `, from ${formatInstant(Date.parse(seen.firstSeen), clock, 's')} to ${formatInstant(Date.parse(seen.lastSeen), clock, 's').slice(11)}`}
            , while the client that signed in was {textIn(session, 'clientAddress')}.
          </p>
        );
      })}
      <p>A cookie of the session may be in other hands: end the session on the gateway, and ask the user.</p>
    </Note>
  );
}
