import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Seal } from './sealed.js';

test('what was sealed is opened, and never the same twice', () => {
  const seal = new Seal();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = seal.close(text);
      assert.match(sealed, /^[\w-]+$/);
      assert.equal(seal.open(sealed), text);
      assert.notEqual(seal.close(text), sealed);
    }),
  );
});

test('what was changed, cut, made up or sealed by another is nothing', () => {
  const seal = new Seal();
  const sealed = Buffer.from(seal.close('who'), 'base64url');
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    assert.equal(seal.open(changed.toString('base64url')), null);
    assert.equal(seal.open(sealed.subarray(0, index).toString('base64url')), null);
  }
  assert.equal(new Seal().open(sealed.toString('base64url')), null);
  for (const text of ['', 'x', '\0', '%', 'ä'.repeat(100)]) assert.equal(seal.open(text), null);
});
