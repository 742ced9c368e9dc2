import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, test } from 'node:test';
import { keyPaths } from './config/keys.js';
import type { Flag } from './config/overrides.js';
import { problemReport, problemsText } from './config/problem.js';
import { type ConfigPlaces, inspectConfig, loadConfig } from './config.js';
import { AppError } from './errors.js';
import { repositoryRoot } from './test/tree.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-config-'));
after(() => rmSync(folder, { recursive: true }));

type Where = Partial<Omit<ConfigPlaces, 'flags'>> & {
  readonly yaml?: string;
  readonly set?: Readonly<Record<string, string>>;
};

function places({ yaml, set = {}, ...where }: Where = {}): ConfigPlaces {
  if (yaml !== undefined) writeFileSync(join(folder, 'g.yaml'), yaml);
  const flags = Object.entries(set).map(([path, value]): Flag => ({ name: '--set', path, value }));
  return { file: yaml === undefined ? undefined : 'g.yaml', env: {}, flags, cwd: folder, ...where };
}

/** `line:column code` for problems of the file, the variable or the flag for others. */
function problemsOf(where: Where): string[] {
  return inspectConfig(places(where))
    .problems.map(problemReport)
    .map(
      ({ severity, place, code }) => `${place.replace('g.yaml:', '')} ${severity === 'error' ? '' : 'warning '}${code}`,
    );
}

describe('without a file', () => {
  it('UDP and TCP on loopback, nothing else', () => {
    const { listeners } = loadConfig(places());
    assert.deepEqual(
      listeners.map((listener) => [
        listener.id,
        listener.kind,
        'port' in listener && [listener.address, listener.port],
      ]),
      [
        ['syslog-udp', 'udp', ['127.0.0.1', 5514]],
        ['syslog-tcp', 'tcp', ['127.0.0.1', 5514]],
      ],
    );
  });

  it('TLS as well once it has a certificate', () => {
    const env = {
      GATEHOUSE_LISTENERS_SYSLOG_TLS_TLS_CERTIFICATE: 'server.crt',
      GATEHOUSE_LISTENERS_SYSLOG_TLS_TLS_KEY: '/etc/server.key',
    };
    const listener = loadConfig(places({ env })).listeners[2];
    assert.ok(listener?.kind === 'tls');
    assert.equal(listener.port, 6514);
    assert.equal(listener.tls.certificate, join(folder, 'server.crt'));
    assert.equal(listener.tls.key, '/etc/server.key');
    assert.equal(listener.tls.clientCa, null);
  });

  it('a TLS listener without its certificate is told by what asked for it', () => {
    assert.deepEqual(problemsOf({ set: { 'listeners.syslog-tls.port': '7000' } }), [
      '--set config.missing-key',
      '--set config.missing-key',
    ]);
  });
});

describe('precedence', () => {
  const yaml = 'http: {port: 1001}\nlisteners:\n- {id: Gw-1, kind: tcp, port: 1002, timezone: "+02:00"}\n';
  const env = { GATEHOUSE_HTTP_PORT: '2001', GATEHOUSE_LISTENERS_GW_1_PORT: '2002', GATEHOUSE_LOG_LEVEL: '' };
  const set = { 'http.port': '3001', 'listeners.Gw-1.port': '3002' };
  const ports = (where: Where) => {
    const { http, listeners, log } = loadConfig(places(where));
    const [first] = listeners;
    assert.ok(first?.kind === 'tcp' && first.timezone === '+02:00', 'the rest of the listener stays');
    assert.equal(log.level, 'info', 'an empty variable is not set');
    return [http.port, first.port];
  };
  const rows = [
    ['the file over the default', { yaml }, [1001, 1002]],
    ['the environment over the file', { yaml, env }, [2001, 2002]],
    ['a flag over the environment', { yaml, env, set }, [3001, 3002]],
  ] as const;
  for (const [name, where, expected] of rows) it(name, () => assert.deepEqual(ports(where), expected));
});

