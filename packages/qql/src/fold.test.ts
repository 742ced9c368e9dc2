import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { compareText, fold } from './fold.js';

it('leaves out what is longer in lower case and what depends on its neighbours', () => {
  assert.equal(fold('ABC É İ ΑΣ ẞ K'), 'abc é İ ασ ß k');
});

it('texts are ordered as their UTF-8 bytes are', () => {
  const encoder = new TextEncoder();
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('a', 'b', '\uffff', '\ue000', '\u{10000}', 'é'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
    maxLength: 4,
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(compareText(a, b)), Buffer.compare(encoder.encode(a), encoder.encode(b)));
    }),
  );
});
