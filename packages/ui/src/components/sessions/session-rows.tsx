// Sessions below each other, each with its bar on a common time line.

import type { SessionRow } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { formatBytes, formatDuration } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { sessionPlace } from '../../lib/places.js';
import { type Clock, formatInstant } from '../../lib/time.js';
import { instantIn, listIn, nameIn, numberIn, strangersIn, textIn } from '../../lib/vpn-session.js';
import { Text } from '../text.js';
import { Signs } from './signs.js';
import { type Span, TimeTicks } from './time-ticks.js';
import './sessions.css';

interface SessionRowsProps {
  readonly label: string;
  readonly sessions: readonly SessionRow[];
  /** What the time line shows; without it, from the first beginning to the last end. */
  readonly span?: Span;
  /** Row that the keys have come to. */
  readonly at?: number;
}

export function SessionRows({ label, sessions, span = spanOf(sessions), at = -1 }: SessionRowsProps) {
  const [{ clock }] = usePreferences();
  return (
    <div className="session-rows">
      <div className="session-row session-head" aria-hidden="true">
        <span>User</span>
        <span>Began</span>
        <span className="number">Lasted</span>
        <span>From</span>
        <span className="number">Down / up</span>
        <span>What stands out</span>
        <TimeTicks span={span} clock={clock} />
      </div>
      <ol aria-label={label}>
        {sessions.map((session, index) => (
          <li key={textIn(session, 'id')}>
            <Row session={session} span={span} clock={clock} isCurrent={index === at} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface RowProps {
  readonly session: SessionRow;
  readonly span: Span;
  readonly clock: Clock;
  readonly isCurrent: boolean;
}

function Row({ session, span, clock, isCurrent }: RowProps) {
  const { to } = sessionPlace(textIn(session, 'id'));
  const [address = ''] = listIn(session, 'clientAddress');
  const [city = ''] = listIn(session, 'city');
  const [country = ''] = listIn(session, 'country');
  const down = numberIn(session, 'inByte') + numberIn(session, 'legInByte');
  const up = numberIn(session, 'outByte') + numberIn(session, 'legOutByte');
  return (
    <Link
      to={to}
      className={isCurrent ? 'session-row is-current' : 'session-row'}
      ref={(row) => {
        if (isCurrent) row?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <span className="session-user">
        <Text value={nameIn(session)} />
      </span>
      <span className="session-start">{formatInstant(instantIn(session, 'startTime'), clock, 's')}</span>
      <span className="number session-length">
        {textIn(session, 'state') === 'active' ? <span className="badge badge-good">open</span> : null}{' '}
        {formatDuration(numberIn(session, 'duration'))}
      </span>
      <span className="session-from">
        <Text value={address} /> <span className="soft">{city === '' ? country : city}</span>
      </span>
      <span className="number session-bytes">
        {formatBytes(down)} / {formatBytes(up)}
      </span>
      <Signs session={session} />
      <Bar session={session} span={span} />
    </Link>
  );
}

function Bar({ session, span: { from, to } }: { readonly session: SessionRow; readonly span: Span }) {
  const length = Math.max(1, to - from);
  const place = (time: number) => Math.max(0, Math.min(1, (time - from) / length));
  const [start, end] = [place(instantIn(session, 'startTime')), place(instantIn(session, 'endTime'))];
  const look = strangersIn(session).length > 0 ? 'bad' : textIn(session, 'state');
  return (
    <span className="session-lane" aria-hidden="true">
      <i className={`session-bar session-bar-${look}`} style={{ '--start': start, '--size': end - start }} />
    </span>
  );
}

function spanOf(sessions: readonly SessionRow[]): Span {
  const starts = sessions.map((session) => instantIn(session, 'startTime'));
  const ends = sessions.map((session) => instantIn(session, 'endTime'));
  return { from: Math.min(...starts), to: Math.max(...ends) };
}
