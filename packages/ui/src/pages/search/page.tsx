import { lazy, Suspense, useRef } from 'react';
import { Dialog } from '../../components/dialog.js';
import { ProblemNote } from '../../components/note.js';
import { MissingLine } from '../../components/partial-line.js';
import type { QueryBoxHandle } from '../../components/query/box.js';
import { usePreferences } from '../../lib/page-context.js';
import { Bubbles } from './bubbles.js';
import { Compare } from './compare.js';
import { EmptyResult } from './empty-result.js';
import { EventPanel } from './event/panel.js';
import { FieldBar } from './field-bar.js';
import { HistogramPanel } from './histogram.js';
import { QueryBar } from './query-bar.js';
import { ResultFoot } from './result-foot.js';
import { ResultTable, type ResultTableHandle } from './result-table.js';
import { type ChangeState, type SearchState, useSearchState } from './search-state.js';
import { useTail } from './tail.js';
import { Toolbar } from './toolbar.js';
import { UnfinishedLine } from './unfinished.js';
import { type FieldPlace, useFieldPlace } from './use-field-place.js';
import { useCount } from './use-figures.js';
import { useRows } from './use-rows.js';
import { MAX_ROWS, useAsOf, useEvents, useScope } from './use-search.js';
import { useSearchKeys } from './use-search-keys.js';
import './search.css';

const Patterns = lazy(async () => ({ default: (await import('./patterns/patterns.js')).Patterns }));

export function SearchPage() {
  const [state, change] = useSearchState();
  const fields = useFieldPlace();
  const [asOf, askAgain] = useAsOf(state);
  const editor = useRef<QueryBoxHandle>(null);
  const scope = useScope(state, asOf);
  const run = (query: string) => {
    if (query === state.query) askAgain();
    else change({ query });
  };
  const parts = { state, change, scope, asOf };
  return (
    <div className="search">
      <h1 className="visually-hidden">Search</h1>
      <QueryBar {...parts} handle={editor} run={run} />
      <Bubbles state={state} change={change} />
      <div className="search-body">
        {fields.place === 'side' ? <FieldBar {...parts} /> : null}
        <Results {...parts} fields={fields} run={run} focusQuery={() => editor.current?.focus()} />
      </div>
      {fields.place === 'front' ? (
        <Dialog title="Fields" onClose={fields.toggle}>
          <FieldBar {...parts} />
        </Dialog>
      ) : null}
      {state.isComparing ? <Compare state={state} change={change} /> : null}
    </div>
  );
}

interface ResultsProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly scope: ReturnType<typeof useScope>;
  readonly asOf: number;
  readonly fields: FieldPlace;
  readonly run: (query: string) => void;
  readonly focusQuery: () => void;
}

function Results({ state, change, scope, asOf, fields, run, focusQuery }: ResultsProps) {
  const [{ showsHistogram }] = usePreferences();
  const table = useRef<ResultTableHandle>(null);
  const answer = useEvents({ scope, asOf }, state, !state.isLive);
  const count = useCount({ scope, asOf });
  const mayShow = () => table.current?.isAtTop() !== false && state.event === '' && !isSelecting();
  const tail = useTail(scope, state.isLive, mayShow);
  const events = state.isLive ? tail.shown : answer.events;
  const rows = useRows({ state, change, events });
  const step = (by: number) => table.current?.scrollTo(rows.step(by));
  useSearchKeys({
    state,
    change,
    asOf,
    rows,
    step,
    focusQuery,
    toggleFields: fields.toggle,
    refresh: () => run(state.query),
  });
  // Where a limit was reached, going on takes a wish: it may take as long again.
  const { unfinished } = answer;
  const more = () => {
    const isReady = unfinished === undefined && answer.hasNextPage && !answer.isFetching && events.length < MAX_ROWS;
    if (isReady && !state.isLive) void answer.fetchNextPage();
  };
  const hasFailed = !state.isLive && answer.isError && events.length === 0;
  const isSettled = !state.isLive && answer.isSuccess && !answer.isPlaceholderData;
  const isEmpty = isSettled && unfinished === undefined && events.length === 0;
  const parts = { state, change, scope, asOf };
  return (
    <>
      <section className="search-main" aria-label="Results" aria-busy={answer.isFetching}>
        <Toolbar {...parts} fields={fields} count={count} tail={tail} />
        {showsHistogram ? <HistogramPanel {...parts} /> : null}
        {isSettled && count.isError ? <MissingLine what="The events are not counted." error={count.error} /> : null}
        {state.isLive || unfinished === undefined ? null : (
          <UnfinishedLine reason={unfinished} isBusy={answer.isFetching} goOn={() => void answer.fetchNextPage()} />
        )}
        {hasFailed ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {isEmpty ? <EmptyResult state={state} change={change} scope={scope} /> : null}
        {state.isPatterns && !hasFailed ? (
          <Suspense fallback={null}>
            <Patterns {...parts} />
          </Suspense>
        ) : null}
        {isEmpty || hasFailed || state.isPatterns ? null : (
          <ResultTable
            state={state}
            change={change}
            events={events}
            rows={rows}
            total={state.isLive ? events.length : (count.data?.count ?? events.length)}
            handle={table}
            onEnd={more}
            foot={<ResultFoot answer={answer} shown={events.length} isLive={state.isLive} />}
          />
        )}
      </section>
      {state.event === '' || state.isComparing ? null : <EventPanel {...parts} known={events[rows.at]} step={step} />}
    </>
  );
}

function isSelecting(): boolean {
  return window.getSelection()?.isCollapsed === false;
}
