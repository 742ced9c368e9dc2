import { fieldOf, type PrintedEvent, type Token } from '@gatehouse/model';
import { literal } from '@gatehouse/qql';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Note, ProblemNote } from '../../../components/note.js';
import { Sentence } from '../../../components/sentence.js';
import { useApi, usePreferences } from '../../../lib/page-context.js';
import { SENTENCE_TOKENS, timeOf, timeText } from '../../../lib/sentence.js';
import { isoOf } from '../../../lib/time.js';
import { searchEvents } from '../requests.js';
import type { ChangeState, SearchState } from '../search-state.js';

interface AroundProps {
  readonly event: PrintedEvent;
  readonly state: SearchState;
  readonly change: ChangeState;
}

/** What two events can have in common, the closest bond first. */
const BONDS: readonly { readonly token: Token; readonly label: string }[] = [
  { token: 'vpnSessionId', label: 'Same session' },
  { token: 'userName', label: 'Same user' },
  { token: 'sourceIpv4', label: 'Same source' },
  { token: 'deviceName', label: 'Same device' },
];
const BEFORE = 12;

export function Around({ event, state, change }: AroundProps) {
  const bonds = BONDS.filter(({ token }) => event[token] !== undefined);
  const [chosen, setChosen] = useState<Token | null>(null);
  const bond = bonds.find(({ token }) => token === chosen) ?? bonds[0];
  const time = timeOf(event);
  if (bond === undefined || time === null)
    return (
      <Note title="Nothing ties this event to others">
        <p>It names no session, user, source or device, or has no time.</p>
      </Note>
    );
  const clause = `${bond.token}: ${literal(fieldOf(bond.token), String(event[bond.token]))}`;
  return (
    <div className="around">
      <div className="around-bonds" role="group" aria-label="Events of the">
        {bonds.map(({ token, label }) => (
          <button
            key={token}
            type="button"
            className="chip"
            aria-pressed={token === bond.token}
            onClick={() => setChosen(token)}
          >
            {label}
          </button>
        ))}
      </div>
      <Neighbours event={event} clause={clause} time={time} state={state} change={change} />
    </div>
  );
}

interface NeighboursProps extends AroundProps {
  readonly clause: string;
  readonly time: number;
}

function Neighbours({ event, clause, time, state, change }: NeighboursProps) {
  const [{ clock }] = usePreferences();
  const before = useNeighbours(clause, { to: isoOf(time) }, 'eventTime:desc');
  const after = useNeighbours(clause, { from: isoOf(time) }, 'eventTime:asc');
  const failed = before.error ?? after.error;
  if (failed !== null) return <ProblemNote error={failed} />;
  const events = joined(after.data ?? [], event, before.data ?? []);
  return (
    <>
      <ol className="around-list" aria-busy={before.isFetching || after.isFetching}>
        {events.map((one) => (
          <li key={String(one.eventId)} className={`outcome-${String(one.outcome ?? 'none')}`}>
            <button
              type="button"
              aria-current={one.eventId === event.eventId}
              onClick={() => change({ event: String(one.eventId) })}
            >
              <span className="mono faint">{timeText(one, clock).slice(11, 19)}</span>
              <Sentence event={one} clock={clock} />
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="link"
        onClick={() =>
          change({
            query: clause,
            range: { from: isoOf(time - 3_600_000), to: isoOf(time + 3_600_000) },
            off: state.off,
          })
        }
      >
        Search for these, an hour before and after
      </button>
    </>
  );
}

function useNeighbours(query: string, side: { readonly from?: string; readonly to?: string }, sort: string) {
  const api = useApi();
  const fields = ['eventId', 'eventTime', 'collectorReceivedTime', 'outcome', ...SENTENCE_TOKENS];
  return useQuery({
    queryKey: ['around', query, side, sort],
    queryFn: async ({ signal }) => {
      const page = await searchEvents(api, { query, ...side, timezone: 'UTC', fields, sort, limit: BEFORE }, signal);
      return page.events;
    },
  });
}

/** Newest first, the event itself once. */
function joined(
  after: readonly PrintedEvent[],
  event: PrintedEvent,
  before: readonly PrintedEvent[],
): readonly PrintedEvent[] {
  const all = [...after.toReversed(), event, ...before];
  return all.filter((one, index) => all.findIndex(({ eventId }) => eventId === one.eventId) === index);
}
