import type { PrintedEvent } from '@gatehouse/model';
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useState } from 'react';
import { Button } from '../../../components/button.js';
import { CopyThings } from '../../../components/copy-things.js';
import { ProblemNote } from '../../../components/note.js';
import { PlaceSource } from '../../../components/place-source.js';
import { RawLine } from '../../../components/raw-line.js';
import { Sentence } from '../../../components/sentence.js';
import { Tabs } from '../../../components/tabs.js';
import { withValue } from '../../../lib/clauses.js';
import { eventJson, eventMarkdown } from '../../../lib/event-text.js';
import { useApi, usePreferences, useShortcuts } from '../../../lib/page-context.js';
import { timeOf, timeText } from '../../../lib/sentence.js';
import { offsetLabel, relativeTime } from '../../../lib/time.js';
import { eventPath } from '../links.js';
import { eventDetail } from '../requests.js';
import type { ChangeState, SearchState } from '../search-state.js';
import { Around } from './around.js';
import { FieldTable } from './field-table.js';
import { Follow } from './follow.js';
import { chosenValue } from './values.js';
import './event.css';

interface EventPanelProps {
  readonly state: SearchState;
  readonly change: ChangeState;
  /** What the table knows of it: shown until the rest is there. */
  readonly known: PrintedEvent | undefined;
  readonly asOf: number;
  /** One row down (1) or up (−1). */
  readonly step: (by: number) => void;
}

const TABS = ['Event', 'Around it', 'JSON'] as const;

export function EventPanel({ state, change, known, asOf, step }: EventPanelProps) {
  const [{ clock, panelWidth }, setPreferences] = usePreferences();
  const [tab, setTab] = useState<(typeof TABS)[number]>('Event');
  const [pointed, setPointed] = useState<string | null>(null);
  const api = useApi();
  const id = state.event;
  const answer = useQuery({
    queryKey: ['event', id],
    queryFn: ({ signal }) => eventDetail(api, id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const event = answer.data?.event ?? known ?? {};
  const close = () => change({ event: '' });
  useShortcuts('Event', {
    Escape: { label: 'Close the event', run: close },
    '1': { label: 'What happened, line and fields', run: () => setTab('Event') },
    '2': { label: 'What happened around it', run: () => setTab('Around it') },
    '3': { label: 'As JSON', run: () => setTab('JSON') },
  });
  const only = (token: keyof PrintedEvent) => {
    const chosen = chosenValue(token, event[token]);
    if (chosen !== null) change({ query: withValue(state.query, 'include', chosen) });
  };
  const time = timeOf(event);
  return (
    <aside className="event-panel" aria-label="Event" style={{ '--panel': `${panelWidth}px` }}>
      <PanelEdge width={panelWidth} onResize={(width) => setPreferences({ panelWidth: width })} />
      <header className="event-head">
        <div className="event-when">
          <span className="mono">{timeText(event, clock)}</span>{' '}
          <span className="faint">
            {time === null ? '' : `${offsetLabel(time, clock)} · ${relativeTime(time, asOf)}`}
          </span>
        </div>
        <Button label="Previous event" icon="up" look="icon" keys="k" onClick={() => step(-1)} />
        <Button label="Next event" icon="down" look="icon" keys="j" onClick={() => step(1)} />
        <CopyThings
          noun="event"
          path={eventPath(event, state)}
          json={event}
          markdown={(address) => eventMarkdown(event, address)}
          line={String(event.rawEvent ?? '')}
        />
        <Button label="Close" icon="close" look="icon" keys="Esc" onClick={close} />
        <h2 className={`event-sentence outcome-${String(event.outcome ?? 'none')}`}>
          <Sentence event={event} clock={clock} onValue={only} />
        </h2>
        <Follow event={event} />
      </header>
      <Tabs names={TABS} chosen={tab} onChoose={setTab} label="Parts of the event" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys */}
      <div className="event-body" role="tabpanel" aria-label={tab} tabIndex={0}>
        {answer.isError ? <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {tab === 'Event' ? (
          <>
            <RawLine
              event={event}
              explanation={answer.data?.explanation ?? null}
              pointed={pointed}
              onPoint={setPointed}
            />
            <FieldTable
              event={event}
              explanation={answer.data?.explanation ?? null}
              pointed={pointed}
              onPoint={setPointed}
              state={state}
              change={change}
            />
            <PlaceSource />
          </>
        ) : null}
        {tab === 'Around it' ? <Around event={event} state={state} change={change} /> : null}
        {tab === 'JSON' ? <pre className="event-json">{eventJson(event)}</pre> : null}
      </div>
    </aside>
  );
}

interface PanelEdgeProps {
  readonly width: number;
  readonly onResize: (width: number) => void;
}

const NARROWEST = 340;

function PanelEdge({ width, onResize }: PanelEdgeProps) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    const edge = event.currentTarget;
    const start = event.clientX;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) =>
      onResize(Math.round(Math.max(NARROWEST, Math.min(window.innerWidth - 300, width + start - moved.clientX))));
    edge.addEventListener('pointermove', move);
    edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  return <i className="panel-edge" aria-hidden="true" onPointerDown={drag} />;
}
