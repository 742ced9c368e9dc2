import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, Tally } from './truth.js';

const truth = { scenario: 'bench', userName: 'ann', group: ['A', 'B'], outByte: 7 };

const comparisons: readonly { name: string; found: Record<string, unknown>; without?: string[]; expected: string[] }[] =
  [
    { name: 'equal', found: { userName: 'ann', group: ['A', 'B'], outByte: 7, rawEvent: 'x' }, expected: [] },
    {
      name: 'another value, another type, a shorter list',
      found: { userName: 'bob', group: ['A'], outByte: '7' },
      expected: [
        'userName: expected "ann", found "bob"',
        'group: expected ["A","B"], found ["A"]',
        'outByte: expected 7, found "7"',
      ],
    },
    {
      name: 'missing',
      found: { group: ['A', 'B'], outByte: 7 },
      expected: ['userName: expected "ann", found undefined'],
    },
    {
      name: 'invented',
      found: { userName: 'ann', group: ['A', 'B'], outByte: 7, defects: ['odd'] },
      expected: ['defects: expected undefined, found ["odd"]'],
    },
    { name: 'not asked for', found: { userName: 'ann', outByte: 7 }, without: ['group'], expected: [] },
  ];

for (const { name, found, without, expected } of comparisons) {
  test(`compared with the truth: ${name}`, () => {
    assert.deepEqual(differences({ truth, found, ...(without === undefined ? {} : { without }) }), expected);
  });
}

test('a tally counts wrong events once and keeps few examples', () => {
  const tally = new Tally();
  for (let line = 1; line <= 9; line++) tally.add(`line ${line}`, { truth, found: {} });
  tally.add('line 10', { truth, found: { userName: 'ann', group: ['A', 'B'], outByte: 7 } });
  assert.deepEqual([tally.compared, tally.wrong, tally.examples.length], [10, 9, 5]);
});
