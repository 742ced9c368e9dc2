import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jumpsOf } from './jump.js';

const rows: readonly (readonly [pasted: string, expected: readonly string[]])[] = [
  [
    '192.0.2.7',
    [
      'address 192.0.2.7',
      'search clientIpv4: 192.0.2.7 or sourceIpv4: 192.0.2.7 or destinationIpv4: 192.0.2.7 or natSourceIP: 192.0.2.7',
    ],
  ],
  [
    '192.0.2.7:443',
    [
      'address 192.0.2.7',
      'search clientIpv4: 192.0.2.7 or sourceIpv4: 192.0.2.7 or destinationIpv4: 192.0.2.7 or natSourceIP: 192.0.2.7',
    ],
  ],
  [
    '2001:db8::7',
    [
      'address 2001:db8::7',
      'search clientIpv6: 2001:db8::7 or sourceIpv6: 2001:db8::7 or destinationIpv6: 2001:db8::7',
    ],
  ],
  [
    '192.0.2.0/24',
    [
      'search clientIpv4: 192.0.2.0/24 or sourceIpv4: 192.0.2.0/24 or destinationIpv4: 192.0.2.0/24 or natSourceIP: 192.0.2.0/24',
    ],
  ],
  ['10995', ['search vpnSessionId: 10995', 'search sessionId: 10995']],
  [
    '"jdoe@example.com",',
    ['person jdoe@example.com', 'search userName: `jdoe@example.com`', 'search "jdoe@example.com"'],
  ],
  ['EXT\\jdoe', ['person EXT\\jdoe', 'search userName: `EXT\\\\jdoe`', 'search "EXT\\\\jdoe"']],
  ['userName: ann and inByte > 1MB', ['search userName: ann and inByte > 1MB']],
  ['00000000-0000-8001-8200-0000000000ab', ['event 00000000-0000-8001-8200-0000000000ab']],
  ['denied access to the wiki', ['search "denied access to the wiki"']],
  ['999.1.1.1', ['person 999.1.1.1', 'search userName: `999.1.1.1`', 'search "999.1.1.1"']],
  ['  ', []],
];

for (const [pasted, expected] of rows) {
  test(`jump: ${pasted}`, () => {
    assert.deepEqual(
      jumpsOf(pasted).map(({ target: { page, ...rest } }) => `${page} ${Object.values(rest).join('')}`),
      expected,
    );
  });
}
