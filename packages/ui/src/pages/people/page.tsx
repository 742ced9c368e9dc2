import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { AskBox } from '../../components/ask-box.js';
import { Note, ProblemNote } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import { PageFrame } from '../../components/page-frame.js';
import { type Ranked, Ranking } from '../../components/ranking.js';
import { Tile } from '../../components/tile.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { personPlace } from '../../lib/places.js';
import { findSessions } from '../../lib/sessions-api.js';
import { formatInstant } from '../../lib/time.js';
import { instantIn, textIn } from '../../lib/vpn-session.js';

const MOST = 20;

/** Asks for whom; offers those who were in lately. */
export function PeoplePage() {
  const api = useApi();
  const navigate = useNavigate();
  const [{ clock }] = usePreferences();
  const latest = useQuery({
    queryKey: ['sessions', 'people'],
    queryFn: ({ signal }) => findSessions(api, { limit: 200 }, signal),
  });
  const byAccount = new Map<string, Ranked>();
  for (const session of latest.data?.sessions ?? []) {
    const name = textIn(session, 'account');
    const text = formatInstant(instantIn(session, 'startTime'), clock, 's');
    if (name !== '' && !byAccount.has(name)) byAccount.set(name, { name, size: 0, text, place: personPlace(name) });
  }
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
      {latest.isSuccess && byAccount.size === 0 ? (
        <OrFirstSteps>
          <Note title="Nobody has been in yet" icon="people">
            <p>People appear with their first session: when a gateway logs a LOGIN or a connection with a user name.</p>
          </Note>
        </OrFirstSteps>
      ) : (
        <Tile title="In lately" isBusy={latest.isFetching}>
          <Ranking rows={[...byAccount.values()].slice(0, MOST)} room={MOST} empty="" />
        </Tile>
      )}
    </PageFrame>
  );
}
