// A session as lanes above one time: itself, the addresses it was used from, its ICA connections, and what was refused.

import type { SessionDetail } from '@gatehouse/model';
import { Text } from '../../components/text.js';
import { TimeTicks, useTicks } from '../../components/time-ticks.js';
import { usePreferences } from '../../lib/page-context.js';
import { formatInstant } from '../../lib/time.js';
import { type Lane, lanesOf, spanOf } from './lanes.js';

export function Course({ detail }: { readonly detail: SessionDetail }) {
  const [{ clock }] = usePreferences();
  const span = spanOf(detail);
  const ticks = useTicks(span, clock);
  const share = (time: number) => (time - span.from) / Math.max(1, span.to - span.from);
  return (
    <div className="course" style={ticks.lines}>
      <ul aria-label="Course of the session">
        {lanesOf(detail).map((lane) => (
          <li key={`${lane.kind} ${lane.name} ${String(lane.bars[0]?.from)}`} className="course-lane">
            <span className="course-name">
              <span className="soft">{lane.kind}</span> <Text value={lane.name} />
            </span>
            <span className="session-lane">
              {lane.bars.map(({ from, to, title }) => (
                <i
                  key={`${from} ${title}`}
                  className={`session-bar course-${lane.look}`}
                  style={{ '--start': share(from), '--size': share(to) - share(from) }}
                  title={title}
                />
              ))}
            </span>
            <span className="visually-hidden">{spoken(lane, (time) => formatInstant(time, clock, 's'))}</span>
          </li>
        ))}
      </ul>
      <div className="course-lane course-ticks" aria-hidden="true">
        <span />
        <TimeTicks ticks={ticks} />
      </div>
    </div>
  );
}

function spoken({ bars }: Lane, format: (time: number) => string): string {
  return bars
    .slice(0, 10)
    .map(({ from, to }) => (from === to ? `at ${format(from)}` : `${format(from)} to ${format(to)}`))
    .join(', ');
}
