import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { matchesPattern } from './pattern.js';
import type { Pattern } from './resolved.js';

const part: fc.Arbitrary<Pattern[number]> = fc.oneof(
  fc.constantFrom<Pattern[number]>('*', '?'),
  fc.constantFrom('a', 'b', 'ab', '\u{1f600}').map((literal) => ({ literal })),
);

it('wildcards agree with regular expressions', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u{1f600}', '\n'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), text, (pattern, value) => {
      const source = pattern
        .map((one) => (typeof one === 'string' ? (one === '*' ? '.*' : '.') : one.literal))
        .join('');
      assert.equal(matchesPattern(pattern, value), new RegExp(`^${source}$`, 'su').test(value));
    }),
    { numRuns: 2000 },
  );
});

it('many stars take no exponential time', () => {
  const pattern: Pattern = Array.from({ length: 60 }, () => ['*', { literal: 'a' }] as const).flat();
  assert.equal(matchesPattern(pattern, `${'a'.repeat(2000)}b`), false);
});
