import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AppError } from '../errors.js';
import { readProviderSettings } from './provider-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-provider-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'secret'), 'made-up\nsecond line\n');
writeFileSync(join(folder, 'empty'), '\n');

function read(text: string) {
  const path = join(folder, 'oidc.yaml');
  writeFileSync(path, text);
  return readProviderSettings(path);
}

const GRANT = 'grants: [{group: soc, role: analyst, tenants: [a]}]';
const LEAST = `issuer: https://id.example.com\nclientId: gatehouse\n${GRANT}\n`;

test('what is left out has its usual value', () => {
  assert.deepEqual(read(LEAST), {
    name: 'id.example.com',
    issuer: 'https://id.example.com',
    clientId: 'gatehouse',
    clientSecret: null,
    scope: 'openid profile email',
    groupsClaim: 'groups',
    grants: [{ group: 'soc', role: 'analyst', tenants: ['a'] }],
  });
});

test('the secret is the first line of a file beside it; all are the customers also to come', () => {
  const more = 'name: Company\nclientSecretFile: secret\ngroupsClaim: realm_access.roles\n';
  const { name, clientSecret, groupsClaim, grants } = read(
    `${LEAST.replace(GRANT, 'grants: [{group: "*", role: viewer, tenants: all}]')}${more}`,
  );
  assert.deepEqual([name, clientSecret, groupsClaim], ['Company', 'made-up', 'realm_access.roles']);
  assert.deepEqual(grants, [{ group: '*', role: 'viewer', tenants: null }]);
});

const refused: readonly [what: string, text: string, because: RegExp][] = [
  ['nothing', '', /there are no keys/],
  ['a list', '- issuer', /there are no keys/],
  ['no YAML', 'issuer: [', /./],
  ['a key that is none', `${LEAST}clientSecret: x`, /no key clientSecret; the keys are name, issuer/],
  ['no issuer', LEAST.replace(/issuer.*\n/, ''), /issuer is missing/],
  ['an issuer in the clear', LEAST.replace('https:', 'http:'), /begin with https/],
  ['an issuer that is no address', LEAST.replace('https://id.example.com', 'id'), /begin with https/],
  ['no client', LEAST.replace(/clientId.*\n/, ''), /clientId is missing/],
  ['a client that is a number', LEAST.replace('gatehouse', '7'), /clientId is no text/],
  ['no file of the secret', `${LEAST}clientSecretFile: none`, /ENOENT/],
  ['an empty secret', `${LEAST}clientSecretFile: empty`, /is empty/],
  ['a scope that asks for no identity', `${LEAST}scope: profile`, /openid/],
  ['no grants', LEAST.replace(GRANT, ''), /grants is missing/],
  ['an empty list of grants', LEAST.replace(GRANT, 'grants: []'), /grants is missing/],
  ['a grant of no group', LEAST.replace('group: soc, ', ''), /group is missing/],
  ['a grant of no role', LEAST.replace('analyst', 'chief'), /role of a grant/],
  ['a grant for one text', LEAST.replace('[a]', 'a'), /tenants of a grant/],
  ['a grant for nobody says so', LEAST.replace(', tenants: [a]', ''), /tenants of a grant/],
  ['a grant with a key that is none', LEAST.replace('tenants', 'tenant'), /no key tenant/],
];

for (const [what, text, because] of refused) {
  test(`${what}: refused with a reason`, () => {
    assert.throws(
      () => read(text),
      (error) => error instanceof AppError && error.code === 'access.provider-settings' && because.test(error.message),
    );
  });
}

test('an issuer on this machine may be in the clear', () => {
  for (const host of ['127.0.0.1:8080', '[::1]:8080'])
    assert.equal(read(LEAST.replace('https://id.example.com', `http://${host}`)).issuer, `http://${host}`);
});
