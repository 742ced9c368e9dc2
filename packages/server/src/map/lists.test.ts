import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitGroups } from './lists.js';

const rows: readonly [text: string, groups: readonly string[]][] = [
  ['Staff', ['Staff']],
  ['Staff,Admins', ['Staff', 'Admins']],
  ['Remote Staff, Admins', ['Remote Staff', 'Admins']],
  ['CN=Staff,OU=Groups,DC=example,DC=com', ['CN=Staff,OU=Groups,DC=example,DC=com']],
  ['CN=A,DC=example,DC=com,CN=B,DC=example,DC=com', ['CN=A,DC=example,DC=com', 'CN=B,DC=example,DC=com']],
  ['Staff,CN=A,OU=x,DC=example,Admins', ['Staff', 'CN=A,OU=x,DC=example', 'Admins']],
  ['CN=Lee\\, Ann,OU=x,DC=example', ['CN=Lee\\, Ann,OU=x,DC=example']],
  ['C=CH,O=x', ['C=CH,O=x']],
  [',,Staff,', ['Staff']],
  ['', []],
];

for (const [text, groups] of rows) {
  test(text || '(nothing)', () => assert.deepEqual(splitGroups(text), groups));
}
