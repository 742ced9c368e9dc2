import type { EnrichmentTable } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { Moment } from '../../components/moment.js';
import { ProblemNote } from '../../components/note.js';
import { Text } from '../../components/text.js';
import { formatNumber } from '../../lib/format.js';
import { useApi } from '../../lib/page-context.js';
import { enrichmentTablesQuery } from './requests.js';

/** The files that events are enriched from, and how each was read last. */
export function EnrichmentTables() {
  const [asOf] = useState(() => Date.now());
  const answer = useQuery(enrichmentTablesQuery(useApi()));
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.data === undefined) return null;
  return (
    <DataTable
      label="Tables"
      columns={columnsOf(asOf)}
      rows={answer.data.tables}
      keyOf={({ path }) => path}
      empty={<p className="soft">There is no table: addresses get neither place nor network, and people stay names.</p>}
    />
  );
}

function columnsOf(asOf: number): readonly DataColumn<EnrichmentTable>[] {
  return [
    {
      name: 'Table',
      order: ({ path }) => path,
      cell: ({ path }) => (
        <>
          <Text value={path.slice(path.lastIndexOf('/') + 1)} />
          <span className="detail mono">
            <Text value={path} />
          </span>
        </>
      ),
    },
    { name: 'What it knows', isTight: true, order: ({ kind }) => kind, cell: ({ kind }) => kind },
    {
      name: 'For',
      isExtra: true,
      order: ({ customerId }) => customerId,
      cell: ({ customerId }) =>
        customerId === null ? <span className="soft">all customers</span> : <Text value={customerId} />,
    },
    {
      name: 'Entries',
      isQuantity: true,
      order: ({ entries }) => entries,
      cell: ({ entries }) => (entries === null ? <span className="faint">–</span> : formatNumber(entries)),
    },
    {
      name: 'Changed',
      isTight: true,
      isExtra: true,
      hint: 'Age of the file',
      order: ({ changedAt }) => changedAt,
      cell: ({ changedAt }) => <Moment at={changedAt} asOf={asOf} without="missing" />,
    },
    {
      name: 'Read',
      isTight: true,
      order: ({ readAt }) => readAt,
      cell: ({ readAt }) => <Moment at={readAt} asOf={asOf} without="" />,
    },
    { name: 'State', order: ({ problems }) => problems.length, cell: ({ problems }) => <State problems={problems} /> },
  ];
}

function State({ problems: [first, ...others] }: { readonly problems: readonly string[] }) {
  if (first === undefined) return <span className="badge badge-good">in use</span>;
  return (
    <span className="warn">
      <Text value={first} />
      {others.length === 0 ? null : <span title={others.join('\n')}> and {others.length} more</span>}
    </span>
  );
}
