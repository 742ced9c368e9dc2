// What the words of a phrase demand of the values between them, in SQL.

import { readAddress } from '../values/address.js';
import { addressPrefix, columnAddress } from './addresses.js';
import type { Demand } from './align.js';
import { columnsWithWords } from './blocks.js';
import { datePart, durationPart } from './clock.js';
import { and, columnName, FALSE } from './condition.js';
import { valuePattern } from './patterns.js';
import { equalsNumber, numberPrefix } from './quantity.js';
import type { RawNumber, Scope } from './scope.js';

/** May be NULL where the column is. */
export function demandCondition({ value, place, words, skipped }: Demand, scope: Scope): string {
  switch (value.kind) {
    case 'text':
      if (!columnsWithWords(words, scope)(value.column)) return FALSE;
      return `match(${value.sql}, ${scope.list.text(valuePattern(words, place))})`;
    case 'number':
    case 'address':
      return numberCondition(words[0] ?? '', { value, isWhole: place !== 'start' }, scope);
    default:
      return partsCondition({ value, place, words, skipped }, scope);
  }
}

function numberCondition(
  word: string,
  { value, isWhole }: { readonly value: RawNumber; readonly isWhole: boolean },
  scope: Scope,
): string {
  const at = { scope, strictness: 'nullable' } as const;
  if (value.kind === 'number')
    return isWhole
      ? equalsNumber({ kind: 'equals', value: word, folded: true }, value, at)
      : numberPrefix(word, value, at);
  if (!columnsWithWords([word], scope)(columnName(value.token))) return FALSE;
  if (!isWhole) return addressPrefix(word, value.token, at);
  const read = readAddress(word);
  if (read?.family !== 4) return FALSE;
  return columnAddress({ kind: 'addresses', family: 4, low: read.value, high: read.value }, value, at);
}

/** Dates and durations are printed as several words; the last one of the phrase may be the beginning of its part. */
function partsCondition({ value, place, words, skipped }: Demand, scope: Scope): string {
  if (value.kind !== 'date' && value.kind !== 'duration') return FALSE;
  const conditions = words.map((word, index) => {
    const isWhole = place !== 'start' || index < words.length - 1;
    const part = { index: skipped + index, isWhole };
    return value.kind === 'date'
      ? datePart(word, { ...part, ...value }, scope)
      : durationPart(word, { ...part, sql: value.sql }, scope);
  });
  return and(...conditions);
}
