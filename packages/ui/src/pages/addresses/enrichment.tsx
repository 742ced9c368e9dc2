import { useQuery } from '@tanstack/react-query';
import { DecisionTable, TokenFacts } from '../../components/decision-table.js';
import { Tile } from '../../components/tile.js';
import { useApi } from '../../lib/page-context.js';
import { useSession } from '../../lib/session.js';
import { explainEnrichment } from '../../lib/sessions-api.js';

/** What events from this address get, and why. A viewer may not ask: the directory of people is behind it. */
export function Enrichment({ address }: { readonly address: string }) {
  const api = useApi();
  const isAllowed = useSession().data?.role !== 'viewer';
  const answer = useQuery({
    queryKey: ['enrichment', address],
    queryFn: ({ signal }) => explainEnrichment(api, address, signal),
    enabled: isAllowed,
  });
  if (!isAllowed) return null;
  const { tokens = {}, decisions = [] } = answer.data ?? {};
  return (
    <Tile
      title="What its events are enriched with, and why"
      error={answer.error}
      isBusy={answer.isFetching}
      onRetry={() => void answer.refetch()}
    >
      <TokenFacts tokens={tokens} />
      <div className="enrichment">
        <DecisionTable decisions={decisions} />
      </div>
    </Tile>
  );
}
