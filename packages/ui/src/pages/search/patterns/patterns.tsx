import type { EventPattern, PatternPiece } from '@gatehouse/model';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/button.js';
import { ProblemNote } from '../../../components/note.js';
import { PartialLine } from '../../../components/partial-line.js';
import { Text } from '../../../components/text.js';
import { joinClauses } from '../../../lib/clauses.js';
import { counted, formatShare, shortNumber } from '../../../lib/format.js';
import { useApi } from '../../../lib/page-context.js';
import { patternsOf } from '../requests.js';
import type { ChangeState, SearchState } from '../search-state.js';
import type { Asked } from '../use-search.js';
import './patterns.css';

interface PatternsProps extends Asked {
  readonly state: SearchState;
  readonly change: ChangeState;
}

const MOST = 200;

/** The forms of the lines that match, instead of the lines: what is much the same, and what is rare. */
export function Patterns({ state, change, scope, asOf }: PatternsProps) {
  const api = useApi();
  const answer = useQuery({
    queryKey: ['patterns', asOf, scope],
    queryFn: ({ signal }) => patternsOf(api, { ...scope, limit: MOST }, signal),
    placeholderData: keepPreviousData,
  });
  const { query } = state;
  if (answer.isError) return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />;
  const { patterns, events, isWhole } = answer.data ?? { patterns: [], events: 0, isWhole: true };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys
    <section className="patterns" aria-label="Patterns" aria-busy={answer.isFetching} tabIndex={0}>
      {isWhole ? null : (
        <PartialLine>These are the {patterns.length} most frequent patterns; there are more.</PartialLine>
      )}
      <ol>
        {patterns.map((pattern) => (
          <PatternRow
            key={`${pattern.eventName} ${JSON.stringify(pattern.pieces)}`}
            pattern={pattern}
            events={events}
            include={() => change({ query: joinClauses([query, pattern.query]), isPatterns: false })}
            exclude={() => change({ query: joinClauses([query, `not (${pattern.query})`]) })}
          />
        ))}
      </ol>
      {answer.isSuccess && patterns.length === 0 ? <p className="faint">No event matches.</p> : null}
    </section>
  );
}

interface PatternRowProps {
  readonly pattern: EventPattern;
  readonly events: number;
  readonly include: () => void;
  readonly exclude: () => void;
}

function PatternRow({ pattern: { eventName, pieces, count }, events, include, exclude }: PatternRowProps) {
  return (
    <li>
      <span className="pattern-count">
        <span className="number" title={counted(count, 'event')}>
          {shortNumber(count)}
        </span>
        <span className="faint number">{formatShare(count, events)}</span>
        <span className="pattern-bar" style={{ width: `${(100 * count) / Math.max(1, events)}%` }} />
      </span>
      <button type="button" className="pattern-form" title="Show its events" onClick={include}>
        <b>{eventName === null ? 'not recognised' : <Text value={eventName} />}</b>{' '}
        <span className="mono">
          {pieces.map((piece, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a pattern never change
            <Piece key={at} piece={piece} />
          ))}
        </span>
      </button>
      <Button label="Exclude this pattern" icon="minus" look="icon" onClick={exclude} />
    </li>
  );
}

function Piece({ piece }: { readonly piece: PatternPiece }) {
  if ('text' in piece) return <Text value={piece.text} />;
  return <i className="pattern-hole">{piece.token ?? '…'}</i>;
}
