import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsOf } from '@gatehouse/qql';
import fc from 'fast-check';
import { MAX_TERM_BYTES, TermCollector } from './terms.js';

function termsOf(text: string): string[] {
  const collector = new TermCollector();
  const bytes = Buffer.from(text, 'utf8');
  collector.words(bytes, 0, bytes.length);
  return Array.from({ length: collector.terms.size - 1 }, (_, index) =>
    Buffer.from(collector.terms.key(index + 1)).toString(),
  );
}

const CASES: readonly (readonly [text: string, terms: readonly string[]])[] = [
  ['User ann.lee - Client_ip 192.0.2.7', ['user', 'ann.lee', 'client_ip']],
  ['gw01.example.com:443', ['gw01', 'example.com']],
  ['CORP\\Ann ann@example.com', ['corp', 'ann', 'example.com']],
  ["it's O'Brien.", ["it's", "o'brien"]],
  ['35a1@D33A5C29', ['35a1', 'd33a5c29']],
  ['12,345 12.5 443', []],
  ['Müller Straße', ['müller', 'straße']],
  ['a\x01x:userName\x02b', ['a', 'b']],
  ['x'.repeat(80), ['x'.repeat(MAX_TERM_BYTES)]],
];

for (const [text, terms] of CASES) {
  test(`terms of ${JSON.stringify(text).slice(0, 40)}`, () => assert.deepEqual(termsOf(text), terms));
}

test('terms are the words of QQL that hold a letter', () => {
  const character = fc.constantFrom(...'aZ09_.\',;:-/@ "é'.split(''));
  fc.assert(
    fc.property(fc.array(character, { maxLength: 24 }), (characters) => {
      const text = characters.join('');
      const expected = new Set(wordsOf(text).filter((word) => /\p{L}/u.test(word)));
      assert.deepEqual(new Set(termsOf(text)), expected);
    }),
  );
});
