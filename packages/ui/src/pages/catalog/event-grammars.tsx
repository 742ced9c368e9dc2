import type { CatalogEvent } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { type DataColumn, DataTable } from '../../components/data-table.js';
import { FilterBox, holds } from '../../components/filter-box.js';
import { ProblemNote } from '../../components/note.js';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { dataSourceQuery } from './requests.js';

const COLUMNS: readonly DataColumn<CatalogEvent>[] = [
  { name: 'Event', order: ({ event }) => event, cell: ({ event }) => <span className="mono">{event}</span> },
  { name: 'Modules', isExtra: true, cell: ({ modules }) => modules.join(', ') },
  { name: 'Labels → tokens', cell: ({ labels }) => <Labels labels={labels} /> },
  {
    name: 'Outcome',
    isExtra: true,
    order: ({ outcome }) => outcome,
    cell: ({ outcome }) => outcome ?? <span className="faint">as the line says</span>,
  },
];

/** Each kind of event that is read, with what becomes of its labels. */
export function EventGrammars({ id }: { readonly id: string }) {
  const { get } = useAddress();
  const answer = useQuery(dataSourceQuery(useApi(), id));
  const events = (answer.data?.events ?? []).filter(({ event, modules, labels }) =>
    holds(get('q'), [event, ...modules, ...labels.flatMap(({ label, tokens }) => [label, ...tokens])]),
  );
  return (
    <section>
      {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      <div className="frame-bar">
        <FilterBox label="Find an event, label or token" />
      </div>
      <DataTable label="Kinds of events" columns={COLUMNS} rows={events} keyOf={({ event }) => event} />
    </section>
  );
}

function Labels({ labels }: Pick<CatalogEvent, 'labels'>) {
  return (
    <ul className="label-list">
      {labels.map(({ label, tokens, isOptional }) => (
        <li key={label}>
          <code>{label}</code> → {tokens.length === 0 ? <span className="soft">attributes</span> : tokens.join(', ')}
          {isOptional ? <span className="faint"> may be missing</span> : null}
        </li>
      ))}
    </ul>
  );
}
