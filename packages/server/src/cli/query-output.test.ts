import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import picocolors from 'picocolors';
import { csvLine, csvRow } from '../csv.js';
import { explanationText, rowsTable } from './query-output.js';

const paint = picocolors.createColors(false);
const tableOf = (rows: readonly Readonly<Record<string, unknown>>[], width = Number.POSITIVE_INFINITY): string =>
  rowsTable({ titles: Object.keys(rows[0] ?? {}), rows, width, paint });

describe('tables', () => {
  it('align numbers to the right and say nothing for what is absent', () => {
    const table = tableOf([
      { name: 'ann', count: 7 },
      { name: null, count: 1200 },
      { name: ['a', 'b'], count: undefined },
    ]);
    assert.equal(table, 'name  count\nann       7\n       1200\na, b\n');
  });

  it('fit the terminal: the widest column gives way', () => {
    const lines = tableOf([{ short: 'ann', long: 'x'.repeat(200), other: 'y'.repeat(10) }], 60).split('\n');
    assert.ok(lines.every((line) => line.length <= 60));
    assert.match(lines[1] ?? '', /^ann {4}x+… +y+$/);
  });

  it('cut a time only when nothing else can give way', () => {
    const time = '2026-03-17T00:03:24.000Z';
    assert.match(tableOf([{ time, text: 'x'.repeat(90) }], 60), new RegExp(`${time} {2}x+…`));
    assert.match(tableOf([{ time, text: 'x'.repeat(90) }], 30), /2026-03-17T\S*… {2}x+…/);
  });

  it('let no value move the cursor or turn the direction of writing', () => {
    const table = tableOf([{ user: 'a\u001b[2Jb\r\nc\u202ed\u0000' }]);
    assert.equal(table, 'user\na\ufffd[2Jb\ufffd\ufffdc\ufffdd\ufffd\n');
  });

  it('show attributes as JSON', () => {
    assert.equal(tableOf([{ attributes: { SSO: 'ON' } }]), 'attributes\n{"SSO":"ON"}\n');
  });
});

describe('CSV', () => {
  const rows: readonly (readonly [string, unknown, string])[] = [
    ['plain', 'ann', 'ann'],
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'say "x"', '"say ""x"""'],
    ['a line end', 'a\nb', '"a\nb"'],
    ['a list', ['a', 'b'], '"a, b"'],
    ['absence', undefined, ''],
    ['a negative number', -1, '-1'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with a sign', '@SUM(A1)', "'@SUM(A1)"],
  ];
  for (const [title, value, expected] of rows) {
    it(title, () => assert.equal(csvRow(['v'], { v: value }), `${expected}\r\n`));
  }

  it('has one line of titles', () => assert.equal(csvLine(['a', 'b,c']), 'a,"b,c"\r\n'));
});

describe('explanations', () => {
  it('show every part, long values from both ends', () => {
    const text = explanationText(
      {
        tree: 'free 0..1 x',
        meaning: 'rawEvent has words "x"',
        sql: 'SELECT 1',
        parameters: { p0: `${'a'.repeat(500)}end`, p1: [1n, 2n], p2: 7 },
        plan: ['Limit', '  ReadFromMergeTree'],
      },
      paint,
    );
    assert.match(text, /^As it was read\n {2}free 0\.\.1 x\n\nWhat it means\n/);
    assert.match(text, /\n {2}p0 = "a+…a+end"\n {2}p1 = \[1, 2\]\n {2}p2 = 7\n/);
    assert.match(text, /\nPlan\n {2}Limit\n {4}ReadFromMergeTree\n$/);
  });
});
