import { Button } from '../../components/button.js';
import { Note } from '../../components/note.js';
import { OrFirstSteps } from '../../components/or-first-steps.js';
import { usePreferences } from '../../lib/page-context.js';
import { formatInstant, type TimeRange } from '../../lib/time.js';
import { dayUpTo, useNewest, type View } from './view.js';

interface NothingProps {
  readonly view: View;
  readonly now: number;
  readonly onRange: (range: TimeRange) => void;
  readonly onQuery: (query: string) => void;
}

/** No event in the range: says where there are some, or how to send the first one. */
export function Nothing({ view, now, onRange, onQuery }: NothingProps) {
  const [{ clock }] = usePreferences();
  const newest = useNewest({ timezone: view.timezone, now, isEnabled: true });
  const { data: time } = newest;
  if (time === undefined) return null;
  if (time === null)
    return (
      <OrFirstSteps>
        <Note title="No event has been stored yet" icon="gateway">
          <p>The first figures are here as soon as the first line is.</p>
        </Note>
      </OrFirstSteps>
    );
  return (
    <Note
      title={view.query === '' ? 'No event in this range' : 'No event in this range satisfies the query'}
      icon="clock"
      actions={
        <>
          <Button label="The day up to it" look="primary" onClick={() => onRange(dayUpTo(time).range)} />
          <Button label="All time" onClick={() => onRange({ from: '', to: '' })} />
          {view.query === '' ? null : <Button label="All events again" onClick={() => onQuery('')} />}
        </>
      }
    >
      <p>The newest event is of {formatInstant(time, clock, 's')}.</p>
    </Note>
  );
}
