import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Dictionary } from './dictionary.js';

test('ids are dense, in order of first sight, and the empty string is 0', () => {
  const dictionary = new Dictionary();
  assert.deepEqual(
    ['', 'a', 'b', 'a', '', 'c'].map((text) => dictionary.internText(text)),
    [0, 1, 2, 1, 0, 3],
  );
  assert.equal(dictionary.size, 4);
});

test('a dictionary agrees with a Map over any texts, also when it has grown and after a reset', () => {
  const dictionary = new Dictionary();
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 3000 }), (texts) => {
      dictionary.reset();
      const twin = new Map<string, number>([['', 0]]);
      for (const text of texts) {
        const id = twin.get(text) ?? twin.size;
        twin.set(text, id);
        assert.equal(dictionary.internText(text), id);
      }
      for (const [text, id] of twin) assert.equal(Buffer.from(dictionary.key(id)).toString(), text);
    }),
    { numRuns: 30 },
  );
});

test('keys are laid out as the Native format wants them', () => {
  const dictionary = new Dictionary();
  dictionary.internText('ab');
  dictionary.internText('x'.repeat(130));
  const bytes = [...dictionary.keys.view()];
  assert.deepEqual(bytes.slice(0, 6), [0, 2, 0x61, 0x62, 0x82, 0x01]);
  assert.equal(bytes.length, 6 + 130);
});
