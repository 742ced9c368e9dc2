import type { CatalogEvent } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { FilterBox, holds } from '../../components/filter-box.js';
import { ProblemNote } from '../../components/note.js';
import { SheetTable } from '../../components/sheet.js';
import { useApi } from '../../lib/page-context.js';
import { useAddress } from '../../lib/use-address.js';
import { dataSourceQuery } from './requests.js';

const HEADS = [
  'Event',
  { text: 'Modules', look: 'wide' },
  'Labels → tokens',
  { text: 'Outcome', look: 'wide' },
] as const;

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
      <div className="sheet-bar">
        <FilterBox label="Find an event, label or token" />
      </div>
      <SheetTable label="Kinds of events" heads={HEADS}>
        {events.map((event) => (
          <EventRow key={event.event} event={event} />
        ))}
      </SheetTable>
    </section>
  );
}

function EventRow({ event: { event, modules, labels, outcome } }: { readonly event: CatalogEvent }) {
  return (
    <tr>
      <td className="mono">{event}</td>
      <td className="wide">{modules.join(', ')}</td>
      <td>
        <ul className="label-list">
          {labels.map(({ label, tokens, isOptional }) => (
            <li key={label}>
              <code>{label}</code> →{' '}
              {tokens.length === 0 ? <span className="soft">attributes</span> : tokens.join(', ')}
              {isOptional ? <span className="faint"> may be missing</span> : null}
            </li>
          ))}
        </ul>
      </td>
      <td className="wide">{outcome ?? <span className="faint">as the line says</span>}</td>
    </tr>
  );
}
