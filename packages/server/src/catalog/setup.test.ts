import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import type { SetupWay } from '@gatehouse/model';
import { LISTENER_KINDS } from '../config/key.js';
import { type CatalogListener, setupOf } from './setup.js';

const OWN = ['192.0.2.77', '2001:db8::77'];

function commandsFor(kind: SetupWay, place: CatalogListener['place'], addresses: readonly string[] = OWN): string {
  const guides = setupOf(CITRIX_VPN, [{ id: 'vienna', kind, place }], addresses);
  return guides
    .flatMap(({ steps, notes }) => [...steps.flatMap(({ text, commands }) => [text, ...commands]), ...notes])
    .join('\n');
}

const places: readonly [what: string, kind: SetupWay, place: CatalogListener['place'], said: RegExp][] = [
  [
    'udp',
    'udp',
    { address: '198.51.100.1', port: 514 },
    /syslogAction gatehouse 198\.51\.100\.1 -serverPort 514 -transport UDP /,
  ],
  [
    'tcp',
    'tcp',
    { address: '198.51.100.1', port: 5514 },
    /syslogAction gatehouse 198\.51\.100\.1 -serverPort 5514 -transport TCP /,
  ],
  ['IPv6', 'tcp', { address: '2001:db8::1', port: 5514 }, /syslogAction gatehouse 2001:db8::1 -serverPort 5514 /],
  [
    'every address',
    'tcp',
    { address: '0.0.0.0', port: 5514 },
    /syslogAction gatehouse 192\.0\.2\.77 [\s\S]*192\.0\.2\.77, 2001:db8::77/,
  ],
  ['TLS', 'tls', { address: '198.51.100.1', port: 6514 }, /omfwd" target="198\.51\.100\.1" port="6514"/],
  ['RELP', 'relp', { address: '198.51.100.1', port: 2514 }, /omrelp" target="198\.51\.100\.1" port="2514"\)/],
  [
    'RELP with TLS',
    'relp-tls',
    { address: '198.51.100.1', port: 2515 },
    /omrelp" target="198\.51\.100\.1" port="2515" tls="on"/,
  ],
  ['loopback', 'tcp', { address: '127.0.0.1', port: 5514 }, /vienna listens on loopback only/],
  ['a file', 'file', { path: '/var/log/ns.log' }, /is read: \/var\/log\/ns\.log/],
  ['nothing bound', 'tcp', null, /192\.0\.2\.10 -serverPort 5514 [\s\S]*vienna does not listen/],
];

for (const [what, kind, place, said] of places) {
  test(`commands for ${what} name the listener`, () => assert.match(commandsFor(kind, place), said));
}

test('an address that nobody knows is not made up', () => {
  assert.match(commandsFor('udp', { address: '::', port: 514 }, []), /one of the documentation/);
});

test('without a listener there is one guide with an address of the documentation', () => {
  const [guide, ...others] = setupOf(CITRIX_VPN, [], OWN);
  assert.deepEqual([guide?.listener, others.length], [null, 0]);
  assert.match(guide?.steps[0]?.commands[0] ?? '', / 192\.0\.2\.10 -serverPort 5514 -transport TCP /);
});

for (const kind of LISTENER_KINDS) {
  test(`every hole for ${kind} is filled`, () => {
    const place = kind === 'file' || kind === 'spool' ? { path: '/x' } : { address: '198.51.100.1', port: 1 };
    const text = commandsFor(kind, place);
    assert.doesNotMatch(text, /\{\w+\}/);
    assert.ok(text.length > 100);
  });
}

test('every action keeps to dates that need no guessing, and has its policy bound', () => {
  for (const kind of ['udp', 'tcp', 'tls', 'relp', 'relp-tls'] as const) {
    const text = commandsFor(kind, { address: '198.51.100.1', port: 1 });
    assert.match(text, /-logLevel ALL -dateFormat MMDDYYYY -timeZone GMT_TIME/);
    assert.match(
      text,
      /add audit syslogPolicy gatehouse_all true gatehouse\nbind audit syslogGlobal -policyName gatehouse_all/,
    );
  }
});
