import { useState } from 'react';
import { Button } from '../../components/button.js';
import { RemoveMadeUp } from '../../components/demonstration.js';
import { PageFrame } from '../../components/page-frame.js';
import { RangeTools } from '../../components/range-tools.js';
import { Text } from '../../components/text.js';
import { rangeParams, readAsked, useParams } from '../../lib/asked.js';
import { DEFAULT_RANGE, type TimeRange } from '../../lib/time.js';
import { Charts } from './charts.js';
import { Gateways } from './gateways.js';
import { KeyFigures } from './key-figures.js';
import { Nothing } from './nothing.js';
import { Rankings } from './rankings.js';
import { useKindFigures } from './use-overview.js';
import { useView, type View } from './view.js';
import './overview.css';

export function OverviewPage() {
  const [params, change] = useParams();
  const [now, setNow] = useState(() => Date.now());
  const asked = readAsked(params);
  const { view, isMoved } = useView(asked, now);
  const onRange = (range: TimeRange) => {
    setNow(Date.now());
    change(rangeParams(range));
  };
  const tools = (
    <>
      {asked.query === '' ? null : (
        <span className="overview-query">
          only{' '}
          <code>
            <Text value={asked.query} />
          </code>
          <Button label="All events again" icon="close" look="icon" onClick={() => change({ q: '' })} />
        </span>
      )}
      <RemoveMadeUp />
      <RangeTools
        range={view?.range ?? DEFAULT_RANGE}
        now={now}
        onRange={onRange}
        onRefresh={() => setNow(Date.now())}
      />
    </>
  );
  return (
    <PageFrame
      title="Overview"
      intro={isMoved ? 'Nothing in the last 24 hours: this is the day up to the newest event.' : undefined}
      tools={tools}
    >
      {view === null ? null : (
        <Parts view={view} now={now} onRange={onRange} onQuery={(query) => change({ q: query })} />
      )}
    </PageFrame>
  );
}

interface PartsProps {
  readonly view: View;
  readonly now: number;
  readonly onRange: (range: TimeRange) => void;
  readonly onQuery: (query: string) => void;
}

function Parts({ view, now, onRange, onQuery }: PartsProps) {
  const figures = useKindFigures(view);
  const isEmpty = figures.data !== undefined && !figures.isPlaceholderData && figures.data.groups.length === 0;
  if (isEmpty) return <Nothing view={view} now={now} onRange={onRange} onQuery={onQuery} />;
  return (
    <div className="overview-parts">
      <KeyFigures view={view} answer={figures} />
      <Charts view={view} onRange={onRange} />
      <Rankings view={view} />
      <Gateways view={view} onQuery={onQuery} />
    </div>
  );
}
