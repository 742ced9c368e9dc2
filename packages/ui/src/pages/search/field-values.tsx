import type { DictionaryField, EventFacets, FacetValue } from '@gatehouse/model';
import { Button } from '../../components/button.js';
import { Text } from '../../components/text.js';
import { type ValueAction, withValue } from '../../lib/clauses.js';
import { formatNumber, formatShare, formatValue, shortNumber } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import type { ChangeState, SearchState } from './search-state.js';

interface FieldValuesProps {
  readonly field: DictionaryField;
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly facets: EventFacets | undefined;
}

/** The most frequent values of a field, with their share and what a click can do. */
export function FieldValues({ field, state, change, facets }: FieldValuesProps) {
  const facet = facets?.facets.find(({ token }) => token === field.token);
  if (facets === undefined || facet === undefined) return <div className="facet-wait" />;
  if (facet.values.length === 0) return <p className="facet-empty faint">No event here has it.</p>;
  const act = (action: ValueAction, value: string | null) =>
    change({ query: withValue(state.query, action, { field, value }) });
  const rest = facet.present - facet.values.reduce((sum, { count }) => sum + count, 0);
  return (
    <div>
      <ul className="facet">
        {facet.values.map((value) => (
          <FacetRow key={value.value} field={field} value={value} total={facets.events} act={act} />
        ))}
      </ul>
      <p className="facet-foot faint">
        {facet.isExact ? '' : 'counts are rough · '}
        {rest > 0 ? `+ ${shortNumber(rest)} others · ` : ''}in {formatShare(facet.present, facets.events)}
        {facet.present < facets.events ? (
          <button type="button" className="link" onClick={() => act('include', null)}>
            without
          </button>
        ) : null}
      </p>
    </div>
  );
}

interface FacetRowProps {
  readonly field: DictionaryField;
  readonly value: FacetValue;
  readonly total: number;
  readonly act: (action: ValueAction, value: string | null) => void;
}

function FacetRow({ field, value: { value, count }, total, act }: FacetRowProps) {
  const [{ clock }] = usePreferences();
  const shown = formatValue(field, value, clock);
  return (
    <li className="facet-row">
      <button
        type="button"
        className="facet-value"
        title={`Include: ${formatNumber(count)} events, ${formatShare(count, total)}`}
        onClick={() => act('include', value)}
        onKeyDown={(event) => {
          const action = ({ '-': 'exclude', '=': 'only', '+': 'include' } as const)[event.key];
          if (action === undefined) return;
          event.preventDefault();
          act(action, value);
        }}
      >
        <span className="facet-bar" style={{ width: `${(100 * count) / Math.max(1, total)}%` }} />
        <span className="facet-text">
          <Text value={shown} />
        </span>
        <span className="facet-count number">{shortNumber(count)}</span>
      </button>
      <span className="facet-actions">
        <Button label={`Only ${shown}`} icon="only" look="icon" tabIndex={-1} onClick={() => act('only', value)} />
        <Button
          label={`Exclude ${shown}`}
          icon="minus"
          look="icon"
          tabIndex={-1}
          onClick={() => act('exclude', value)}
        />
      </span>
    </li>
  );
}
