import type { SessionRow } from '@gatehouse/model';
import { useNavigate } from '@tanstack/react-router';
import { AskBox } from '../../components/ask-box.js';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Note, ProblemNote } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import { PageFrame } from '../../components/page-frame.js';
import { PlaceLink } from '../../components/place-link.js';
import { Signs } from '../../components/sessions/signs.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { usePreferences } from '../../lib/page-context.js';
import { personPlace, sessionPlace } from '../../lib/places.js';
import { useRowFocus } from '../../lib/row-focus.js';
import { type Clock, formatInstant } from '../../lib/time.js';
import { useLatestSessions } from '../../lib/use-latest-sessions.js';
import { instantIn, listIn, textIn } from '../../lib/vpn-session.js';

const MOST = 30;

/** Asks for whom; offers those who were in lately. */
export function PeoplePage() {
  const navigate = useNavigate();
  const [{ clock }] = usePreferences();
  useRowFocus('This page', 'person');
  const latest = useLatestSessions();
  const rows = latestOf(latest.data?.sessions ?? []).slice(0, MOST);
  return (
    <PageFrame
      title="People"
      intro="Everything about one user of the VPN: sessions, places, devices, traffic, what is new."
    >
      <AskBox
        label="User name"
        placeholder="ann.lee, CORP\ann.lee, ann.lee@example.com …"
        action="Show"
        onAsk={(name) => void navigate({ to: personPlace(name).to })}
      />
      {latest.isError ? <ProblemNote error={latest.error} onRetry={() => void latest.refetch()} /> : null}
      {latest.isSuccess && rows.length === 0 ? (
        <OrFirstSteps>
          <Note title="Nobody has been in yet" icon="people">
            <p>People appear with their first session: when a gateway logs a LOGIN or a connection with a user name.</p>
          </Note>
        </OrFirstSteps>
      ) : null}
      {rows.length === 0 ? null : (
        <Tile title="In lately" isBusy={latest.isFetching}>
          <DataTable
            label="Last sessions"
            columns={columnsOf(clock)}
            rows={rows}
            keyOf={(session) => textIn(session, 'account')}
          />
        </Tile>
      )}
    </PageFrame>
  );
}

/** The last session of each; they come with the latest first. */
function latestOf(sessions: readonly SessionRow[]): readonly SessionRow[] {
  const byAccount = new Map<string, SessionRow>();
  for (const session of sessions) {
    const account = textIn(session, 'account');
    if (account !== '' && !byAccount.has(account)) byAccount.set(account, session);
  }
  return [...byAccount.values()];
}

function columnsOf(clock: Clock): readonly DataColumn<SessionRow>[] {
  return [
    {
      name: 'User',
      order: (session) => textIn(session, 'account'),
      cell: (session) => (
        <PlaceLink place={personPlace(textIn(session, 'account'))}>
          <Text value={textIn(session, 'account')} />
        </PlaceLink>
      ),
    },
    {
      name: 'Last session',
      order: (session) => textIn(session, 'startTime'),
      cell: (session) => (
        <PlaceLink place={sessionPlace(textIn(session, 'id'))}>
          {formatInstant(instantIn(session, 'startTime'), clock, 's')}
        </PlaceLink>
      ),
    },
    {
      name: 'From',
      cell: (session) => <Text value={[listIn(session, 'clientAddress')[0], listIn(session, 'city')[0]].join(' ')} />,
    },
    { name: 'What stands out', cell: (session) => <Signs session={session} /> },
  ];
}
