import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ipv4Number, printIpv4 } from '../map/address.js';
import { addressBits, networkBounds } from './address-bits.js';
import { labelSetOfIpv4, labelsOf, networkTable } from './network-table.js';

const NETWORKS = ['10.0.0.0/8', '10.20.0.0/16', '10.20.30.0/24', '2001:db8::/32', '2001:db8:20::/48', '192.0.2.7'];
const table = networkTable(NETWORKS.map((network, label) => ({ network, label })));

const CASES: readonly { address: string; labels: readonly number[] }[] = [
  { address: '10.20.30.40', labels: [0, 1, 2] },
  { address: '10.20.31.0', labels: [0, 1] },
  { address: '10.255.255.255', labels: [0] },
  { address: '9.255.255.255', labels: [] },
  { address: '11.0.0.0', labels: [] },
  { address: '192.0.2.7', labels: [5] },
  { address: '192.0.2.8', labels: [] },
  { address: '::ffff:10.20.30.1', labels: [0, 1, 2] },
  { address: '2001:db8:20::1', labels: [3, 4] },
  { address: '2001:db8:21::1', labels: [3] },
  { address: '2001:db9::', labels: [] },
  { address: '::a14:1e28', labels: [] },
];

for (const { address, labels } of CASES) {
  test(`${address} is in ${labels.map((label) => NETWORKS[label]).join(', ') || 'none'}`, () => {
    assert.deepEqual(labelsOf(table, addressBits(address) as bigint), labels);
  });
}

for (const network of ['10.0.0.0/33', '10.0.0/8', '2001:db8::/129', '10.0.0.0/8/8', '10.0.0.0/', 'ann', '']) {
  test(`${JSON.stringify(network)} is no network`, () => {
    assert.equal(networkBounds(network), null);
    assert.throws(() => networkTable([{ network, label: 0 }]), RangeError);
  });
}

test('any networks: the table says what going through all of them says', () => {
  const ipv4 = fc.tuple(fc.nat(0xff), fc.nat(0xff), fc.integer({ min: 0, max: 32 }));
  const networks = fc.array(
    ipv4.map(([a, b, length]) => `10.${a % 4}.${b % 4}.0/${length}`),
    { maxLength: 12 },
  );
  const addresses = fc.array(fc.nat(0xff_ffff), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(networks, addresses, (list, offsets) => {
      const entries = list.map((network, label) => ({ network, label: label % 5 }));
      const built = networkTable(entries);
      for (const offset of offsets) {
        const address = printIpv4(ipv4Number('10.0.0.0') + (offset % 0x50000));
        const bits = addressBits(address) as bigint;
        const around = entries
          .map((entry) => ({ ...entry, bounds: networkBounds(entry.network) as { from: bigint; to: bigint } }))
          .filter(({ bounds }) => bounds.from <= bits && bits <= bounds.to);
        const expected = [...new Set(around.map(({ label }) => label))].sort();
        const found = labelsOf(built, bits);
        assert.deepEqual([...found].sort(), expected);
        assert.deepEqual(built.labels[labelSetOfIpv4(built, ipv4Number(address))], found);
      }
    }),
  );
});
