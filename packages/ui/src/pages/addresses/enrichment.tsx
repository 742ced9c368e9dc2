import type { EnrichmentDecision } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Facts } from '../../components/facts.js';
import { Text } from '../../components/text.js';
import { Tile } from '../../components/tile.js';
import { useApi } from '../../lib/page-context.js';
import { useSession } from '../../lib/session.js';
import { explainEnrichment } from '../../lib/sessions-api.js';

const COLUMNS: readonly DataColumn<EnrichmentDecision>[] = [
  { name: 'Question', cell: ({ question }) => <Text value={question} /> },
  { name: 'Answer', cell: ({ answer }) => <Text value={answer} /> },
  { name: 'Because', cell: ({ because }) => <Text value={because} /> },
];

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
      <Facts
        facts={Object.entries(tokens).map(([name, value]) => ({
          name,
          value: <Text value={Array.isArray(value) ? value.join(', ') : String(value)} />,
        }))}
      />
      <div className="enrichment">
        <DataTable
          label="Decisions"
          columns={COLUMNS}
          rows={decisions}
          keyOf={({ question, because }) => `${question} ${because}`}
          empty={null}
        />
      </div>
    </Tile>
  );
}
