import type { LineExplanation } from '@gatehouse/model';
import { useState } from 'react';
import { RawLine } from '../../../components/raw-line.js';
import { counted } from '../../../lib/format.js';
import { ExplainedTokens } from './explained-tokens.js';

const STATES = { mapped: 'fully mapped', partial: 'partly', unrecognised: 'not recognised' } as const;

/** Every line with its explanation, one below the other. */
export function ExplainedLines({ explanations }: { readonly explanations: readonly LineExplanation[] }) {
  const states = Object.entries(STATES).flatMap(([state, name]) => {
    const count = explanations.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return (
    <>
      <p role="status" className="soft">
        {counted(explanations.length, 'line')}: {states.join(', ')}
      </p>
      {explanations.map((explanation, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, may be the same, and never change places
        <ExplainedLine key={index} explanation={explanation} isOpen={explanations.length === 1 || index === 0} />
      ))}
    </>
  );
}

interface ExplainedLineProps {
  readonly explanation: LineExplanation;
  readonly isOpen: boolean;
}

function ExplainedLine({ explanation, isOpen }: ExplainedLineProps) {
  const [pointed, setPointed] = useState<string | null>(null);
  return (
    <article className="bench-line">
      <RawLine event={explanation.event} explanation={explanation} pointed={pointed} onPoint={setPointed} />
      <details open={isOpen}>
        <summary>{counted(Object.keys(explanation.event).length, 'token')}</summary>
        <ExplainedTokens explanation={explanation} pointed={pointed} onPoint={setPointed} />
      </details>
    </article>
  );
}
