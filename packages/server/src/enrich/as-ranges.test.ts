import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { asRanges, systemOf } from './as-ranges.js';
import { hasFailed } from './shared-bytes.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-ranges-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const IPV4 = `198.51.100.0,198.51.100.127,64500,"Example Telecom, Inc."\r
198.51.100.128,198.51.100.255,64501,Example "H" Hosting
203.0.113.0,203.0.113.255,64502,"Quoted ""Name"""`;

const IPV6 = `2001:db8::,2001:db8:f:ffff:ffff:ffff:ffff:ffff,64503,Example Six
2001:db8:20::,2001:db8:20:ff:ffff:ffff:ffff:ffff,64504,Example Small
2001:db8:20:100::,2001:db8:20:1ff:ffff:ffff:ffff:ffff,64505,Example Smaller
`;

const CASES: readonly { file: string; address: string; found: unknown }[] = [
  { file: IPV4, address: '198.51.99.255', found: null },
  { file: IPV4, address: '198.51.100.0', found: { asn: 64500, organisation: 'Example Telecom, Inc.' } },
  { file: IPV4, address: '198.51.100.127', found: { asn: 64500, organisation: 'Example Telecom, Inc.' } },
  { file: IPV4, address: '198.51.100.128', found: { asn: 64501, organisation: 'Example "H" Hosting' } },
  { file: IPV4, address: '198.51.101.0', found: null },
  { file: IPV4, address: '203.0.113.255', found: { asn: 64502, organisation: 'Quoted "Name"' } },
  { file: IPV4, address: '255.255.255.255', found: null },
  { file: IPV4, address: 'no address', found: null },
  { file: IPV6, address: '2001:db8::1', found: { asn: 64503, organisation: 'Example Six' } },
  { file: IPV6, address: '2001:db8:10::1', found: null },
  { file: IPV6, address: '2001:db8:20:1::1', found: { asn: 64504, organisation: 'Example Small' } },
  { file: IPV6, address: '2001:db8:21::', found: null },
];

for (const [index, { file, address, found }] of CASES.entries()) {
  test(`${address} in ${file === IPV4 ? 'IPv4' : 'IPv6'} ranges`, () => {
    const ranges = asRanges(written(`${index}.csv`, file));
    assert.deepEqual(systemOf(ranges, address), found);
  });
}

const BROKEN: readonly { name: string; text: string }[] = [
  { name: 'out of order', text: '203.0.113.0,203.0.113.255,64502,B\n198.51.100.0,198.51.100.255,64500,A\n' },
  { name: 'that end before they begin', text: '198.51.100.9,198.51.100.0,64500,A\n' },
  { name: 'that are none', text: `${'x'.repeat(2 << 20)}\n` },
  { name: 'of no addresses', text: 'start,end,64500,A\n' },
];

for (const { name, text } of BROKEN) {
  test(`a file of ranges ${name} answers nothing, and says that it has failed`, () => {
    const ranges = asRanges(written(`broken ${name}.csv`, text));
    assert.equal(systemOf(ranges, '198.51.100.1'), null);
    assert.ok(hasFailed(ranges.state));
  });
}

test('a file larger than what is read at a time', () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => {
    const net = `11.${index >> 8}.${index & 255}`;
    return `${net}.0,${net}.255,${64_500 + (index % 7)},Example ${index % 7}`;
  });
  const ranges = asRanges(written('large.csv', lines.join('\n')));
  for (const index of [0, 1, 29_999, 59_999]) {
    const found = systemOf(ranges, `11.${index >> 8}.${index & 255}.77`);
    assert.deepEqual(found, { asn: 64_500 + (index % 7), organisation: `Example ${index % 7}` });
  }
});
