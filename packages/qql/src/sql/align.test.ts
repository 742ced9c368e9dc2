// A phrase stands in a line exactly when it stands in one of its texts or one of the alternatives is fulfilled.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldOf } from '@gatehouse/model';
import fc from 'fast-check';
import { evaluate } from '../evaluate.js';
import type { Test } from '../resolved.js';
import { wordsOf } from '../words.js';
import { type Alternative, alignments, beginsWith, bordersOf, type Phrase } from './align.js';
import type { RawUnit } from './scope.js';

const WORDS = ['user', 'ann', 'a', 'client_ip', '10.2.0.1', '7'];
const part = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(' - '));
/** Literals and text values in turn; a value is named by its number. */
const line = fc.array(part, { minLength: 2, maxLength: 7 });
const phrase = fc.array(fc.constantFrom(...WORDS, 'us', '10'), { minLength: 2, maxLength: 5 });

function literal(text: string): RawUnit {
  return { kind: 'literal', text, words: wordsOf(text) };
}

function unitsOf(parts: readonly string[]): readonly RawUnit[] {
  return parts.map((text, index) =>
    index % 2 === 0 ? literal(text) : { kind: 'text', sql: String(index), column: String(index) },
  );
}

function phraseOf(words: readonly string[]): Phrase {
  return { words, canStandIn: () => true };
}

function holdsPhrase(own: readonly string[], words: readonly string[]): boolean {
  return own.some((_, at) => beginsWith(own, words, at));
}

/** Of a template of these units. */
function waysOf(units: readonly RawUnit[], words: readonly string[]): readonly Alternative[] | null {
  const found = alignments(bordersOf([{ stored: '', units }]), phraseOf(words));
  return found === null ? null : [...found.values()].flat();
}

function holds(test: Test, text: string): boolean {
  return evaluate({ kind: 'field', field: fieldOf('message'), test, from: 0, to: 0 }, { message: text });
}

function isFulfilled(alternative: Alternative, parts: readonly string[]): boolean {
  return alternative.every(({ value, place, words }) => {
    assert.equal(value.kind, 'text');
    const own = wordsOf(parts[Number(value.kind === 'text' ? value.sql : Number.NaN)] ?? '');
    if (place === 'whole') return own.join(' ') === words.join(' ');
    if (place === 'end') return own.slice(-words.length).join(' ') === words.join(' ');
    return own.length >= words.length && holdsPhrase(own.slice(0, words.length), words);
  });
}

describe('alignments', () => {
  it('are the ways in which a phrase can stand in more than one piece', () => {
    fc.assert(
      fc.property(line, phrase, (parts, words) => {
        const alternatives = waysOf(unitsOf(parts), words) ?? [];
        const isInOne = parts.some((text) => holdsPhrase(wordsOf(text), words));
        const isAcross = alternatives.some((alternative) => isFulfilled(alternative, parts));
        assert.equal(isInOne || isAcross, holds({ kind: 'phrase', words }, parts.join(' ')));
      }),
      { numRuns: 2000 },
    );
  });

  const user: RawUnit = { kind: 'text', sql: 'userName', column: 'userName' };
  const ip: RawUnit = { kind: 'address', token: 'clientIpv4', type: 'Nullable(IPv4)' };
  const date: RawUnit = { kind: 'date', order: 'mdy', clock: 'eventTime' };
  const units: readonly RawUnit[] = [
    literal('<134> '),
    date,
    literal(' GMT : User '),
    user,
    literal(' - Client_ip '),
    ip,
  ];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['user ann', ['text start ann']],
    ['ann client_ip', ['text end ann']],
    [
      'user ann client_ip 10.2',
      ['text start ann client_ip 10.2', 'text whole ann, address start 10.2', 'text end user ann, address start 10.2'],
    ],
    ['a b client_ip', ['text end a b']],
    [
      '03 17 2026',
      [
        'date start 03 17 2026',
        'date start 03 17 2026 behind 1',
        'date start 03 17 2026 behind 2',
        'date start 03 17 2026 behind 3',
      ],
    ],
    ['06 37 gmt user', ['date end 06 37 behind 4']],
    ['client_ip user', []],
  ];
  for (const [text, expected] of cases) {
    it(text, () => {
      const found = (waysOf(units, text.split(' ')) ?? []).map((alternative) =>
        alternative
          .map(
            ({ value, place, words, skipped }) =>
              `${value.kind} ${place} ${words.join(' ')}${skipped === 0 ? '' : ` behind ${skipped}`}`,
          )
          .join(', '),
      );
      assert.deepEqual(found, expected);
    });
  }

  it('are not listed for long phrases', () => {
    assert.equal(
      waysOf(
        units,
        Array.from({ length: 17 }, () => 'ann'),
      ),
      null,
    );
  });
});
