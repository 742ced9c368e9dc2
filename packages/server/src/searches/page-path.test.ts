import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pagePath } from './page-path.js';

const taken: readonly [given: string, expected: string][] = [
  ['/search', '/search'],
  ['/search?q=userName:ann&from=now-1h', '/search?q=userName:ann&from=now-1h'],
  ['/search?q=a b "ü"#x', '/search?q=a%20b%20%22%C3%BC%22'],
  ['/people/DOMAIN%5Cann', '/people/DOMAIN%5Cann'],
  ['/search?next=//example.com', '/search?next=//example.com'],
  ['/a/../search', '/search'],
  ['/', '/'],
];

for (const [given, expected] of taken) {
  test(`${given} is a place of the page`, () => assert.equal(pagePath(given), expected));
}

const refused = [
  '',
  'search',
  '//example.com',
  '///example.com',
  '/\\example.com',
  '\\\\example.com',
  '/.//example.com',
  '/x/..//example.com',
  'https://example.com/',
  'javascript:alert(1)',
  '/\t/example.com',
  '/search\r\nSet-Cookie: a=b',
  '/search\u0000',
  '/api/v1/session/oidc/start',
  '/%61pi/v1/events',
  '/x/../api/v1/events',
  '/s/abc',
  '/setup#token',
  '/healthz',
  '/%',
  `/search?q=${'a'.repeat(8000)}`,
  `/search?q=${'ü'.repeat(2000)}`,
];

for (const given of refused) {
  test(`${JSON.stringify(given.slice(0, 40))} is none`, () =>
    assert.throws(() => pagePath(given), { code: 'link.invalid' }));
}

test('whatever is taken stays on the page, and fits into a header', () => {
  const parts = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2f',
    '%5c',
    '@',
    ':',
    '?',
    '#',
    'a',
    'example.com',
    '\t',
    'ü',
    '\ud800',
  );
  const given = fc.array(parts, { maxLength: 12 }).map((some) => `/${some.join('')}`);
  fc.assert(
    fc.property(given, (text) => {
      let path: string;
      try {
        path = pagePath(text);
      } catch {
        return;
      }
      assert.match(path, /^\/(?!\/)[\x21-\x7e]*$/);
      assert.equal(new URL(path, 'https://gatehouse.example').origin, 'https://gatehouse.example');
      assert.equal(pagePath(path), path);
    }),
    { numRuns: 2000 },
  );
});
