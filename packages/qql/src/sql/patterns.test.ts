// The expressions find what the evaluator finds. JavaScript's engine runs them here: of RE2's syntax they use what differs in
// spelling only.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldOf } from '@gatehouse/model';
import fc from 'fast-check';
import { evaluate } from '../evaluate.js';
import { fold } from '../fold.js';
import type { Pattern, Test } from '../resolved.js';
import { wordsOf } from '../words.js';
import { variantsOf } from './case-variants.js';
import { foldedPattern, phrasePattern, valuePattern, wholePattern, wildcardPattern, wordPatterns } from './patterns.js';

function matches(pattern: string, text: string): boolean {
  const flags = pattern.startsWith('(?s)') ? 'us' : 'u';
  const translated = pattern
    .replace('(?s)', '')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('\\x{', '\\u{')
    .replaceAll('\\-', '\\x2d')
    .replace(/\\([!"#%&',:;<=>@_`~])/g, '$1');
  return new RegExp(translated, flags).test(text);
}

function holds(test: Test, elements: readonly string[]): boolean {
  const field = fieldOf('group');
  return evaluate({ kind: 'field', field, test, from: 0, to: 0 }, { group: elements });
}

const PIECES = [
  ...'.\',;:_-/ \t"()[]@',
  'ann',
  'LEE',
  'k',
  'x',
  '1',
  '10',
  '_',
  'über',
  '\u212a',
  'Σ',
  '\u2019',
  '\u201c',
  '\u00a0',
  '\u2014',
  '\ufffd',
];
const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
const ascii = text.filter((one) => /^\p{ASCII}*$/u.test(one));

/** Words that some text has, the last one cut short. */
const wanted = fc
  .tuple(text, fc.nat(8), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .map(([one, from, count, length]) => {
    const words = wordsOf(one);
    const some = words.slice(from % Math.max(1, words.length)).slice(0, count);
    const last = some.at(-1) ?? '';
    const cut = [...last].slice(0, length).join('');
    return [...some.slice(0, -1), wordsOf(cut)[0] === cut ? cut : last];
  })
  .filter((words) => words.every((word) => word !== ''));

describe('words and phrases', () => {
  it('are found where the evaluator finds them', () => {
    fc.assert(
      fc.property(wanted, fc.array(text, { minLength: 1, maxLength: 3 }), (words, elements) => {
        const joined = elements.join('\n');
        const [word = ''] = words;
        assert.equal(
          matches(wordPatterns(word).join(''), joined),
          holds({ kind: 'words', words: [word] }, elements),
          word,
        );
        assert.equal(matches(phrasePattern(words, true), joined), holds({ kind: 'phrase', words }, elements));
      }),
      { numRuns: 1500 },
    );
  });

  it('reach over line ends only within one text', () => {
    assert.ok(matches(phrasePattern(['a', 'b'], false), 'a\nb'));
    assert.ok(!matches(phrasePattern(['a', 'b'], true), 'a\nb'));
  });

  it('stand at an end of a value or fill it', () => {
    fc.assert(
      fc.property(wanted, ascii, (words, value) => {
        const own = wordsOf(value);
        const isWhole = own.length === words.length && own.every((word, index) => word === words[index]);
        const last = own.slice(own.length - words.length);
        const isEnd = own.length >= words.length && last.every((word, index) => word === words[index]);
        const isStart =
          own.length >= words.length && holds({ kind: 'phrase', words }, [own.slice(0, words.length).join(' ')]);
        assert.equal(matches(valuePattern(words, 'whole'), value), isWhole, 'whole');
        assert.equal(matches(valuePattern(words, 'end'), value), isEnd, 'end');
        assert.equal(matches(valuePattern(words, 'start'), value), isStart, 'start');
        assert.equal(matches(valuePattern([], 'whole'), value), own.length === 0, 'none');
      }),
      { numRuns: 1500 },
    );
  });
});

describe('whole values', () => {
  it('are compared as the evaluator compares them', () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (value, elements) => {
        const joined = elements.join('\n');
        const exact: Test = { kind: 'equals', value, folded: false };
        const folded: Test = { kind: 'equals', value: fold(value), folded: true };
        assert.equal(matches(wholePattern(value, true), joined), holds(exact, elements));
        assert.equal(matches(foldedPattern(fold(value), true), joined), holds(folded, elements));
      }),
    );
  });

  it('are compared with wildcards as the evaluator does it', () => {
    const part = fc.oneof(
      fc.constantFrom('*' as const, '?' as const),
      fc.constantFrom('ann', '.', 'k', 'lee', '\\', '[a', 'σ').map((literal) => ({ literal })),
    );
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.array(text, { minLength: 1, maxLength: 3 }),
        (pattern: Pattern, elements) => {
          const test: Test = { kind: 'wildcard', pattern };
          assert.equal(matches(wildcardPattern(pattern, true), elements.join('\n')), holds(test, elements));
          for (const one of elements) assert.equal(matches(wildcardPattern(pattern, false), one), holds(test, [one]));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it('every character is found in each of its cases, and no other', () => {
  const characters = Array.from({ length: 0x1_0000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCharCode(code));
  const lost = characters.filter((one) => !variantsOf(fold(one)).includes(one));
  const added = characters.filter((one) => fold(one) === one && variantsOf(one).some((other) => fold(other) !== one));
  assert.deepEqual([...lost, ...added], []);
});
