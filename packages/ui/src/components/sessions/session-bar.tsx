// One session on a line of time: how long it was open, and in it the connections, what was refused, and where its addresses changed.

import type { SessionCourse, SessionRow } from '@gatehouse/model';
import { counted } from '../../lib/format.js';
import type { Span } from '../../lib/ticks.js';
import { instantIn, isStranger, listIn, strangersIn, textIn } from '../../lib/vpn-session.js';

interface SessionBarProps {
  readonly session: SessionRow;
  readonly course: SessionCourse;
  readonly span: Span;
}

export function SessionBar({ session, course, span: { from, to } }: SessionBarProps) {
  const [begin, end] = [instantIn(session, 'startTime'), instantIn(session, 'endTime')];
  const share = (time: number) => (time - from) / Math.max(1, to - from);
  const since = (seconds: number) => share(begin + seconds * 1000);
  const { legs = [], denials = [], moves = [] } = course;
  const look = strangersIn(session).length > 0 ? 'bad' : textIn(session, 'state');
  return (
    <span className="session-lane" aria-hidden="true" title={spoken(session, course)}>
      <Stretch look={`session-bar-${look}`} from={share(begin)} to={share(end)} />
      {legs.map(([first, last]) => (
        <Stretch key={`leg ${first}`} look="session-leg" from={since(first)} to={since(last)} />
      ))}
      {strangerSpans(session, course).map(([first, last]) => (
        <Stretch key={`elsewhere ${first}`} look="session-stranger" from={since(first)} to={since(last)} />
      ))}
      {moves.map((second) => (
        <Mark key={`move ${second}`} look="session-move" at={since(second)} />
      ))}
      {denials.map((second) => (
        <Mark key={`denial ${second}`} look="session-denial" at={since(second)} />
      ))}
    </span>
  );
}

function Stretch({ look, from, to }: { readonly look: string; readonly from: number; readonly to: number }) {
  if (to < 0 || from > 1) return null;
  const [start, end] = [Math.max(0, from), Math.min(1, to)];
  return <i className={`session-bar ${look}`} style={{ '--start': start, '--size': end - start }} />;
}

function Mark({ look, at }: { readonly look: string; readonly at: number }) {
  return at < 0 || at > 1 ? null : <i className={`session-mark ${look}`} style={{ '--start': at }} />;
}

/** Of the sources that are no client's and not inside, when they were seen. */
function strangerSpans(session: SessionRow, { sources = [] }: SessionCourse) {
  const addresses = listIn(session, 'sourceAddress');
  return sources.filter((_, index) => isStranger(session, addresses[index] ?? ''));
}

/** The same in words, as the tip of the bar. */
function spoken(session: SessionRow, course: SessionCourse): string {
  const { legs = [], denials = [], moves = [] } = course;
  const strangers = strangersIn(session);
  return [
    legs.length === 0 ? '' : counted(legs.length, 'stretch of ICA', 'stretches of ICA'),
    moves.length === 0 ? '' : `another address ${counted(moves.length, 'time')}`,
    strangers.length === 0 ? '' : `used from ${strangers.join(', ')}`,
    denials.length === 0 ? '' : `refused ${counted(denials.length, 'time')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** What the marks in the bars mean. */
export function BarLegend() {
  return (
    <ul className="bar-legend soft">
      {LEGEND.map(([look, text]) => (
        <li key={look}>
          <i className={look} /> {text}
        </li>
      ))}
    </ul>
  );
}

const LEGEND = [
  ['session-bar-closed', 'session'],
  ['session-bar-active', 'open now'],
  ['session-bar-ended', 'no end logged'],
  ['session-leg', 'ICA'],
  ['session-move', 'another address'],
  ['session-stranger', 'from elsewhere'],
  ['session-denial', 'refused'],
] as const;
