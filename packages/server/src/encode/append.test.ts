import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ABSENT_TIME, type EventFields, FIELDS } from '@gatehouse/model';
import fc from 'fast-check';
import { appendEvent } from './append.js';
import { Batch } from './batch.js';
import { readRows } from './row.js';

/** Any bytes but the line feed, which parts the elements of lists: one character per byte. */
const text = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes).toString('latin1').replaceAll('\n', ' '));

const BITS: Readonly<Record<string, number>> = { UInt8: 8, UInt16: 16, UInt32: 32 };

function anyValue({ type, list, column }: (typeof FIELDS)[number]): fc.Arbitrary<unknown> {
  const stored = column.kind === 'stored' ? column.type : '';
  const bits = BITS[/UInt(?:8|16|32)\b/.exec(stored)?.[0] ?? ''];
  if (list === true) return fc.array(text, { minLength: 1, maxLength: 3 });
  if (type === 'date') return fc.integer({ min: -2e12, max: 9e12 });
  if (stored.includes('IPv4')) return fc.nat(255).map((last) => `203.0.113.${last}`);
  if (stored.includes('IPv6')) return fc.constant('2001:0db8:0000:0000:0000:0000:0000:0001');
  if (type === 'boolean') return fc.constant(true);
  if (type === 'id' && stored.includes('UInt64')) return wide.map(String);
  if (stored.includes('UInt64')) return wide;
  return bits === undefined ? text : fc.nat(2 ** bits - 1);
}

/** A number as far as it is exact, then a bigint. */
const wide = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((value) => (value <= Number.MAX_SAFE_INTEGER ? Number(value) : value));

const stored = FIELDS.filter(({ column }) => column.kind === 'stored');
const anyEvent = fc.record(Object.fromEntries(stored.map((field) => [field.token, anyValue(field)])), {
  requiredKeys: [],
}) as fc.Arbitrary<EventFields>;
const attributes = fc.dictionary(fc.constantFrom('Label', 'über', 'a b'), text, { minKeys: 1, noNullPrototype: true });

test('events come back from the batch as they went in, also when it is used again', () => {
  const batch = new Batch(20);
  const rows = fc.array(fc.tuple(text, anyEvent, fc.option(attributes)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(rows, (lines) => {
      batch.reset();
      const events = lines.map(([, event, map]) => (map === null ? event : { ...event, attributes: map }));
      for (const [index, event] of events.entries()) appendEvent(batch, lines[index]?.[0] ?? '', event);
      const back = readRows(batch);
      assert.deepEqual(
        back.map(({ rawRest, rawTemplate }) => [rawRest, rawTemplate]),
        lines.map(([line]) => [line, '']),
      );
      for (const [index, event] of events.entries()) {
        assert.deepEqual(back[index]?.event, { eventTime: ABSENT_TIME, count: 1, ...event });
      }
    }),
    { numRuns: 60 },
  );
});

test('a line feed inside an element does not part it', () => {
  const batch = new Batch(1);
  appendEvent(batch, 'x', { group: ['a\nb', 'c'], attributes: { one: '1\n2', two: '3' } });
  const [row] = readRows(batch);
  assert.deepEqual(row?.event.group, ['a b', 'c']);
  assert.deepEqual(row?.event.attributes, { one: '1 2', two: '3' });
});
