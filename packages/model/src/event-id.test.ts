import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { eventIdOf, positionOf } from './event-id.js';

const positions = fc.record(
  { block: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), row: fc.integer({ min: 0, max: 2 ** 32 - 1 }) },
  { noNullPrototype: true },
);

// Printed by ClickHouse 26 for the expression of EVENT_ID over these positions.
const PRINTED_BY_CLICKHOUSE = [
  { block: 2n ** 64n - 1n, row: 2 ** 32 - 1, id: 'ffffffff-ffff-8fff-8f00-0000ffffffff' },
  { block: 74565n, row: 255, id: '00000000-0001-8234-8500-0000000000ff' },
];

describe('eventIdOf', () => {
  for (const { id, ...position } of PRINTED_BY_CLICKHOUSE) {
    it(`prints block ${position.block} like the database`, () => assert.equal(eventIdOf(position), id));
  }

  it('is a UUID of version 8 and RFC 9562 variant', () => {
    fc.assert(
      fc.property(positions, (position) => {
        assert.match(eventIdOf(position), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it('sorts like positions', () => {
    fc.assert(
      fc.property(positions, positions, (a, b) => {
        const isBefore = a.block < b.block || (a.block === b.block && a.row < b.row);
        assert.equal(eventIdOf(a) < eventIdOf(b), isBefore);
      }),
    );
  });
});

describe('positionOf', () => {
  it('gives back the position of every id', () => {
    fc.assert(fc.property(positions, (position) => assert.deepEqual(positionOf(eventIdOf(position)), position)));
  });

  it('reads upper case', () => {
    assert.deepEqual(positionOf('00000000-0001-8234-8500-0000000000FF'), { block: 74565n, row: 255 });
  });

  const foreign = [
    { name: 'a random UUID', id: 'd6a1f2c4-9b7e-4c58-8f00-000012345678' },
    { name: 'a reserved digit that is set', id: '00000000-0001-8234-8501-0000000000ff' },
    { name: 'text around an id', id: ' 00000000-0001-8234-8500-0000000000ff' },
    { name: 'nothing', id: '' },
  ];
  for (const { name, id } of foreign) it(`refuses ${name}`, () => assert.equal(positionOf(id), null));
});
