import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, evaluate } from '@gatehouse/qql';
import { sampleEntry } from './append-until-killed.js';
import type { AuditRecord } from './audit.js';
import { auditFields } from './fields.js';

const record: AuditRecord = {
  ...{ sequence: 7, at: '2026-03-01T08:00:00.000Z', previous: '0'.repeat(64) },
  ...sampleEntry({
    outcome: 'Failure',
    code: 'access.role',
    details: { body: { query: "userName: \"x\" OR '1'='1" } },
  }),
};

for (const [query, isFound] of [
  ['', true],
  ['category: AUDIT', true],
  ['eventName: SEARCH and outcome: Failure', true],
  ['eventName: LOGIN', false],
  ['userName: anna and sourceIpv4: 192.0.2.0/24', true],
  ['sourceIpv4: 198.51.100.0/24', false],
  ['eventTime: 2026-03-01', true],
  ['eventTime > 2026-03-01', false],
  ['command: search', true],
  ['message: access.role', true],
  ['huber', true],
  ['nobody', false],
] as const) {
  test(`${query || 'the empty query'} ${isFound ? 'finds' : 'does not find'} the record`, () => {
    const { query: resolved, diagnostics } = check(query, { now: 0, zone: 'UTC' });
    assert.ok(resolved !== undefined, diagnostics[0]?.message);
    assert.equal(evaluate(resolved, auditFields(record)), isFound);
  });
}

test('an address of version 6, and none', () => {
  assert.equal(auditFields({ ...record, address: '2001:db8::1' }).sourceIpv6, '2001:db8::1');
  const { sourceIpv4, sourceIpv6, userName } = auditFields({ ...record, address: 'local', actor: null });
  assert.deepEqual([sourceIpv4, sourceIpv6, userName], [undefined, undefined, undefined]);
});
