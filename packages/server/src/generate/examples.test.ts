import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { generate } from './generate.js';
import { MADE_UP_PLACES, type MadeUpPlace } from './places.js';

const EXAMPLES = new URL('../../../../examples/', import.meta.url);
const text = readFileSync(new URL('netscaler.log', EXAMPLES), 'latin1');
const lines = text.trimEnd().split('\n');

const DOCUMENTATION = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./;

/** Dotted numbers that stand for themselves, not in the version of a browser. */
function addressesIn(line: string): readonly string[] {
  return [...line.matchAll(/(?<![\w/.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g)].map(([address]) => address);
}

describe('examples/netscaler.log', () => {
  it('is what the command in its README writes', () => {
    const generated = generate({
      events: 3000,
      seed: 2026,
      mix: 'realistic',
      users: 40,
      days: 2,
      start: Date.UTC(2026, 2, 17),
      scenarios: ['spray', 'hijack', 'oddities'],
    });
    let index = 0;
    for (const { line } of generated) assert.equal(lines[index++], line);
    assert.equal(lines.length, index);
  });

  it('is small', () => {
    assert.ok(text.length < 1_500_000);
    assert.ok(lines.every((line) => line.length <= 16_384));
  });

  it('has only addresses for documentation and private ones', () => {
    const foreign = lines
      .flatMap(addressesIn)
      .filter((address) => !DOCUMENTATION.test(address) && !address.startsWith('10.'));
    assert.deepEqual([...new Set(foreign)].slice(0, 5), []);
    assert.ok(lines.some((line) => addressesIn(line).some((address) => DOCUMENTATION.test(address))));
    const ipv6 = lines.flatMap((line) => line.match(/(?<![\w:/])[0-9a-f]{4}:[0-9a-f]+:[0-9a-f:]+/g) ?? []);
    assert.ok(ipv6.length > 0);
    assert.deepEqual(
      ipv6.filter((address) => !address.startsWith('2001:db8:')),
      [],
    );
  });

  it('names only hosts of example.com', () => {
    const hosts = lines.flatMap((line) => line.match(/[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|local)\b/g) ?? []);
    assert.ok(hosts.length > 0);
    assert.deepEqual(
      hosts.filter((host) => !host.endsWith('example.com')),
      [],
    );
  });

  it('holds what the README says', () => {
    const readme = readFileSync(new URL('README.md', EXAMPLES), 'utf8');
    const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;
    const claims: readonly (readonly [RegExp, number])[] = [
      [/3,000 lines/, lines.length],
      [/(\d+) VPN sessions/, count(/ SSLVPN LOGIN /)],
      [/spray: (\d+) accounts/, count(/LOGIN_FAILED .*python-requests/)],
      [/(\d+) denied accesses/, count(/RESOURCEACCESS_DENIED/)],
      [/(\d+) lines in the forms/, count(/ gw-v\d+ |^<\d+> [\d/:]+(?: GMT)? {2,}0-PPE|^<\d+> default /)],
    ];
    for (const [pattern, number] of claims) {
      const found = pattern.exec(readme);
      assert.equal(Number((found?.[1] ?? found?.[0] ?? '').replace(/\D/g, '')), number, String(pattern));
    }
    for (const [number, pattern] of [
      [1755, /User guest - Client_ip 192\.0\.2\.250 - Failure_reason/],
      [2157, /^nsconfigd\[/],
      [2611, /Failure_reason "Ext$/],
    ] as const) {
      assert.match(readme, new RegExp(`line ${number} `));
      assert.match(lines[number - 1] ?? '', pattern);
    }
  });
});

it('examples/enrich/sites.csv says where the addresses of the generator are', () => {
  const rows = MADE_UP_PLACES.map((place) => Object.values(inOrder(place)).join(','));
  const header = 'network,name,country,city,latitude,longitude,asn,organisation';
  assert.equal(readFileSync(new URL('enrich/sites.csv', EXAMPLES), 'utf8'), `${[header, ...rows].join('\n')}\n`);
});

function inOrder({ network, name, country, city, latitude, longitude, asn, organisation }: MadeUpPlace) {
  return { network, name, country, city, latitude, longitude, asn, organisation };
}