test('paths of the file are relative to it, others to the current folder', () => {
  const yaml = 'dataFolder: data\nlisteners: [{id: f, kind: file, path: "logs/*.log"}]\n';
  writeFileSync(join(folder, 'g.yaml'), yaml);
  const config = loadConfig({ ...places({ set: { dataFolder: 'other' } }), file: join(folder, 'g.yaml'), cwd: '/srv' });
  assert.equal(config.dataFolder, '/srv/other');
  assert.ok(config.listeners[0]?.kind === 'file');
  assert.equal(config.listeners[0].path, join(folder, 'logs/*.log'));
});

test('a listener has the tenant of the server unless it has its own', () => {
  const yaml = 'customerId: a\nlisteners:\n- {id: x, kind: udp}\n- {id: y, kind: relp, customerId: b}\n';
  assert.deepEqual(
    loadConfig(places({ yaml })).listeners.map(({ customerId }) => customerId),
    ['a', 'b'],
  );
});

test('nothing in the result can be changed', () => {
  const config = loadConfig(places());
  const parts = [config, config.http, config.listeners, config.listeners[0], config.internalNetworks];
  assert.ok(parts.every((part) => Object.isFrozen(part)));
});

const wrong: readonly (readonly [name: string, where: Where, problems: readonly string[]])[] = [
  ['an empty file is the default', { yaml: '# nothing\n' }, []],
  ['no YAML', { yaml: 'a: [1\nb: 2\n' }, ['2:1 config.syntax']],
  ['no YAML says nothing else', { yaml: 'a: [1\n', env: { GATEHOUSE_LISTENERS_X_PORT: '1' } }, ['2:1 config.syntax']],
  ['a key twice', { yaml: 'customerId: a\ncustomerId: b\n' }, ['2:1 config.syntax']],
  ['a tag', { yaml: 'customerId: !secret a\n' }, ['1:13 config.syntax']],
  ['two documents', { yaml: 'customerId: a\n---\ncustomerId: b\n' }, ['2:1 config.syntax']],
  ['an alias of nothing', { yaml: 'http: *x\n' }, ['1:7 config.syntax']],
  ['a list at the top', { yaml: '- http\n' }, ['1:1 config.invalid-value']],
  ['unknown keys', { yaml: 'htpp: 1\nhttp: {prot: 1}\n' }, ['1:1 config.unknown-key', '2:8 config.unknown-key']],
  [
    'a key of all objects',
    { yaml: 'constructor: 1\n__proto__: 1\n' },
    ['1:1 config.unknown-key', '2:1 config.unknown-key'],
  ],
  [
    'keys without values',
    { yaml: 'http:\n  port:\n  address: ~\n' },
    ['2:3 config.missing-key', '3:3 config.missing-key'],
  ],
  ['a value for a group', { yaml: 'http: 8080\n' }, ['1:7 config.invalid-value']],
  ['a group for a value', { yaml: 'http: {port: {a: 1}}\n' }, ['1:14 config.invalid-value']],
  ['a list for a value', { yaml: 'http: {port: [1, 2]}\n' }, ['1:14 config.invalid-value']],
  ['listeners that are no list', { yaml: 'listeners: {id: a}\n' }, ['1:12 config.invalid-value']],
  ['a listener that is a word', { yaml: 'listeners: [udp]\n' }, ['1:13 config.invalid-value']],
  [
    'a listener without anything',
    { yaml: 'listeners:\n  - timezone: UTC\n' },
    ['2:5 config.missing-key', '2:5 config.missing-key'],
  ],
  ['a file without a path', { yaml: 'listeners: [{id: a, kind: spool}]\n' }, ['1:13 config.missing-key']],
  ['a key of another kind', { yaml: 'listeners: [{id: a, kind: udp, path: /x}]\n' }, ['1:38 config.conflict']],
  [
    'ids that differ in case',
    { yaml: 'listeners: [{id: a-b, kind: relp, port: 0}, {id: A_B, kind: udp}]\n' },
    ['1:50 config.conflict'],
  ],
  [
    'one port twice',
    { yaml: 'listeners: [{id: a, kind: tcp, port: 1}, {id: b, kind: relp, port: 1}]\n' },
    ['1:68 config.conflict'],
  ],
  [
    'one default port twice',
    { yaml: 'listeners: [{id: a, kind: udp}, {id: b, kind: udp}]\n' },
    ['1:38 config.conflict'],
  ],
  [
    'one port of all addresses and of one',
    { yaml: 'listeners: [{id: a, kind: tcp, address: "::"}, {id: b, kind: tcp}]\n' },
    ['1:53 config.conflict'],
  ],
  [
    'customers that differ in large and small letters only',
    { yaml: 'customerId: acme\nlisteners: [{id: a, kind: udp, customerId: Acme}]\n' },
    ['2:44 config.conflict'],
  ],
  ['the port of health', { yaml: 'listeners: [{id: a, kind: tcp, port: 8080}]\n' }, ['1:38 config.conflict']],
  [
    'one port on two addresses, of two protocols, or any port, is allowed',
    {
      yaml:
        'listeners:\n- {id: a, kind: tcp, port: 1}\n- {id: b, kind: tcp, port: 1, address: "::1"}\n- {id: c, kind: udp, port: 1}\n' +
        '- {id: d, kind: tcp, port: 0}\n- {id: e, kind: tcp, port: 0}\n',
    },
    [],
  ],
  [
    'one file twice',
    { yaml: 'listeners: [{id: a, kind: file, path: x}, {id: b, kind: file, path: ./x}]\n' },
    ['1:69 config.conflict'],
  ],
  [
    'client certificates without authorities',
    { yaml: 'listeners: [{id: a, kind: tls, tls: {certificate: c, key: k, requireClientCertificate: true}}]\n' },
    ['1:88 config.conflict'],
  ],
  ['a page in the clear for everybody', { yaml: 'http: {address: 0.0.0.0}\n' }, ['1:17 config.conflict']],
  [
    'a page in the clear whose links are in the clear as well',
    { yaml: 'http: {address: "::", publicUrl: "http://gatehouse.example.com"}\n' },
    ['1:17 config.conflict'],
  ],
  ['a page for everybody over TLS', { yaml: 'http: {address: 0.0.0.0, tls: {certificate: c, key: k}}\n' }, []],
  [
    'a page for everybody behind a proxy',
    { yaml: 'http: {address: 192.0.2.1, publicUrl: "https://gatehouse.example.com/"}\n' },
    [],
  ],
  ['a certificate without its key', { yaml: 'http: {tls: {certificate: c}}\n' }, ['1:27 config.conflict']],
  ['a key without its certificate', { yaml: 'http: {tls: {key: k}}\n' }, ['1:19 config.conflict']],
  ['a page below a path', { yaml: 'http: {publicUrl: "https://a.example/b"}\n' }, ['1:19 config.invalid-value']],
  ['a page of no web', { yaml: 'http: {publicUrl: "ftp://a.example"}\n' }, ['1:19 config.invalid-value']],
  [
    'a wrong variable',
    { env: { GATEHOUSE_HTTP_PORT: 'tcp://192.0.2.1:80' } },
    ['GATEHOUSE_HTTP_PORT config.invalid-value'],
  ],
  [
    'an unknown variable',
    { env: { GATEHOUSE_PORT: '1', PORT: '2' } },
    ['GATEHOUSE_PORT warning config.unknown-variable'],
  ],
  ['variables that are no keys', { env: { GATEHOUSE_DEBUG: '1', GATEHOUSE_CONFIG: 'x' } }, []],
  [
    'the kind by variable',
    { env: { GATEHOUSE_LISTENERS_SYSLOG_UDP_KIND: 'tcp' } },
    ['GATEHOUSE_LISTENERS_SYSLOG_UDP_KIND warning config.unknown-variable'],
  ],
  ['an unknown flag', { set: { 'http.prot': '1' } }, ['--set config.unknown-key']],
  ['a flag for no listener', { set: { 'listeners.x.port': '1' } }, ['--set config.unknown-key']],
  [
    'problems of all places, in order',
    { yaml: 'log: {level: loud}\nhttp: {port: x}\n', env: { GATEHOUSE_STORE_THREADS: 'x' }, set: { dataFolder: '' } },
    [
      '1:14 config.invalid-value',
      '2:14 config.invalid-value',
      'GATEHOUSE_STORE_THREADS config.invalid-value',
      '--set config.invalid-value',
    ],
  ],
];

