// The question one clause asks, by the type of its token.

import type { Field, Operators } from '@gatehouse/model';
import { OPERATORS, operatorsOf } from '@gatehouse/model';
import type { Clause, Range, Scalar, Value } from './ast.js';
import { boxTest, positionTest } from './geo-questions.js';
import { quantityRange, quantityTest } from './quantity-questions.js';
import type { Test } from './resolved.js';
import type { Scene } from './scene.js';
import { flagTest, orderRange, orderTest, wholeTest, wordTest } from './text-questions.js';

/** Null when something was reported. The negation of `!=` is left to the caller. */
export function testClause(clause: Clause, field: Field, scene: Scene): Test | null {
  const { value, operator } = clause;
  const allowed: Operators = OPERATORS[field.type];
  const isComparing = operator !== ':' && operator !== '=' && operator !== '!=';
  if (isComparing && !allowed.compare) return unsupported(operator, clause, { field, scene });
  if (value.kind === 'range')
    return allowed.range ? rangeTest(value, field, scene) : unsupported('[a .. b]', value, { field, scene });
  if (value.kind !== 'list') return scalarTest(clause, value, { field, scene });
  if (!allowed.list) return unsupported('[a, b]', value, { field, scene });
  const tests = value.items.map((item) => scalarTest(clause, item, { field, scene }));
  const read = tests.filter((test) => test !== null);
  return read.length === tests.length ? { kind: 'anyOf', tests: read } : null;
}

interface Place {
  readonly field: Field;
  readonly scene: Scene;
}

function unsupported(operator: string, span: Clause | Value, { field, scene }: Place): null {
  const operators = operatorsOf(field)
    .map((one) => `\`${one}\``)
    .join(' ');
  return scene.report('qql.unsupported-operator', span, { operator, token: field.token, type: field.type, operators });
}

function scalarTest({ operator }: Clause, scalar: Scalar, { field, scene }: Place): Test | null {
  if (scalar.text === '') return scene.report('qql.empty-value', scalar, { token: field.token });
  if (operator === ':' && isStar(scalar)) return { kind: 'present' };
  if (field.type === 'boolean') return flagTest(scalar, field, scene);
  if (field.type === 'geo') return positionTest(scalar, field, scene);
  const allowed: Operators = OPERATORS[field.type];
  if (allowed.match === 'equal') return quantityTest({ operator, scalar, field, scene });
  if (operator === '=' || operator === '!=')
    return wholeTest(asExact(scalar, operator, { field, scene }), field, scene);
  if (operator !== ':') return orderTest(operator, scalar);
  return allowed.match === 'words' ? wordTest(scalar, field, scene) : wholeTest(scalar, field, scene);
}

function isStar(scalar: Scalar): boolean {
  return scalar.kind === 'bare' && scalar.text === '*' && scalar.wild.length === 1;
}

function asExact(scalar: Scalar, operator: string, { field, scene }: Place): Scalar {
  const { text, from, to } = scalar;
  if (scalar.kind === 'bare' && scalar.wild.length > 0) {
    scene.report('qql.literal-wildcard', scalar, {
      operator,
      token: operator === '=' ? field.token : `not ${field.token}`,
      pattern: text,
    });
  }
  return { kind: 'exact', text, from, to };
}

function rangeTest(range: Range, field: Field, scene: Scene): Test | null {
  const low = isStar(range.low) ? null : range.low;
  const high = isStar(range.high) ? null : range.high;
  if (low === null && high === null) return { kind: 'present' };
  const empty = [low, high].find((bound) => bound?.text === '');
  if (empty !== undefined && empty !== null) return scene.report('qql.empty-value', empty, { token: field.token });
  const bounds = { range, low, high };
  if (field.type === 'geo') return boxTest(bounds, field, scene);
  if (field.type === 'string') return orderRange(bounds, scene);
  return quantityRange(bounds, field, scene);
}
