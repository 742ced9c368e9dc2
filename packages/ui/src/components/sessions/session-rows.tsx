// Sessions below each other, each with its bar on a common time line.

import type { SessionCourse, SessionRow } from '@gatehouse/model';
import { Link } from '@tanstack/react-router';
import { formatBytes, formatDuration } from '../../lib/format.js';
import { usePreferences } from '../../lib/page-context.js';
import { sessionPlace } from '../../lib/places.js';
import type { Span } from '../../lib/ticks.js';
import { type Clock, formatInstant, isoOf, type TimeRange } from '../../lib/time.js';
import { instantIn, listIn, nameIn, numberIn, textIn } from '../../lib/vpn-session.js';
import { Text } from '../text.js';
import { TimeTicks, useTicks } from '../time-ticks.js';
import { SessionBar } from './session-bar.js';
import { Signs } from './signs.js';
import { TimeBrush } from './time-brush.js';
import './sessions.css';

interface SessionRowsProps {
  readonly label: string;
  readonly sessions: readonly SessionRow[];
  /** Of each of the sessions. */
  readonly courses: readonly SessionCourse[];
  /** What the time line shows; without it, from the first beginning to the last end. */
  readonly span?: Span;
  /** Told what was drawn over on the time line. */
  readonly onRange?: (range: TimeRange) => void;
}

const NO_COURSE: SessionCourse = {};

export function SessionRows({ label, sessions, courses, span = spanOf(sessions), onRange }: SessionRowsProps) {
  const [{ clock }] = usePreferences();
  const ticks = useTicks(span, clock);
  const zoom = (from: number, to: number) => onRange?.({ from: isoOf(from), to: isoOf(to) });
  return (
    <div className="session-rows" style={ticks.lines}>
      <div className="session-row session-head" aria-hidden="true">
        <span>User</span>
        <span>Began</span>
        <span className="number">Lasted</span>
        <span>From</span>
        <span className="number">Down / up</span>
        <span>What stands out</span>
        <TimeBrush span={span} clock={clock} {...(onRange === undefined ? {} : { onSelect: zoom })}>
          <TimeTicks ticks={ticks} />
        </TimeBrush>
      </div>
      <ol aria-label={label}>
        {sessions.map((session, index) => (
          <li key={textIn(session, 'id')}>
            <Row session={session} course={courses[index] ?? NO_COURSE} span={span} clock={clock} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface RowProps {
  readonly session: SessionRow;
  readonly course: SessionCourse;
  readonly span: Span;
  readonly clock: Clock;
}

function Row({ session, course, span, clock }: RowProps) {
  const { to } = sessionPlace(textIn(session, 'id'));
  const [address = ''] = listIn(session, 'clientAddress');
  const [city = ''] = listIn(session, 'city');
  const [country = ''] = listIn(session, 'country');
  const down = numberIn(session, 'inByte') + numberIn(session, 'legInByte');
  const up = numberIn(session, 'outByte') + numberIn(session, 'legOutByte');
  return (
    <Link to={to} className="session-row" data-row="">
      <span className="session-user">
        <Text value={nameIn(session)} />
      </span>
      <span className="session-start">{formatInstant(instantIn(session, 'startTime'), clock, 'm')}</span>
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
      <SessionBar session={session} course={course} span={span} />
    </Link>
  );
}

function spanOf(sessions: readonly SessionRow[]): Span {
  const starts = sessions.map((session) => instantIn(session, 'startTime'));
  const ends = sessions.map((session) => instantIn(session, 'endTime'));
  return { from: Math.min(...starts), to: Math.max(...ends) };
}
