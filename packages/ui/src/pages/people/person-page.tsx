import type { VpnUser } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useParams as useRouteParams } from '@tanstack/react-router';
import { useState } from 'react';
import { CopyThings } from '../../components/copy-things.js';
import { ProblemNote } from '../../components/note.js';
import { PageFrame } from '../../components/page-frame.js';
import { PlaceLink } from '../../components/place-link.js';
import { RangeTools } from '../../components/range-tools.js';
import { Text } from '../../components/text.js';
import { stringifySearch } from '../../lib/address-bar.js';
import { type Asked, rangeParams, readAsked, scopeOf, useParams } from '../../lib/asked.js';
import { useGoBack } from '../../lib/go-back.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { usePlaceKeys } from '../../lib/place-keys.js';
import { personPlace, searchPlace } from '../../lib/places.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { personOf } from '../../lib/sessions-api.js';
import type { TimeRange } from '../../lib/time.js';
import { namesOf, userQuery } from '../../lib/vpn-session.js';
import { Failures } from './failures.js';
import { Habits } from './habits.js';
import { LatestSessions } from './latest-sessions.js';
import { PersonFacts } from './person-facts.js';
import { personMarkdown } from './person-text.js';
import { Tallies } from './tallies.js';
import './person.css';

export function PersonPage() {
  const { name = '' } = useRouteParams({ strict: false });
  const [params, change] = useParams();
  const [now, setNow] = useState(() => Date.now());
  const asked = readAsked(params);
  const answer = usePerson(name, asked, now);
  const onRange = (chosen: TimeRange) => change(rangeParams(chosen));
  useRowFocus('Person', 'row');
  useGoBack('Person', '/people');
  const person = answer.data;
  const range = asked.isUsual && person !== undefined ? { from: person.from, to: person.to } : asked.range;
  return (
    <PageFrame
      title={<Text value={name} />}
      intro={person === undefined ? undefined : <Spellings person={person} />}
      tools={
        <>
          {person === undefined ? null : <Further person={person} range={range} />}
          <RangeTools range={range} now={now} onRange={onRange} onRefresh={() => setNow(Date.now())} />
        </>
      }
    >
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {person === undefined || answer.isError ? null : <Parts person={person} range={range} onRange={onRange} />}
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
  const place = searchPlace(userQuery(namesOf(person)), range);
  usePlaceKeys('Person', { e: { label: 'All events', place } });
  return (
    <>
      <CopyThings
        noun="person"
        path={`${personPlace(person.account).to}${stringifySearch(rangeParams({ from: person.from, to: person.to }))}`}
        json={person}
        markdown={personMarkdown(person)}
      />
      <PlaceLink place={place} className="button">
        All events
      </PlaceLink>
    </>
  );
}

interface PartsProps {
  readonly person: VpnUser;
  readonly range: TimeRange;
  readonly onRange: (range: TimeRange) => void;
}

function Parts({ person, range, onRange }: PartsProps) {
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
      <LatestSessions person={person} range={range} onRange={onRange} />
    </>
  );
}
