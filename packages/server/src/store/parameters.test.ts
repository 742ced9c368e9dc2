import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStatement } from './parameters.js';

const hex = (text: string): string => `x'${Buffer.from(text).toString('hex')}'`;

const CASES = [
  ['nothing', {}, {}, null],
  ['a text', { user: "o'hara" }, {}, `SET param_user = ${hex("o'hara")}`],
  [
    'what the engine would take for an escape',
    { user: 'a\\tb\tc\0\n' },
    {},
    `SET param_user = ${hex('a\\\\tb\\tc\\0\\n')}`,
  ],
  ['numbers', { a: 1, b: 2n ** 64n - 1n }, {}, `SET param_a = ${hex('1')}, param_b = ${hex('18446744073709551615')}`],
  ['a list of texts', { l: ["it's", 'a\\b'] }, {}, `SET param_l = ${hex("['it\\'s','a\\\\b']")}`],
  ['a list of numbers', { l: [1, 2n] }, {}, `SET param_l = ${hex('[1,2]')}`],
  ['no elements', { l: [] }, {}, `SET param_l = ${hex('[]')}`],
  [
    'settings before parameters',
    { a: 1 },
    { max_threads: 2, log_comment: "'" },
    `SET max_threads = 2, log_comment = ${hex("'")}, param_a = ${hex('1')}`,
  ],
] as const;

for (const [name, parameters, settings, expected] of CASES) {
  test(`set ${name}`, () => assert.equal(setStatement(parameters, settings), expected));
}

test('no name and no number becomes SQL', () => {
  assert.throws(() => setStatement({ "a = x'', b": 1 }, {}), TypeError);
  assert.throws(() => setStatement({}, { 'a;': 1 }), TypeError);
  assert.throws(() => setStatement({}, { a: Number.NaN }), TypeError);
});
