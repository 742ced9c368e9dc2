import { check, type Diagnostic } from '@gatehouse/qql';
import { useQueryClient } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { QueryBox, type QueryBoxHandle } from '../../components/query/box.js';
import { Text } from '../../components/text.js';
import { TimePicker } from '../../components/time-picker.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { type TimeRange, zoneOf } from '../../lib/time.js';
import { Kept } from './kept/kept.js';
import { useRecall } from './kept/use-history.js';
import { facetsOf, type SearchScope } from './requests.js';
import type { ChangeState, SearchState } from './search-state.js';

interface QueryBarProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly scope: SearchScope;
  readonly asOf: number;
  readonly handle: Ref<QueryBoxHandle>;
  /** Runs the query as it stands, also when nothing has changed. */
  readonly run: (query: string) => void;
}

export function QueryBar({ state, change, scope, asOf, handle, run }: QueryBarProps) {
  const [preferences, setPreferences] = usePreferences();
  const [draft, setDraft] = useDraft(state.query);
  const recall = useRecall(state.query, setDraft);
  const values = useFrequentValues(scope, state.range);
  const zone = zoneOf(preferences.clock);
  const problems = draft === state.query ? [] : check(draft, { now: asOf, zone }).diagnostics;
  return (
    <div className="query-bar">
      <QueryBox
        label="Query"
        placeholder="All events. Try  eventName: LOGIN_FAILED  or any words of a line"
        value={draft}
        zone={zone}
        isFocused={false}
        handle={handle}
        onChange={setDraft}
        onSubmit={() => run(draft)}
        onRecall={(steps) => void recall(steps)}
        values={values}
      />
      <TimePicker
        range={state.range}
        clock={preferences.clock}
        now={asOf}
        onChange={(range) => change({ range, isLive: false })}
        onClock={(clock) => setPreferences({ clock })}
        arrival={{
          isOn: state.timeToken !== 'eventTime',
          turn: (isOn) => change({ timeToken: isOn ? 'collectorReceivedTime' : 'eventTime' }),
        }}
      />
      <Button
        label="Live"
        icon="live"
        keys="l"
        isOn={state.isLive}
        onClick={() => change({ isLive: !state.isLive }, { replace: true })}
      />
      <Kept state={state} change={change} />
      <Button label="Run" look="primary" onClick={() => run(draft)} className="run-button" />
      <ProblemList problems={problems} />
    </div>
  );
}

/** What is typed, until it is run; what is run elsewhere (a click on a value) replaces it. */
function useDraft(query: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState({ text: query, of: query });
  if (draft.of !== query) setDraft({ text: query, of: query });
  return [draft.of === query ? draft.text : query, (text) => setDraft({ text, of: query })];
}

function ProblemList({ problems }: { readonly problems: readonly Diagnostic[] }) {
  const [first, ...others] = problems;
  if (first === undefined) return null;
  return (
    <p className={`query-problem ${first.severity === 'error' ? 'bad' : 'warn'}`} role="status">
      <Icon name="alert" size={14} />
      <span>
        <Text value={first.message} /> <Text value={first.fix} />
        {others.length === 0 ? null : <span className="faint"> {others.length} more.</span>}
      </span>
    </p>
  );
}

const VALUES_STALE_MS = 300_000;

/** Values of a token in the range that is looked at, the frequent ones first. */
function useFrequentValues(
  scope: SearchScope,
  range: TimeRange,
): (token: string, typed: string) => Promise<readonly string[]> {
  const api = useApi();
  const queries = useQueryClient();
  return async (token) => {
    // Asked once per token, not with every letter.
    const { facets } = await queries.fetchQuery({
      queryKey: ['values', range, token],
      queryFn: ({ signal }) => facetsOf(api, { ...scope, query: '', tokens: [token], limit: 50 }, signal),
      staleTime: VALUES_STALE_MS,
    });
    return facets.flatMap((facet) => facet.values.map(({ value }) => value));
  };
}
