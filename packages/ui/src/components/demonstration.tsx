import type { DemonstrationRemoved, DemonstrationStarted } from '@gatehouse/model';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../lib/page-context.js';
import { useSession } from '../lib/session.js';
import { DEMONSTRATION_KEY, madeUpQuery, storedQuery } from '../lib/sources-api.js';
import { useChange } from '../lib/use-change.js';
import { Button } from './button.js';
import { FormProblem } from './form.js';

const SOON_MS = 1000;

/** Made-up traffic, for who wants to look around first. */
export function DemonstrationButton() {
  const api = useApi();
  const queries = useQueryClient();
  const making = useChange({
    send: (to, _: null) => to.post<DemonstrationStarted>('demo'),
    stale: [],
    said: ({ lines }: DemonstrationStarted) => `${lines} made-up lines are on their way`,
    onDone: ({ lines }: DemonstrationStarted) => queries.setQueryData(DEMONSTRATION_KEY, lines),
  });
  const wanted = making.data?.lines ?? null;
  // Whoever shows this looks for the first event as well.
  useQuery({ ...storedQuery(api), refetchInterval: SOON_MS, enabled: wanted !== null });
  return (
    <>
      <Button
        label={making.isIdle || making.isError ? 'Show it with made-up traffic' : 'Making traffic up …'}
        look="primary"
        icon="play"
        disabled={!making.isIdle && !making.isError}
        onClick={() => making.mutate(null)}
      />
      {making.error === null ? null : <FormProblem error={making.error} />}
    </>
  );
}

/** It is of a customer of its own: for who administrates all of them. */
export function useMayDemonstrate(): boolean {
  const person = useSession().data;
  return person?.role === 'admin' && person.tenants === null;
}

/** What there is of it; null: nothing, or nothing for this person. */
export function useMadeUp() {
  const answer = useQuery({ ...madeUpQuery(useApi()), enabled: useMayDemonstrate() });
  return answer.data ?? null;
}

/** Where there is made-up traffic: takes it away again. */
export function RemoveMadeUp() {
  const queries = useQueryClient();
  const madeUp = useMadeUp();
  const removing = useChange({
    send: (to, _: null) => to.delete<DemonstrationRemoved>('demo'),
    stale: [],
    said: ({ events, sessions }) => `${events} made-up events and ${sessions} sessions are removed`,
    onDone: () => {
      queries.setQueryData(DEMONSTRATION_KEY, 0);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== DEMONSTRATION_KEY[0] });
    },
  });
  if (madeUp === null) return null;
  return (
    <>
      <Button
        label={removing.isPending ? 'Removing …' : 'Remove the made-up traffic'}
        icon="close"
        disabled={removing.isPending}
        onClick={() => removing.mutate(null)}
      />
      {removing.error === null ? null : <FormProblem error={removing.error} />}
    </>
  );
}
