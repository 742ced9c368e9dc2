import type { EventCount } from '@gatehouse/model';
import { Button } from '../../components/button.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { formatNumber } from '../../lib/format.js';
import { usePreferences, useShortcuts } from '../../lib/page-context.js';
import { useShare } from '../../lib/share.js';
import { ExportButton } from './export/button.js';
import { searchPath } from './links.js';
import type { SearchScope } from './requests.js';
import { type ChangeState, type SearchState, togglePatterns } from './search-state.js';
import type { Tail } from './tail.js';
import type { FieldPlace } from './use-field-place.js';

interface ToolbarProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  readonly asOf: number;
  readonly count: { readonly data: EventCount | undefined; readonly isFetching: boolean };
  readonly tail: Tail;
  readonly fields: FieldPlace;
  readonly scope: SearchScope;
}

export function Toolbar({ state, change, asOf, count, tail, fields, scope }: ToolbarProps) {
  const [preferences, setPreferences] = usePreferences();
  const { density, showsHistogram, clock } = preferences;
  const share = useShare(() => searchPath(state, { now: asOf, clock }));
  useShortcuts('Search', { Y: { label: 'Copy a link to this search', run: () => void share() } });
  const view: readonly MenuItem[] = [
    { label: 'Compact rows', isChecked: density === 'compact', run: () => setPreferences({ density: 'compact' }) },
    {
      label: 'Comfortable rows',
      isChecked: density === 'comfortable',
      run: () => setPreferences({ density: 'comfortable' }),
    },
    { label: 'Usual column widths', icon: 'refresh', run: () => setPreferences({ columnWidths: {} }) },
  ];
  return (
    <div className="toolbar">
      <Button
        label="Fields"
        icon="sidebar"
        look="icon"
        keys="f"
        isOn={fields.place !== 'none'}
        onClick={fields.toggle}
      />
      <Button
        label="Bars over time"
        icon="chart"
        look="icon"
        keys="h"
        isOn={showsHistogram}
        onClick={() => setPreferences({ showsHistogram: !showsHistogram })}
      />
      <Button
        label="Patterns"
        icon="patterns"
        look="icon"
        keys="p"
        isOn={state.isPatterns}
        onClick={() => change(togglePatterns(state))}
      />
      {state.isLive ? <TailState tail={tail} /> : <CountLine count={count} />}
      <span className="toolbar-end">
        {state.chosen.length === 0 ? null : (
          <>
            <Button
              label={`Compare ${state.chosen.length}`}
              icon="compare"
              keys="c"
              disabled={state.chosen.length < 2}
              onClick={() => change({ isComparing: true })}
            />
            <Button
              label="Choose none"
              icon="close"
              look="icon"
              onClick={() => change({ chosen: [] }, { replace: true })}
            />
          </>
        )}
        <Button label="Copy link" icon="share" look="quiet" keys="Y" onClick={() => void share()} />
        <ExportButton state={state} scope={scope} found={count.data?.count} />
        <Menu label="View" icon="list" look="quiet" side="end" items={view} />
      </span>
    </div>
  );
}

function CountLine({ count: { data, isFetching } }: Pick<ToolbarProps, 'count'>) {
  return (
    <p className="count-line" role="status" aria-busy={isFetching}>
      {data === undefined ? (
        ' '
      ) : (
        <>
          <strong className="number">{formatNumber(data.count)}</strong> {data.count === 1 ? 'event' : 'events'}{' '}
          <span className="faint">{formatNumber(Math.round(data.tookMs))} ms</span>
        </>
      )}
    </p>
  );
}

const STATES = {
  off: '',
  connecting: 'Connecting …',
  open: 'Live',
  lost: 'Connection lost, trying again …',
  refused: 'Refused: turn Live off to see why',
} as const;

function TailState({ tail }: { readonly tail: Tail }) {
  return (
    <p className="count-line" role="status">
      <i className={`live-dot live-${tail.status}`} /> <strong>{STATES[tail.status]}</strong>{' '}
      <span className="faint number">{tail.perSecond.toFixed(1)} per second</span>{' '}
      {tail.pending === 0 ? null : (
        <Button label={`${formatNumber(tail.pending)} new`} icon="up" look="primary" onClick={tail.flush} />
      )}
    </p>
  );
}
