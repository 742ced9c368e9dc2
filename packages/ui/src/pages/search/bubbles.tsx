import { Icon } from '../../components/icon.js';
import { Text } from '../../components/text.js';
import { clausesOf, joinClauses, withNegatedClause, withoutClause } from '../../lib/clauses.js';
import type { ChangeState, SearchState } from './search-state.js';

interface BubblesProps {
  readonly state: SearchState;
  readonly change: ChangeState;
}

/** The query as parts that can be turned around, switched off and taken out. */
export function Bubbles({ state, change }: BubblesProps) {
  const { query, off } = state;
  const clauses = clausesOf(query) ?? [];
  if (clauses.length + off.length === 0) return null;
  const without = (text: string) => off.filter((clause) => clause !== text);
  return (
    <ul className="bubbles" aria-label="Parts of the query">
      {clauses.map(({ text, isNegated }, index) => (
        <Bubble
          key={text}
          text={text}
          look={isNegated ? 'negated' : 'on'}
          negate={() => change({ query: withNegatedClause(query, index) })}
          toggle={() => change({ query: withoutClause(query, index), off: [...without(text), text] })}
          remove={() => change({ query: withoutClause(query, index) })}
        />
      ))}
      {off.map((text) => (
        <Bubble
          key={text}
          text={text}
          look="off"
          toggle={() => change({ query: joinClauses([query, text]), off: without(text) })}
          remove={() => change({ off: without(text) })}
        />
      ))}
    </ul>
  );
}

interface BubbleProps {
  readonly text: string;
  readonly look: 'on' | 'negated' | 'off';
  readonly negate?: () => void;
  readonly toggle: () => void;
  readonly remove: () => void;
}

function Bubble({ text, look, negate, toggle, remove }: BubbleProps) {
  return (
    <li className={`bubble bubble-${look}`}>
      <button
        type="button"
        className="bubble-text mono"
        aria-pressed={look !== 'off'}
        title={look === 'off' ? 'Switch this part on again' : 'Switch this part off'}
        onClick={toggle}
      >
        <Text value={text} />
      </button>
      {negate === undefined ? null : (
        <button
          type="button"
          className="bubble-button"
          title="Turn around (not)"
          aria-label={`Turn around: ${text}`}
          onClick={negate}
        >
          <Icon name="minus" size={12} />
        </button>
      )}
      <button
        type="button"
        className="bubble-button"
        title="Take out"
        aria-label={`Take out: ${text}`}
        onClick={remove}
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}
