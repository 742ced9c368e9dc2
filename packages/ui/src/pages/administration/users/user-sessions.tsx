import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button.js';
import { Moment } from '../../../components/moment.js';
import { ProblemNote } from '../../../components/note.js';
import { Text } from '../../../components/text.js';
import { counted } from '../../../lib/format.js';
import { useApi } from '../../../lib/page-context.js';
import { useChange } from '../../../lib/use-change.js';
import { endSessions, userSessionsQuery } from '../requests.js';

/** Where somebody is signed in, and the way to end all of it. */
export function UserSessions({ login }: { readonly login: string }) {
  const [asOf] = useState(() => Date.now());
  const answer = useQuery(userSessionsQuery(useApi(), login));
  const ending = useChange({
    send: (api, who: string) => endSessions(api, who),
    stale: ['users'],
    said: ({ ended }) => `${counted(ended, 'session')} ended`,
  });
  const sessions = answer.data ?? [];
  return (
    <section>
      <h3>Signed in</h3>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess && sessions.length === 0 ? <p className="faint">Nowhere.</p> : null}
      <ul className="user-sessions">
        {sessions.map(({ id, address, userAgent, usedAt }) => (
          <li key={id}>
            <span className="mono">
              <Text value={address} />
            </span>{' '}
            <Moment at={usedAt} asOf={asOf} without="" />
            <small className="faint">
              <Text value={userAgent} />
            </small>
          </li>
        ))}
      </ul>
      {sessions.length === 0 ? null : (
        <Button
          label="End all sessions"
          icon="logout"
          disabled={ending.isPending}
          onClick={() => ending.mutate(login)}
        />
      )}
    </section>
  );
}
