// A diagnostic as a person reads it:
//
//   userNam: anna and duration > 5m
//   ^^^^^^^
//   error qql.unknown-token: There is no token `userNam`.
//   Did you mean `userName`?

import type { Diagnostic } from './errors.js';

const WIDTH = 100;

export function renderDiagnostic(text: string, { from, to, severity, code, message, fix }: Diagnostic): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', from);
  const line = text.slice(start, lineEnd < 0 ? text.length : lineEnd);
  const column = from - start;
  const left = Math.max(0, column - WIDTH / 2);
  const shown = printable(line.slice(left, left + WIDTH));
  const length = Math.max(1, Math.min(to - from, shown.length - (column - left)));
  const caret = ' '.repeat(column - left) + '^'.repeat(length);
  return `${shown}\n${caret}\n${severity} ${code}: ${printable(message)}\n${printable(fix)}`;
}

/** Control characters would move the caret, or worse, the terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => (character === '\t' ? ' ' : '\ufffd'));
}
