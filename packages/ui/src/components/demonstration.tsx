import type { DemonstrationStarted } from '@gatehouse/model';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../lib/page-context.js';
import { DEMONSTRATION_KEY, storedQuery } from '../lib/sources-api.js';
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
