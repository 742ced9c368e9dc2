// What each part of a query is, for colouring it while it is typed: complete or not, right or wrong. The parser's own trace says
// what it was ready to read where, so the colours cannot disagree with the meaning; behind an error the last reading goes on.

import type { Span } from './errors.js';
import { traceOf } from './parse.js';
import type { Expectation } from './tokens.js';

export interface Mark extends Span {
  readonly kind: 'name' | 'operator' | 'value' | 'keyword' | 'bracket' | 'text';
}

/** In the order of the text, never overlapping; blanks belong to none. */
export function highlight(text: string): readonly Mark[] {
  const trace: readonly Expectation[] = [{ kind: 'operator', from: 0 }, ...traceOf(text)];
  const marks: Mark[] = [];
  trace.forEach((expectation, index) => {
    const next = trace[index + 1];
    const span = { from: expectation.from, to: next?.from ?? text.length };
    if (span.from < span.to) marks.push(...marksOf({ text, span, expectation, next }));
  });
  return marks;
}

interface Stretch {
  readonly text: string;
  readonly span: Span;
  readonly expectation: Expectation;
  readonly next: Expectation | undefined;
}

function marksOf({ text, span, expectation, next }: Stretch): readonly Mark[] {
  const part = text.slice(span.from, span.to);
  if (expectation.kind === 'operator') return connectiveMarks(part, span.from);
  if (expectation.kind === 'value') return valueMarks(part, span.from);
  const condition = next?.kind === 'value' ? CLAUSE.exec(part) : NULL_TEST.exec(part);
  if (condition === null) return oneMark('text', part, span.from);
  const [, name = '', blanks = '', rest = ''] = condition;
  const behind = span.from + name.length + blanks.length;
  return [
    ...oneMark('name', name, span.from),
    ...oneMark(next?.kind === 'value' ? 'operator' : 'keyword', rest, behind),
  ];
}

const CLAUSE = /^([A-Za-z][\w.]*)(\s*)(\S.*)?$/s;
const NULL_TEST = /^([A-Za-z][\w.]*)(\s+)(is\s+(?:not\s+)?null)\s*$/is;

/** `(` and `not` in front of the first value of a group are no value yet. */
function valueMarks(part: string, from: number): readonly Mark[] {
  const isOpening = /^[\s([]*(?:not[\s(]+)*$/i.test(part);
  return isOpening ? connectiveMarks(part, from) : oneMark('value', part, from);
}

function oneMark(kind: Mark['kind'], part: string, from: number): readonly Mark[] {
  const length = part.trimEnd().length;
  return length === 0 ? [] : [{ kind, from, to: from + length }];
}

/** Words and brackets between conditions. */
function connectiveMarks(part: string, from: number): readonly Mark[] {
  return [...part.matchAll(/\b(and|or|not)(?![\w.])|[()[\]]/gi)].map((match) => ({
    kind: match[1] === undefined ? 'bracket' : 'keyword',
    from: from + match.index,
    to: from + match.index + match[0].length,
  }));
}
