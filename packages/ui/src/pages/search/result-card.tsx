import type { PrintedEvent } from '@gatehouse/model';
import { Sentence } from '../../components/sentence.js';
import { Text } from '../../components/text.js';
import { timeText } from '../../lib/sentence.js';
import type { Clock } from '../../lib/time.js';

interface ResultCardProps {
  readonly event: PrintedEvent;
  readonly clock: Clock;
  /** Column of the time. */
  readonly timeColumn: string;
}

/** An event where there is no room for columns: when and what, and the sentence over two lines. */
export function ResultCard({ event, clock, timeColumn }: ResultCardProps) {
  const { eventName, collectorReceivedTime } = event;
  const timed =
    timeColumn === 'collectorReceivedTime' && collectorReceivedTime !== undefined ? { collectorReceivedTime } : event;
  return (
    <span role="gridcell" className="card">
      <span className="card-head">
        <span className="mono">{timeText(timed, clock)}</span>
        {eventName === undefined ? null : (
          <span className="faint">
            <Text value={String(eventName)} />
          </span>
        )}
      </span>
      <span className="card-sentence">
        <Sentence event={event} clock={clock} />
      </span>
    </span>
  );
}
