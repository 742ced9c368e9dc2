import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFlowCookie, createSessionCookie } from './cookie.js';

test('over TLS a cookie is bound to this very host, and one of the other name does not count', () => {
  const cookie = createSessionCookie(true);
  assert.equal(cookie.set('x'), '__Host-gatehouse=x; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure');
  assert.equal(cookie.clear(), '__Host-gatehouse=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure');
  assert.equal(cookie.in({ gatehouse: 'x' }), null);
  assert.equal(cookie.in({ gatehouse: 'x', '__Host-gatehouse': 'y' }), 'y');
});

test('without TLS a browser would not take that', () => {
  assert.equal(createFlowCookie(false).set('x'), 'gatehouse-oidc=x; Path=/; Max-Age=600; HttpOnly; SameSite=Lax');
  assert.equal(createFlowCookie(false).in({ 'gatehouse-oidc': 'x' }), 'x');
});
