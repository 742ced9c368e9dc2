import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { asRead, escapedBytes, isText, toBytes } from './bytes.js';

describe('toBytes', () => {
  it('is UTF-8 for everything that is text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(toBytes(text), Buffer.from(text, 'utf8').toString('latin1'));
        assert.equal(asRead(text), text);
        assert.ok(isText(text));
      }),
    );
  });

  it('lets bytes through that are no text', () => {
    const text = `zoë${escapedBytes(0x80, 0xff)}`;
    assert.equal(toBytes(text), 'zo\u00c3\u00ab\u0080\u00ff');
    assert.equal(asRead(text), 'zoë\ufffd\ufffd');
    assert.ok(!isText(text));
  });
});