describe('problems', () => {
  for (const [name, where, expected] of wrong) it(name, () => assert.deepEqual(problemsOf(where), expected));
});

test('a problem reads as place, key, value and reason, then the remedy', () => {
  const { problems } = inspectConfig(places({ yaml: 'http:\n  port: 99999\n' }));
  assert.equal(
    problemsText(problems),
    'g.yaml:2:9: http.port cannot be "99999": it is more than 65535\n  → write 0 to 65535\n',
  );
});

test('the misspelt key is named', () => {
  const { problems } = inspectConfig(places({ yaml: 'jurnal: {}\nhttp: {adress: x}\njournal: {max_bytes: 1}\n' }));
  assert.deepEqual(
    problems.map(({ error }) => error.remedy),
    ['did you mean journal?', 'did you mean address?', 'did you mean maxBytes?'],
  );
});

for (const [path, remedy] of [
  [
    'listeners',
    /^name the listener and its key, such as listeners\.syslog-udp\.port; listeners are added and removed in/,
  ],
  ['listeners[0].port', /such as listeners\.syslog-udp\.port/],
  ['listeners.nowhere.port', /^name a listener that there is: syslog-udp, syslog-tcp$/],
  ['listeners.syslog-udp.prt', /^did you mean port\?$/],
  ['http', /^http is a group: write one of http\.address, http\.port, .*http\.tls$/],
  ['http.tls', /^http\.tls is a group: write one of http\.tls\.certificate, http\.tls\.key$/],
  ['htp', /^did you mean http\?$/],
] as const)
  test(`a flag that sets ${path} is told what to set`, () => {
    const { problems } = inspectConfig(places({ set: { [path]: 'x' } }));
    assert.match(problems[0]?.error.remedy ?? '', remedy);
  });

