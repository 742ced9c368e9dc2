import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SeenParts } from './seen-parts.js';

const SEEN = ['202603_1_4_1', '202603_5_5_0', '202603_7_7_0', '202604_6_6_0', '202603_8_9_1_12'];

describe('parts with rows that have not been seen', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['none of those that were there', SEEN, []],
    ['a new insert', ['202603_10_10_0'], ['202603_10_10_0']],
    ['not a merge of seen ones', ['202603_1_5_2'], []],
    ['a merge with one that was not seen', ['202603_1_6_2'], ['202603_1_6_2']],
    ['a merge that reaches beyond them', ['202603_7_10_1'], ['202603_7_10_1']],
    ['one of another partition', ['202604_1_5_2'], ['202604_1_5_2']],
    ['one whose rows were changed', ['202603_1_4_1_13'], ['202603_1_4_1_13']],
    ['not a merge of changed ones', ['202603_8_9_2_12'], []],
    ['one with a name of another form', ['all'], ['all']],
  ];
  for (const [title, names, fresh] of cases) {
    it(title, () => {
      const seen = new SeenParts();
      seen.keep(SEEN);
      assert.deepEqual(seen.fresh(names), fresh);
    });
  }
});
