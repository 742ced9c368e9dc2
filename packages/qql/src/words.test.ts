import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fold } from './fold.js';
import { wordsOf } from './words.js';

const TABLE: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  ['- _ . *', []],
  ['Access denied', ['access', 'denied']],
  ['10,125', ['10,125']],
  ['10.134', ['10.134']],
  ['gw.corp.example', ['gw.corp.example']],
  ['gw01.corp.example', ['gw01', 'corp.example']],
  ['102354.example', ['102354', 'example']],
  ['example,25576.13', ['example', '25576.13']],
  ["o'hara's", ["o'hara's"]],
  ['192.0.2.7:443', ['192.0.2.7', '443']],
  ['User:ann', ['user', 'ann']],
  ['User\u00e9:ann', ['user\u00e9', 'ann']],
  ['ann@example.com', ['ann', 'example.com']],
  ['EXAMPLE\\ann', ['example', 'ann']],
  ['snake_case _x 1_000', ['snake_case', '_x', '1_000']],
  ['a..b a.1 1.a .a a.', ['a', 'b', 'a', '1', '1', 'a', 'a', 'a']],
  ['a-b,c;d/e\\f(g)[h]{i}?j$k%l&m', [...'abcdefghijklm']],
  ['Ärger ΟΔΟΣ', ['ärger', 'οδοσ']],
  ['\u{1f600} ok', ['ok']],
];

describe('words', () => {
  for (const [text, words] of TABLE) it(JSON.stringify(text), () => assert.deepEqual(wordsOf(text), words));

  it('of ASCII are those of the Unicode segmenter', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
    const character = fc.oneof(
      fc.constantFrom(...'ab19_.,;\':- @"\t\r\n'),
      fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 30 }), (text) => {
        const segments = [...segmenter.segment(text.replaceAll(':', ' '))].filter(({ segment }) =>
          /[a-z0-9]/i.test(segment),
        );
        assert.deepEqual(
          wordsOf(text),
          segments.map(({ segment }) => segment.toLowerCase()),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('do not depend on what stands beyond a blank', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        (a, b) => {
          assert.deepEqual(wordsOf(`${a}\n${b}`), [...wordsOf(a), ...wordsOf(b)]);
        },
      ),
    );
  });
});

describe('folding', () => {
  it('changes nothing the second time and works character by character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        assert.equal(fold(fold(a)), fold(a));
        fc.pre(!/[\ud800-\udbff]$/.test(a) || !/^[\udc00-\udfff]/.test(b));
        assert.equal(fold(a + b), fold(a) + fold(b));
      }),
    );
  });
});
