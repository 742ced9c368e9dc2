// Questions about text: words, phrases, whole values, wildcards and alphabetical order.

import type { Field } from '@gatehouse/model';
import type { Bare, Comparison, Scalar } from './ast.js';
import type { Bounds } from './bounds.js';
import { reportReversed } from './bounds.js';
import { compareText, fold } from './fold.js';
import type { EqualsTest, OrderTest, Pattern, Test, WildcardTest } from './resolved.js';
import type { Scene } from './scene.js';
import { didYouMean, nearest } from './spelling.js';
import { wordsOf } from './words.js';

/** For string and text tokens: bare words in any order, a phrase in its order, a backtick whole with its case. */
export function wordTest(scalar: Scalar, field: Field, scene: Scene): Test | null {
  if (scalar.kind === 'exact') return { kind: 'equals', value: scalar.text, folded: false };
  if (scalar.kind === 'bare' && scalar.wild.length > 0) return wildcardTest(scalar);
  const words = wordsOf(scalar.text);
  if (words.length === 0) return scene.report('qql.no-words', scalar, { token: field.token });
  return { kind: scalar.kind === 'phrase' ? 'phrase' : 'words', words };
}

/** The whole value: without case for keywords and ids, with its case for the others. */
export function wholeTest(scalar: Scalar, field: Field, scene: Scene): Test | null {
  if (scalar.kind === 'bare' && scalar.wild.length > 0) return wildcardTest(scalar);
  if (field.values !== undefined) return closedTest(scalar, field, scene);
  const folded = field.type === 'keyword' || field.type === 'id';
  return { kind: 'equals', value: folded ? fold(scalar.text) : scalar.text, folded };
}

// The stored values of a closed list have one spelling, so comparing needs no folding.
function closedTest(scalar: Scalar, field: Field, scene: Scene): EqualsTest | null {
  const values = field.values ?? [];
  const wanted = fold(scalar.text);
  const value = values.find((candidate) => fold(candidate) === wanted);
  if (value !== undefined) return { kind: 'equals', value, folded: false };
  const instead = nearest(scalar.text, values);
  const suggestion = didYouMean(instead, `The values of ${field.token} are ${values.join(', ')}.`);
  return scene.report('qql.unknown-value', scalar, { value: scalar.text, token: field.token, suggestion, instead });
}

function wildcardTest({ text, wild }: Bare): WildcardTest {
  const pattern: Pattern[number][] = [];
  let start = 0;
  for (const at of wild) {
    if (at > start) pattern.push({ literal: fold(text.slice(start, at)) });
    const wildcard = text[at] === '*' ? '*' : '?';
    if (wildcard === '?' || pattern.at(-1) !== '*') pattern.push(wildcard);
    start = at + 1;
  }
  if (start < text.length) pattern.push({ literal: fold(text.slice(start)) });
  return { kind: 'wildcard', pattern };
}

export function flagTest(scalar: Scalar, field: Field, scene: Scene): Test | null {
  const value = fold(scalar.text);
  if (value === 'true' || value === 'false') return { kind: 'flag', value: value === 'true' };
  return scene.report('qql.bad-boolean', scalar, {
    value: scalar.text,
    token: field.token,
    instead: ['true', 'false'],
  });
}

export function orderTest(operator: Comparison, { text }: Scalar): OrderTest {
  const bound = { value: text, inclusive: operator === '>=' || operator === '<=' };
  return operator.startsWith('>')
    ? { kind: 'order', low: bound, high: null }
    : { kind: 'order', low: null, high: bound };
}

export function orderRange({ range, low, high }: Bounds, scene: Scene): OrderTest | null {
  if (low !== null && high !== null && compareText(low.text, high.text) > 0)
    return reportReversed({ range, low, high }, scene);
  return {
    kind: 'order',
    low: low === null ? null : { value: low.text, inclusive: range.includesLow },
    high: high === null ? null : { value: high.text, inclusive: range.includesHigh },
  };
}
