import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Grant, grantFor, groupsIn } from './grants.js';

const claims: readonly [what: string, claims: Record<string, unknown>, name: string, groups: readonly string[]][] = [
  ['a list', { groups: ['a', 'b'] }, 'groups', ['a', 'b']],
  ['one text', { groups: 'a' }, 'groups', ['a']],
  ['a claim within a claim', { realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
  ['a claim with a dot in its name', { 'https://a.example/groups': ['a'] }, 'https://a.example/groups', ['a']],
  ['what is no text', { groups: [1, null, {}, ['a'], 'b'] }, 'groups', ['b']],
  ['a number', { groups: 7 }, 'groups', []],
  ['no claim', {}, 'groups', []],
  ['what every object has', {}, 'constructor.name', []],
];

for (const [what, of, name, groups] of claims)
  test(`groups of ${what}`, () => assert.deepEqual(groupsIn(of, name), groups));

const GRANTS: readonly Grant[] = [
  { group: 'chiefs', role: 'admin', tenants: ['a'] },
  { group: 'soc', role: 'viewer', tenants: null },
];

test('the first grant that fits counts, and nothing is put together', () => {
  assert.equal(grantFor(['soc', 'chiefs'], GRANTS), GRANTS[0]);
  assert.equal(grantFor(['soc'], GRANTS), GRANTS[1]);
  for (const groups of [[], ['SOC'], ['soc '], ['*']]) assert.equal(grantFor(groups, GRANTS), null);
  assert.equal(grantFor([], [...GRANTS, { group: '*', role: 'viewer', tenants: [] }])?.group, '*');
});
