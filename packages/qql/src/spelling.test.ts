import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { didYouMean, nearest } from './spelling.js';

const NAMES = ['userName', 'userAgent', 'sourceIpv4', 'sourcePort', 'outcome', 'inByte'];

const TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['one letter missing', 'usrName', ['userName']],
  ['one letter too many', 'outtcome', ['outcome']],
  ['another letter', 'inBite', ['inByte']],
  ['two letters exchanged', 'uesrname', ['userName']],
  ['another case', 'OUTCOME', ['outcome']],
  ['a beginning', 'user', ['userName', 'userAgent']],
  ['a part', 'port', ['sourcePort']],
  ['nothing like it', 'frobnicate', []],
  ['very long', 'x'.repeat(60_000), []],
];

describe('similar names', () => {
  for (const [title, word, expected] of TABLE) it(title, () => assert.deepEqual(nearest(word, NAMES), expected));
});

it('suggestions are one sentence', () => {
  assert.equal(didYouMean([], 'No idea.'), 'No idea.');
  assert.equal(didYouMean(['a'], ''), 'Did you mean `a`?');
  assert.equal(didYouMean(['a', 'b', 'c'], ''), 'Did you mean `a`, `b` or `c`?');
});
