import type { ReactNode } from 'react';

interface OpenerProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** The name of a row that opens and closes what is told below it. */
export function Opener({ isOpen, onToggle, className = '', children }: OpenerProps) {
  return (
    <button type="button" className={`link ${className}`} aria-expanded={isOpen} onClick={onToggle}>
      {children}
    </button>
  );
}
