// What enrichment has settled about a value, and why; and the tokens that events get from it.

import type { EnrichmentDecision, EnrichmentExplanation } from '@gatehouse/model';
import { type DataColumn, DataTable } from './data-table.js';
import { Facts } from './facts.js';
import { Text } from './text.js';

const COLUMNS: readonly DataColumn<EnrichmentDecision>[] = [
  { name: 'Question', cell: ({ question }) => <Text value={question} /> },
  { name: 'Answer', cell: ({ answer }) => <Text value={answer} /> },
  {
    name: 'Because',
    cell: ({ because }) => (
      <span className="soft">
        <Text value={because} />
      </span>
    ),
  },
];

export function DecisionTable({ decisions }: Pick<EnrichmentExplanation, 'decisions'>) {
  return (
    <DataTable
      label="Decisions"
      columns={COLUMNS}
      rows={decisions}
      keyOf={({ question, because }) => `${question} ${because}`}
    />
  );
}

export function TokenFacts({ tokens }: Pick<EnrichmentExplanation, 'tokens'>) {
  return (
    <Facts
      facts={Object.entries(tokens).map(([name, value]) => ({
        name,
        value: <Text value={Array.isArray(value) ? value.join(', ') : String(value)} />,
      }))}
    />
  );
}
