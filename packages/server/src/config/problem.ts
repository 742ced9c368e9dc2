// What is wrong with a configuration: all of it at once, each with its place, its key and what to do about it.

import { AppError, type ErrorCode } from '../errors.js';
import { type Origin, originText } from './setting.js';

/** Stands for secrets wherever a configuration is shown. */
export const HIDDEN = '(hidden)';

export interface Problem {
  /** Warnings are shown, and the configuration is used all the same. */
  readonly severity: 'error' | 'warning';
  readonly origin: Origin;
  readonly error: AppError;
}

export interface ProblemReport {
  readonly severity: Problem['severity'];
  readonly code: ErrorCode;
  readonly place: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly remedy: string;
}

export function problem(origin: Origin, error: AppError): Problem {
  return { severity: 'error', origin, error };
}

export function problemReport({ severity, origin, error }: Problem): ProblemReport {
  const { code, message, remedy } = error;
  const place = origin.from === 'file' ? { line: origin.line, column: origin.column } : {};
  return { severity, code, place: originText(origin), ...place, message, remedy };
}

/** By place: lines of the file first, then the environment, then flags. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => rank(a.origin) - rank(b.origin));
}

function rank(origin: Origin): number {
  switch (origin.from) {
    case 'file':
      return origin.line + origin.column / 10_000;
    case 'environment':
      return 1e9;
    case 'flag':
      return 2e9;
    case 'default':
      return 3e9;
  }
}

/**
 *     gatehouse.yaml:7:11: http.port cannot be 99999: it is more than 65535
 *       → write 0 to 65535
 */
export function problemsText(problems: readonly Problem[]): string {
  return inOrder(problems)
    .map(({ severity, origin, error }) => {
      const kind = severity === 'warning' ? 'warning: ' : '';
      return `${printable(`${originText(origin)}: ${kind}${error.message}`)}\n  → ${printable(error.remedy)}\n`;
    })
    .join('');
}

/** The one error that stands for all of them. */
export function problemsError(problems: readonly Problem[]): AppError {
  const count = problems.filter(({ severity }) => severity === 'error').length;
  return new AppError(
    'config.invalid',
    { problems: count === 1 ? 'one problem' : `${count} problems` },
    { excerpt: problemsText(problems) },
  );
}

/** A value is shown in one line, and not at any length; a key that was pasted in the place of its path not at all. */
export function shownValue(text: string): string {
  if (text.includes('PRIVATE KEY')) return HIDDEN;
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** Values come from outside: control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
