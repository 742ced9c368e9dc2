import type { ReactNode } from 'react';
import './facts.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values; what has none is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(({ value }) => value !== undefined && value !== null && value !== '')
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
