import { useQueries } from '@tanstack/react-query';
import { Button } from '../../components/button.js';
import { Note } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import { Text } from '../../components/text.js';
import { clausesOf, withoutClause } from '../../lib/clauses.js';
import { counted } from '../../lib/format.js';
import { useApi } from '../../lib/page-context.js';
import { countEvents, type SearchScope } from './requests.js';
import type { ChangeState, SearchState } from './search-state.js';

interface EmptyResultProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly scope: SearchScope;
}

interface WayOut {
  readonly label: string;
  readonly scope: SearchScope;
  readonly change: Partial<SearchState>;
}

/** Nothing was found: says which part of the search is in the way, by counting without it. */
export function EmptyResult({ state, change, scope }: EmptyResultProps) {
  const api = useApi();
  const ways = waysOut(state, scope);
  const counts = useQueries({
    queries: ways.map((way) => ({
      queryKey: ['count', way.scope],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => countEvents(api, way.scope, signal),
    })),
  });
  const open = ways.flatMap((way, index) => {
    const found = counts[index]?.data?.count ?? 0;
    return found === 0 ? [] : [{ ...way, found }];
  });
  const isSettled = counts.every(({ isPending }) => !isPending);
  return (
    <OrFirstSteps>
      <Note title="No event matches" icon="search">
        {open.map(({ label, found, change: way }) => (
          <p key={label}>
            <Text value={label} />: {counted(found, 'event')} <Button label="Show" onClick={() => change(way)} />
          </p>
        ))}
        {isSettled && open.length === 0 ? (
          <p>
            Words are found by their beginning, whole values stand in backticks, and <code>*</code> stands for anything:{' '}
            <code>userName: *smith*</code>
          </p>
        ) : null}
      </Note>
    </OrFirstSteps>
  );
}

function waysOut(state: SearchState, scope: SearchScope): readonly WayOut[] {
  const { query, range } = state;
  const { from: _from, to: _to, ...anyTime } = scope;
  const allTime = { range: { from: '', to: '' } };
  const isBounded = range.from !== '' || range.to !== '';
  const clauses = clausesOf(query) ?? [];
  const shorter = clauses.slice(0, 5).map(({ text }, index): WayOut => {
    const rest = withoutClause(query, index);
    return { label: `Without ${text}`, scope: { ...scope, query: rest }, change: { query: rest } };
  });
  return [
    ...(isBounded ? [{ label: 'In all time', scope: anyTime, change: allTime }] : []),
    ...(query === '' ? [] : shorter),
  ];
}
