import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AMBIGUOUS, ownerOf, userIndex } from './user-index.js';

const ACCOUNTS = [
  { names: ['ann', 'adm-ann'], domain: 'corp.example.com', mail: 'ann.lee@example.com' },
  { names: ['bob'], domain: '', mail: '' },
  { names: ['cleo'], domain: '', mail: 'cleo@example.com' },
  { names: ['dan'], domain: 'CORP', mail: '' },
  { names: ['dan'], domain: 'LAB', mail: '' },
  { names: ['Müller'], domain: '', mail: '' },
  { names: ['LAB\\eve', 'eve@partner.example'], domain: '', mail: '' },
];
const index = userIndex(ACCOUNTS.map((account, owner) => ({ ...account, owner })));

const CASES: readonly { name: string; owner: number | null | 'several' }[] = [
  { name: 'ann', owner: 0 },
  { name: 'ANN', owner: 0 },
  { name: '  Adm-Ann ', owner: 0 },
  { name: 'CORP\\ann', owner: 0 },
  { name: 'corp.example.com\\ann', owner: 0 },
  { name: 'ann@corp.example.com', owner: 0 },
  { name: 'ann@corp', owner: 0 },
  { name: 'Ann.Lee@Example.com', owner: 0 },
  { name: 'LAB\\ann', owner: null },
  { name: 'ann@example.org', owner: null },
  { name: 'ann.lee', owner: null },
  { name: 'bob', owner: 1 },
  { name: 'CORP\\bob', owner: 1 },
  { name: 'bob@example.com', owner: 1 },
  { name: 'bobby', owner: null },
  { name: 'CORP\\cleo', owner: 2 },
  { name: 'cleo@example.com', owner: 2 },
  { name: 'cleo@elsewhere.example', owner: null },
  { name: 'dan', owner: 'several' },
  { name: 'corp\\dan', owner: 3 },
  { name: 'LAB\\Dan', owner: 4 },
  { name: 'dan@corp.example.com', owner: 3 },
  { name: 'OTHER\\dan', owner: null },
  { name: 'MU\u0308LLER', owner: 5 },
  { name: 'lab\\eve', owner: 6 },
  { name: 'eve', owner: 6 },
  { name: 'eve@partner.example', owner: 6 },
  { name: 'CORP\\eve', owner: null },
  { name: '', owner: null },
  { name: '\\', owner: null },
  { name: 'CORP\\', owner: null },
  { name: '@', owner: null },
  { name: '__proto__', owner: null },
  { name: 'ann\u0000', owner: null },
];

for (const { name, owner } of CASES) {
  test(`${JSON.stringify(name)} is ${owner === null ? 'nobody' : owner === 'several' ? 'several people' : ACCOUNTS[owner]?.names[0]}`, () => {
    assert.equal(ownerOf(index, name)?.owner ?? null, owner === 'several' ? AMBIGUOUS : owner);
  });
}

test('an index of nobody knows nobody', () => {
  assert.equal(ownerOf(userIndex([]), 'ann'), null);
});
