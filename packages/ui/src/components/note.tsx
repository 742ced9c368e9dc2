import type { ReactNode } from 'react';
import { ApiProblem } from '../lib/api.js';
import { Button } from './button.js';
import { Icon, type IconName } from './icon.js';
import { Text } from './text.js';

interface NoteProps {
  readonly title: string;
  readonly icon?: IconName;
  readonly tone?: 'plain' | 'bad' | 'warn';
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** What is shown where there is nothing to show: why, and what to do. */
export function Note({ title, icon = 'help', tone = 'plain', children, actions }: NoteProps) {
  return (
    <section className={`note note-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={icon} size={20} />
      <div>
        <h3>{title}</h3>
        {children}
        {actions === undefined ? null : <div className="note-actions">{actions}</div>}
      </div>
    </section>
  );
}

interface ProblemNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A failure of the server or of the way to it, with its remedy and code. */
export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
  const known = error instanceof ApiProblem ? error : null;
  return (
    <Note
      tone="bad"
      icon="alert"
      title={known === null ? 'This part of the page has failed' : sentence(known.message)}
      actions={onRetry === undefined ? undefined : <Button label="Try again" icon="refresh" onClick={onRetry} />}
    >
      <p>
        <Text value={known === null ? String(error) : sentence(known.remedy)} />
      </p>
      {known === null ? null : <p className="faint">Code {known.code}</p>}
    </Note>
  );
}

/** Messages of the server begin in lower case, as errors on a terminal do. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return whole === '' || /[.!?:…]$/.test(whole) ? whole : `${whole}.`;
}
