import { type CheckOptions, type Correction, check, correctionsOf, type Diagnostic } from '@gatehouse/qql';
import { Icon } from '../../components/icon.js';
import { Keys } from '../../components/keys.js';
import { Text } from '../../components/text.js';
import { useShortcuts } from '../../lib/page-context.js';

export interface FoundProblems {
  readonly problems: readonly Diagnostic[];
  /** What a click makes of the query, so that the first problem is gone; the likeliest first. */
  readonly corrections: readonly Correction[];
}

const MOST_OFFERED = 3;

export function problemsOf(text: string, options: CheckOptions): FoundProblems {
  const problems = check(text, options).diagnostics;
  const [problem] = problems;
  const corrections = problem === undefined ? [] : correctionsOf({ text, problem }, options);
  return { problems, corrections: corrections.slice(0, MOST_OFFERED) };
}

interface ProblemsProps {
  readonly found: FoundProblems;
  readonly mend: (query: string) => void;
}

/** What is wrong with the query as it is typed, and what to do: said, and done by a click or a key. */
export function Problems({ found: { problems, corrections }, mend }: ProblemsProps) {
  const [first, ...others] = problems;
  const [likeliest] = corrections;
  const key = {
    label: 'Correct the query as offered',
    run: () => likeliest && mend(likeliest.text),
    whileTyping: true,
  };
  useShortcuts('Search', likeliest === undefined ? {} : { 'Alt+Enter': key });
  if (first === undefined) return null;
  return (
    <div className={`query-problem ${first.severity === 'error' ? 'bad' : 'warn'}`}>
      <Icon name="alert" size={14} />
      <p role="status">
        <Text value={first.message} /> <Text value={first.fix} />
        {others.length === 0 ? null : <span className="faint"> {others.length} more.</span>}
      </p>
      {corrections.map(({ label, text }, index) => (
        <button type="button" key={text} className="query-correction" onClick={() => mend(text)}>
          <Text value={label} /> {index === 0 ? <Keys keys="Alt+Enter" /> : null}
        </button>
      ))}
    </div>
  );
}
