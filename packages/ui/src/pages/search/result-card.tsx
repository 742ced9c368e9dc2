import { fieldOf, type PrintedEvent, type Token } from '@gatehouse/model';
import type { ReactNode } from 'react';
import { Sentence } from '../../components/sentence.js';
import { Text } from '../../components/text.js';
import { formatValue } from '../../lib/format.js';
import { timeText } from '../../lib/sentence.js';
import type { Clock } from '../../lib/time.js';
import { SUMMARY } from './search-state.js';

interface ResultCardProps {
  readonly event: PrintedEvent;
  readonly clock: Clock;
  /** The time first. */
  readonly columns: readonly string[];
  readonly mark: ReactNode;
}

/** An event where there is no room for columns: their values in a line, and the sentence below. */
export function ResultCard({ event, clock, columns, mark }: ResultCardProps) {
  const [timeColumn, ...others] = columns;
  const { collectorReceivedTime } = event;
  const timed =
    timeColumn === 'collectorReceivedTime' && collectorReceivedTime !== undefined ? { collectorReceivedTime } : event;
  return (
    <span role="gridcell" className="card">
      <span className="card-head">
        {mark}
        <span className="mono">{timeText(timed, clock)}</span>
        {others.map((column) => (
          <CardValue key={column} column={column} event={event} clock={clock} />
        ))}
      </span>
      <span className="card-sentence">
        <Sentence event={event} clock={clock} />
      </span>
    </span>
  );
}

interface CardValueProps {
  readonly column: string;
  readonly event: PrintedEvent;
  readonly clock: Clock;
}

function CardValue({ column, event, clock }: CardValueProps) {
  const field = fieldOf(column);
  const value = event[column as Token];
  if (column === SUMMARY || field === undefined || value === undefined) return null;
  return (
    <span className="card-value soft">
      <Text value={formatValue(field, value, clock)} />
    </span>
  );
}
