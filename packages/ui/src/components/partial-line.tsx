import type { ReactNode } from 'react';
import { ApiProblem } from '../lib/api.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { sentence } from './note.js';
import { Text } from './text.js';

interface MissingLineProps {
  readonly what: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

interface PartialLineProps {
  /** What is missing, why, and what can be done. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Above or below an answer that is not whole: nobody takes a part for all. */
export function PartialLine({ children, action }: PartialLineProps) {
  return (
    <div className="partial-line" role="status">
      <Icon name="alert" />
      <p>{children}</p>
      {action}
    </div>
  );
}

/** A failure that leaves the rest of the page as it is. */
export function MissingLine({ what, error, onRetry }: MissingLineProps) {
  const known = error instanceof ApiProblem ? error : null;
  const again = onRetry === undefined ? undefined : <Button label="Try again" icon="refresh" onClick={onRetry} />;
  return (
    <PartialLine action={again}>
      <strong>{what}</strong> <Text value={known === null ? String(error) : sentence(known.message)} />{' '}
      <Text value={known === null ? '' : sentence(known.remedy)} />
    </PartialLine>
  );
}
