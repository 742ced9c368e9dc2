import type { VpnUser } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useParams as useRouteParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { PlaceLink } from '../../components/place-link.js';
import { RangeTools } from '../../components/range-tools.js';
import { SessionRows } from '../../components/sessions/session-rows.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { type Asked, rangeParams, readAsked, scopeOf, useParams } from '../../lib/asked.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { searchPlace, sessionsPlace } from '../../lib/places.js';
import { personOf } from '../../lib/sessions-api.js';
import type { TimeRange } from '../../lib/time.js';
import { value } from '../../lib/vpn-session.js';
import { Failures } from './failures.js';
import { Habits } from './habits.js';
import { PersonFacts } from './person-facts.js';
import { Tallies } from './tallies.js';
import './person.css';

export function PersonPage() {
  const { name = '' } = useRouteParams({ strict: false });
  const [params, change] = useParams();
  const [now, setNow] = useState(() => Date.now());
  const asked = readAsked(params);
  const answer = usePerson(name, asked, now);
  const person = answer.data;
  const range = asked.isUsual && person !== undefined ? { from: person.from, to: person.to } : asked.range;
  return (
    <PageFrame
      title={<Text value={name} />}
      intro={person === undefined ? undefined : <Spellings person={person} />}
      tools={
        <>
          {person === undefined ? null : <Further person={person} range={range} />}
          <RangeTools
            range={range}
            now={now}
            onRange={(chosen) => change(rangeParams(chosen))}
            onRefresh={() => setNow(Date.now())}
          />
        </>
      }
    >
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {person === undefined || answer.isError ? null : <Parts person={person} range={range} />}
    </PageFrame>
  );
}

/** Without a chosen range it is for the server to say how far back: the 90 days before the last session. */
function usePerson(name: string, asked: Asked, now: number) {
  const api = useApi();
  const [{ clock }] = usePreferences();
  const { from, to, timezone } = scopeOf(asked, { now, clock });
  const bounds = asked.isUsual ? {} : { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return useQuery({
    queryKey: ['person', name, bounds, asked.isUsual ? now : 0],
    queryFn: ({ signal }) => personOf(api, { name, timezone, ...bounds }, signal),
    placeholderData: (before) => (before?.account === name ? before : undefined),
  });
}

function Spellings({ person: { userName, identity } }: { readonly person: VpnUser }) {
  const parts = [identity.department, identity.status, identity.mail].filter((part) => part !== undefined);
  return <Text value={[...userName, ...parts].join(' · ')} />;
}

function Further({ person, range }: { readonly person: VpnUser; readonly range: TimeRange }) {
  const names = person.userName.length === 0 ? [person.account] : person.userName;
  const literals = names.map((name) => value('userName', name));
  const query = literals.length === 1 ? `userName: ${literals[0]}` : `userName: [${literals.join(', ')}]`;
  return (
    <PlaceLink place={searchPlace(query, range)} className="button">
      All events
    </PlaceLink>
  );
}

function Parts({ person, range }: { readonly person: VpnUser; readonly range: TimeRange }) {
  const { account, sessions, totals } = person;
  return (
    <>
      <div className="person-tiles">
        <Habits person={person} />
        <PersonFacts person={person} />
      </div>
      <div className="person-tallies">
        <Tallies person={person} range={range} />
      </div>
      <Failures person={person} />
      {sessions.length === 0 ? null : (
        <Tile
          title={
            totals.sessions > sessions.length
              ? `The latest ${sessions.length} of ${totals.sessions} sessions`
              : 'Sessions'
          }
          place={sessionsPlace(`account: ${value('userName', account)}`, range)}
        >
          <SessionRows label="Sessions" sessions={sessions} />
        </Tile>
      )}
    </>
  );
}