test('loading throws one error that tells all', () => {
  const where = places({ yaml: 'http: {port: x}\nlog: {level: x}\n', env: { GATEHOUSE_X: '1' } });
  assert.throws(
    () => loadConfig(where),
    (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'config.invalid');
      assert.equal(error.message, 'the configuration has 2 problems');
      assert.match(error.excerpt ?? '', /g\.yaml:1:14.*g\.yaml:2:14.*GATEHOUSE_X: warning/s);
      return true;
    },
  );
});

test('a file that is not there is said so', () => {
  assert.throws(() => loadConfig({ ...places(), file: 'none.yaml' }), { code: 'file.not-found' });
});

describe('secrets', () => {
  it('a wrong passphrase is not repeated', () => {
    const env = { GATEHOUSE_LISTENERS_SYSLOG_TLS_TLS_KEY_PASSPHRASE: 'open\tsesame' };
    const text = problemsText(inspectConfig(places({ env })).problems);
    assert.match(text, /keyPassphrase cannot be \(hidden\)/);
    assert.doesNotMatch(text, /sesame/);
  });

  it('a key pasted in the place of its path is not repeated', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMADEUP\n-----END PRIVATE KEY-----\n';
    const text = problemsText(inspectConfig(places({ set: { 'listeners.syslog-tls.tls.key': key } })).problems);
    assert.match(text, /tls\.key cannot be \(hidden\): it holds a control character/);
    assert.doesNotMatch(text, /MADEUP/);
  });
});

test('the example is valid and uses every key', () => {
  const { config, problems, values } = inspectConfig({
    ...places(),
    file: 'examples/gatehouse.yaml',
    cwd: repositoryRoot,
  });
  assert.deepEqual(problems, []);
  assert.equal(config?.listeners.length, 6);
  const used = new Set(values.filter(({ origin }) => origin.from === 'file').map(({ key }) => key));
  assert.deepEqual(
    keyPaths.filter((key) => !used.has(key)),
    [],
  );
});
