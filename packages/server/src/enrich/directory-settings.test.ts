import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readDirectorySettings } from './directory-settings.js';
import { Problems } from './problem.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'password'), 'made-up\nsecond line\n');

function read(text: string) {
  const path = join(folder, 'directory.yaml');
  writeFileSync(path, text);
  const problems = new Problems('directory.yaml');
  return { settings: readDirectorySettings(path, problems), told: problems.all().map(({ reason }) => reason) };
}

test('what is left out has its usual value, and files are beside the file', () => {
  const { settings, told } = read(
    'url: ldaps://dc1.example.com\nbase: dc=example\nbindDn: cn=r\npasswordFile: password\n',
  );
  assert.deepEqual(told, []);
  assert.deepEqual(settings, {
    url: 'ldaps://dc1.example.com',
    startTls: false,
    ca: null,
    bindDn: 'cn=r',
    password: 'made-up',
    base: 'dc=example',
    filter: null,
    domain: '',
    refreshMs: 900_000,
    attributes: {},
  });
});

const REFUSED: readonly { name: string; text: string; because: RegExp }[] = [
  { name: 'nothing', text: '', because: /no keys/ },
  { name: 'a list', text: '- url', because: /no keys/ },
  { name: 'no YAML', text: 'url: [', because: /./ },
  { name: 'no base', text: 'url: ldaps://a', because: /base is missing/ },
  { name: 'a key that is none', text: 'url: ldaps://a\nbase: b\npassword: secret', because: /no key password/ },
  { name: 'another scheme', text: 'url: http://a\nbase: b', because: /write ldaps/ },
  { name: 'a host with a path', text: 'url: ldaps://a/b\nbase: b', because: /write ldaps/ },
  { name: 'names in the clear', text: 'url: ldap://dc1.example.com\nbase: b', because: /names in the clear/ },
  {
    name: 'a password in the clear',
    text: 'url: ldap://dc1.example.com\nbase: b\npasswordFile: password',
    because: /password in the clear/,
  },
  { name: 'no such password file', text: 'url: ldaps://a\nbase: b\npasswordFile: none', because: /ENOENT/ },
  { name: 'no such authority', text: 'url: ldaps://a\nbase: b\nca: none.pem', because: /ENOENT/ },
  { name: 'no minutes', text: 'url: ldaps://a\nbase: b\nrefreshMinutes: 0', because: /refreshMinutes/ },
  { name: 'a token that is none', text: 'url: ldaps://a\nbase: b\nattributes: {name: cn}', because: /has no name/ },
  { name: 'no attribute', text: 'url: ldaps://a\nbase: b\nattributes: {user: "a)(b"}', because: /attributes\.user/ },
];

for (const { name, text, because } of REFUSED) {
  test(`refused: ${name}`, () => {
    const { settings, told } = read(text);
    assert.equal(settings, null);
    assert.match(told.join(), because);
  });
}

test('within this machine it may go unencrypted, and anywhere with StartTLS', () => {
  for (const text of ['url: ldap://127.0.0.1:389\nbase: b', 'url: ldap://dc1.example.com\nstartTls: true\nbase: b'])
    assert.deepEqual(read(text).told, []);
});
