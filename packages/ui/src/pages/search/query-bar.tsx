import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { Button } from '../../components/button.js';
import { QueryBox, type QueryBoxHandle } from '../../components/query/box.js';
import { TimePicker } from '../../components/time-picker.js';
import { useApi, usePreferences } from '../../lib/page-context.js';
import { type TimeRange, zoneOf } from '../../lib/time.js';
import { Kept } from './kept/kept.js';
import { useRecall } from './kept/use-history.js';
import { Problems, problemsOf } from './problems.js';
import { facetsOf, type SearchScope } from './requests.js';
import type { ChangeState, SearchState } from './search-state.js';

interface QueryBarProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly scope: SearchScope;
  readonly asOf: number;
  readonly handle: RefObject<QueryBoxHandle | null>;
  /** Runs the query as it stands, also when nothing has changed. */
  readonly run: (query: string) => void;
}

export function QueryBar({ state, change, scope, asOf, handle, run }: QueryBarProps) {
  const [preferences, setPreferences] = usePreferences();
  const [draft, setDraft] = useDraft(state.query);
  const recall = useRecall(state.query, setDraft);
  const values = useFrequentValues(scope, state.range);
  const zone = zoneOf(preferences.clock);
  const found = problemsOf(draft, { now: asOf, zone });
  const mend = (text: string) => {
    // What has been run already is run again as it should have been.
    if (draft === state.query) run(text);
    else setDraft(text);
    handle.current?.focus();
  };
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
      <Problems found={found} mend={mend} />
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
        onClick={() => change({ isLive: !state.isLive, isPatterns: false }, { replace: true })}
      />
      <Kept state={state} change={change} />
      <Button label="Run" look="primary" onClick={() => run(draft)} className="run-button" />
    </div>
  );
}

/** What is typed, until it is run; what is run elsewhere (a click on a value) replaces it. */
function useDraft(query: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState({ text: query, of: query });
  if (draft.of !== query) setDraft({ text: query, of: query });
  return [draft.of === query ? draft.text : query, (text) => setDraft({ text, of: query })];
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
