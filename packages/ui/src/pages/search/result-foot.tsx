import type { EventPage } from '@gatehouse/model';
import { ProblemNote } from '../../components/note.js';
import { counted } from '../../lib/format.js';
import { MAX_ROWS } from './use-search.js';

interface ResultFootProps {
  readonly answer: {
    readonly isError: boolean;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly unfinished: EventPage['unfinished'];
    readonly refetch: () => unknown;
  };
  readonly shown: number;
  readonly isLive: boolean;
}

/** Below the last row: what comes, or why nothing does. */
export function ResultFoot({ answer, shown, isLive }: ResultFootProps) {
  if (isLive)
    return <p className="results-foot faint">{shown === 0 ? 'Waiting for events …' : 'Here the live view began.'}</p>;
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.isFetchingNextPage) return <p className="results-foot faint">More …</p>;
  if (answer.unfinished !== undefined)
    return (
      <p className="results-foot">{shown === 0 ? 'No event so far' : 'No more events so far'}: above it says why.</p>
    );
  if (shown >= MAX_ROWS)
    return <p className="results-foot">These are {counted(MAX_ROWS, 'event')}. Export the search to have them all.</p>;
  return answer.hasNextPage || shown === 0 ? null : <p className="results-foot faint">No more events in this range.</p>;
}
