import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, type Token } from '@gatehouse/model';
import { clausesOf, joinClauses, type ValueAction, withNegatedClause, withoutClause, withValue } from './clauses.js';

const QUERY = 'userName: ann and not (eventName: LOGIN or inByte > 1MB) and wiki';

test('clauses: a chain of `and` is taken apart, anything else is one', () => {
  assert.deepEqual(
    clausesOf(QUERY)?.map(({ text, isNegated, token }) => [text, isNegated, token]),
    [
      ['userName: ann', false, 'userName'],
      ['not (eventName: LOGIN or inByte > 1MB)', true, undefined],
      ['wiki', false, undefined],
    ],
  );
  assert.equal(clausesOf('a: 1 or b: 2')?.length, 1);
  assert.deepEqual(clausesOf('  '), []);
  assert.equal(clausesOf('userName: ('), null);
});

test('clauses: negated, removed, joined', () => {
  assert.equal(withNegatedClause(QUERY, 1), 'userName: ann and (eventName: LOGIN or inByte > 1MB) and wiki');
  assert.equal(withNegatedClause('a: 1 or b: 2', 0), 'not (a: 1 or b: 2)');
  assert.equal(withoutClause(QUERY, 0), 'not (eventName: LOGIN or inByte > 1MB) and wiki');
  assert.equal(withoutClause('wiki', 0), '');
  assert.equal(joinClauses(['a: 1 or b: 2', 'wiki']), '(a: 1 or b: 2) and wiki');
  assert.equal(joinClauses(['a: 1 or b: 2']), 'a: 1 or b: 2');
  assert.equal(withoutClause('userName: (', 0), 'userName: (');
});

const clicks: readonly (readonly [
  name: string,
  query: string,
  action: ValueAction,
  token: Token,
  value: string | null,
  expected: string,
])[] = [
  ['into an empty query', '', 'include', 'eventName', 'LOGIN', 'eventName: LOGIN'],
  ['text is taken whole', 'wiki', 'include', 'userName', 'ann lee', 'wiki and userName: `ann lee`'],
  [
    'a second value widens the clause',
    'eventName: LOGIN',
    'include',
    'eventName',
    'LOGOUT',
    'eventName: [LOGIN, LOGOUT]',
  ],
  [
    'a third one too',
    'eventName: [LOGIN, LOGOUT]',
    'include',
    'eventName',
    'ICASTART',
    'eventName: [LOGIN, LOGOUT, ICASTART]',
  ],
  ['but not a list', 'group: Sales', 'include', 'group', 'VPN', 'group: Sales and group: `VPN`'],
  ['the same value changes nothing', 'eventName: LOGIN', 'include', 'eventName', 'LOGIN', 'eventName: LOGIN'],
  ['what was excluded', 'not eventName: LOGIN', 'include', 'eventName', 'LOGIN', 'eventName: LOGIN'],
  ['excluded', 'eventName: LOGIN', 'exclude', 'eventName', 'LOGOUT', 'eventName: LOGIN and not eventName: LOGOUT'],
  ['excluded twice is once', 'not eventName: LOGIN', 'exclude', 'eventName', 'LOGIN', 'not eventName: LOGIN'],
  ['excluded after included', 'eventName: LOGIN', 'exclude', 'eventName', 'LOGIN', 'not eventName: LOGIN'],
  [
    'only',
    'eventName: [A, B] and wiki and not eventName: C',
    'only',
    'eventName',
    'LOGIN',
    'wiki and eventName: LOGIN',
  ],
  ['events without the token', 'wiki', 'include', 'userName', null, 'wiki and userName is null'],
  ['an `or` keeps its brackets', 'a or b', 'include', 'eventName', 'LOGIN', '(a or b) and eventName: LOGIN'],
  ['quotes stay inside', '', 'include', 'userName', 'x` or userName: `y', 'userName: `x\\` or userName: \\`y`'],
  ['a broken query is left alone', 'userName: (', 'include', 'eventName', 'LOGIN', 'userName: ('],
];

for (const [name, query, action, token, value, expected] of clicks) {
  test(`clauses: ${action}: ${name}`, () => {
    assert.equal(withValue(query, action, { field: fieldOf(token), value }), expected);
  });
}

test('clauses: a value of a map is asked for under its label', () => {
  const field = fieldOf('attributes');
  assert.equal(withValue('', 'include', { field, value: 'DOWN', label: 'State' }), 'attributes.State: `DOWN`');
});
