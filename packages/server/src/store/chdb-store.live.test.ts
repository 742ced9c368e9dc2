/** What the encoder writes is what the database holds, for every column of the model; and every block is stored once. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { BlockWriter } from '../block/write-block.js';
import { AddressColumn } from '../encode/address-column.js';
import { printIpv4 } from '../encode/addresses.js';
import { Batch, storedColumns } from '../encode/batch.js';
import { type ColumnBuilder, DictionaryColumn, Number64Column, NumberColumn, TextColumn } from '../encode/columns.js';
import type { EncodedBlock, EventStore } from './event-store.js';
import { InterruptedRun, removeBlocks } from './interrupted-run.js';
import { openStoreProcess } from './store-process.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-store-'));
let store: EventStore;
let writer: BlockWriter;
before(async () => {
  store = await openStoreProcess(folder);
  writer = new BlockWriter(store.incoming);
});
after(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const COLUMNS = storedColumns();

/** Texts as latin1; numbers of 64 bits as bigint; addresses as their bytes. */
type Value = string | number | bigint | Uint8Array;

const text = fc.oneof(
  fc.constantFrom('\0', '\n', 'ann\nbob', '\x01x:userName\x02', '\xff\xfe', "'; --", '\\', '\t'),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(127, 128, 16_383, 16_384, 70_000).map((length) => 'x'.repeat(length)),
);
const edges = (bits: number): fc.Arbitrary<number> => fc.constantFrom(0, 1, 2 ** (bits - 1), 2 ** bits - 1);
/** 1900 to 2299 is what the engine prints; it keeps the others all the same: the years 1 and 9999. */
const instantEdges = fc.constantFrom(
  ...[-1, 0, 999, Date.UTC(1900, 0, 1), Date.UTC(2299, 11, 31), -62_135_596_800_000, 253_402_300_799_999],
);
const instant = fc.oneof(instantEdges, fc.integer({ min: -3e12, max: 9e12 }));

function anyValue(column: ColumnBuilder): fc.Arbitrary<Value> {
  if (column instanceof DictionaryColumn || column instanceof TextColumn) return text;
  if (column instanceof AddressColumn) return fc.uint8Array({ minLength: 16, maxLength: 16 });
  if (column.name === 'eventTime') return fc.oneof(instantEdges, fc.integer({ min: 0, max: 5e9 }));
  if (column.type.includes('DateTime64')) return instant;
  if (column instanceof Number64Column) return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  if (column.type === 'Bool') return fc.constant(1);
  const bits = column instanceof NumberColumn ? column.width * 8 : 0;
  return fc.oneof(edges(bits), fc.nat(2 ** bits - 1));
}

function set(column: ColumnBuilder, row: number, value: Value): void {
  if (column instanceof AddressColumn) column.set(row, value as Uint8Array);
  else if (column instanceof Number64Column && typeof value === 'bigint') column.setBig(row, value);
  else if (column instanceof Number64Column || column instanceof NumberColumn) column.set(row, value as number);
  else if (column instanceof TextColumn) {
    const bytes = Buffer.from(value as string, 'latin1');
    column.start(row, bytes.length).raw(bytes);
  } else if (column instanceof DictionaryColumn) {
    column.set(row, column.dictionary.internBytes(Buffer.from(value as string, 'latin1')));
  }
}

/** The column as text, whatever its type: digits, hexadecimal bytes, or `-` for an absence. */
function printSql(name: string, type: string): string {
  const column = `\`${name}\``;
  if (type.includes('String')) return `hex(${column})`;
  if (type.includes('DateTime64')) return `ifNull(toString(toUnixTimestamp64Milli(${column})), '-')`;
  if (type.includes('IPv6')) return `ifNull(hex(${column}), '-')`;
  return `ifNull(toString(${type === 'Bool' ? `toUInt8(${column})` : column}), '-')`;
}

function printed(type: string, value: Value | undefined): string {
  if (type.includes('String'))
    return Buffer.from((value ?? '') as string, 'latin1')
      .toString('hex')
      .toUpperCase();
  if (value === undefined) return type.startsWith('Nullable') ? '-' : '0';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex').toUpperCase();
  return type.includes('IPv4') ? printIpv4(value as number) : String(value);
}

async function storedRows(block: number): Promise<unknown[][]> {
  const columns = COLUMNS.map(({ name, type }) => printSql(name, type)).join(', ');
  const sql = `SELECT array(${columns}) AS cells FROM events WHERE block = {block:UInt64} ORDER BY row`;
  return (await store.select(sql, { block })).map((row) => row['cells'] as unknown[]);
}

/** Absent in two of three rows. */
const row = (batch: Batch): fc.Arbitrary<ReadonlyMap<string, Value>> => {
  const cells = [...batch.columns].map(([name, column]) =>
    fc
      .oneof(fc.constant(null), fc.constant(null), anyValue(column))
      .map((value): [string, Value | null] => [name, value]),
  );
  return fc.tuple(...cells).map((all) => new Map(all.filter((cell): cell is [string, Value] => cell[1] !== null)));
};

describe('a block', () => {
  const batch = new Batch(64);
  let block = 0;

  function write(rows: readonly ReadonlyMap<string, Value>[]): EncodedBlock {
    batch.reset();
    for (const [index, values] of rows.entries()) {
      batch.eventTime.set(index, 0);
      for (const [name, value] of values) set(batch.columns.get(name) as ColumnBuilder, index, value);
      batch.rows = index + 1;
    }
    return writer.write(batch, ++block);
  }

  test('gives back every value of every column', async () => {
    const rows = fc.array(row(batch), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const encoded = write(values);
        await store.insert(encoded);
        const expected = values.map((one) => COLUMNS.map(({ name, type }) => printed(type, valueIn(one, name))));
        assert.deepEqual(await storedRows(encoded.block), expected);
      }),
      { numRuns: 12 },
    );
  });

  test('gives them back too when it is stored together with blocks of other columns, and again', async () => {
    const rows = fc.array(row(batch), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 5 }), async (blocks) => {
        const first = block + 1;
        for (let time = 0; time < 2; time++) {
          block = first - 1;
          await store.insertTogether(blocks.map(write));
        }
        for (const [index, values] of blocks.entries()) {
          const expected = values.map((one) => COLUMNS.map(({ name, type }) => printed(type, valueIn(one, name))));
          assert.deepEqual(await storedRows(first + index), expected);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('leaves no file behind', () => assert.deepEqual(readdirSync(store.incoming), []));
});

/** eventTime is never absent: it is part of the sorting key. */
function valueIn(values: ReadonlyMap<string, Value>, name: string): Value | undefined {
  return values.get(name) ?? (name === 'eventTime' ? 0 : undefined);
}

describe('a dictionary', () => {
  for (const distinct of [255, 256, 65_535, 65_536, 70_000]) {
    test(`of ${distinct} texts comes back`, async () => {
      const batch = new Batch(distinct);
      for (; batch.rows < distinct; batch.rows++) {
        batch.eventTime.set(batch.rows, 0);
        set(batch.rawTemplate, batch.rows, `text ${batch.rows}`);
      }
      const encoded = writer.write(batch, 1_000_000 + distinct);
      await store.insert(encoded);
      const [found] = await store.select(
        `SELECT count() AS rows, uniqExact(rawTemplate) AS texts, countIf(rawTemplate = concat('text ', toString(row))) AS right
         FROM events WHERE block = {block:UInt64}`,
        { block: encoded.block },
      );
      assert.deepEqual(found, { rows: distinct, texts: distinct, right: distinct });
    });
  }
});

/** Blocks of six events in two months, each with a word of its own. */
function encode(block: number, city = ''): EncodedBlock {
  const batch = new Batch(8);
  for (; batch.rows < 6; batch.rows++) {
    batch.eventTime.set(batch.rows, Date.UTC(2026, batch.rows % 2, 1));
    set(batch.rawRest, batch.rows, `word${'abcdef'[batch.rows]}`);
    if (city !== '') set(batch.column('geoSourceCity') as ColumnBuilder, batch.rows, city);
  }
  return writer.write(batch, block);
}

const range = (block: number) => ({ from: block, to: block + 1 });

describe('a block that comes again', () => {
  async function countsOf(block: number): Promise<number[]> {
    const counts: number[] = [];
    for (const table of ['events', 'terms']) {
      const [row] = await store.select(`SELECT count() AS n FROM ${table} WHERE block = {block:UInt64}`, { block });
      counts.push(Number(row?.['n']));
    }
    return counts;
  }

  test('is stored once', async () => {
    for (let time = 0; time < 3; time++) await store.insert(encode(2_000_000));
    assert.deepEqual(await countsOf(2_000_000), [6, 6]);
  });

  test('is not stored by its token alone, when the token has outlived its rows', async () => {
    await store.insert(encode(2_000_001));
    await removeBlocks(store, range(2_000_001));
    await store.insert(encode(2_000_001));
    assert.deepEqual(await countsOf(2_000_001), [0, 0], 'the engine has begun to forget tokens of removed rows');
  });

  const LOSSES: readonly (readonly [name: string, sql: readonly string[]])[] = [
    ['nothing', []],
    ['all events', ['DELETE FROM events WHERE block = {block:UInt64}']],
    ['the events of one month', ['DELETE FROM events WHERE block = {block:UInt64} AND eventTime >= toDate(20485)']],
    ['all words', ['DELETE FROM terms WHERE block = {block:UInt64}']],
    ['everything', ['events', 'terms'].map((table) => `DELETE FROM ${table} WHERE block = {block:UInt64}`)],
  ];
  for (const [index, [name, statements]] of LOSSES.entries()) {
    test(`in a run that goes on is completed where ${name} of it is missing`, async () => {
      const block = 2_000_010 + index;
      await store.insert(encode(block));
      for (const sql of statements) await store.execute(sql, { block });
      const run = await InterruptedRun.find(store, range(block), `run ${index}`);
      await run.insert(encode(block));
      await run.finish();
      assert.deepEqual(await countsOf(block), [6, 6]);
      const words = await store.select(`SELECT rawRest FROM events WHERE block = {block:UInt64} ORDER BY row`, {
        block,
      });
      assert.deepEqual(
        words.map((row) => row['rawRest']),
        ['worda', 'wordb', 'wordc', 'wordd', 'worde', 'wordf'],
      );
    });
  }

  test('in a run that goes on, blocks that are not made any more are removed, and no others', async () => {
    for (const block of [2_000_030, 2_000_031, 2_000_032]) await store.insert(encode(block));
    const run = await InterruptedRun.find(store, { from: 2_000_030, to: 2_000_032 }, 'run');
    await run.insert(encode(2_000_030));
    await run.finish();
    assert.deepEqual(await countsOf(2_000_030), [6, 6]);
    assert.deepEqual(await countsOf(2_000_031), [0, 0]);
    assert.deepEqual(await countsOf(2_000_032), [6, 6]);
  });
});

describe('a block whose events would be enriched in another way now', () => {
  const ENRICHED: readonly { name: string; lost: string; city: string }[] = [
    { name: 'all is there, what was stored stays', lost: 'SELECT 1', city: 'vienna' },
    {
      name: 'the events are missing, new ones come',
      lost: 'DELETE FROM events WHERE block = {block:UInt64}',
      city: 'graz',
    },
  ];
  for (const [index, { name, lost, city }] of ENRICHED.entries()) {
    test(`has events and words that agree: ${name}`, async () => {
      const block = 2_000_040 + index;
      await store.insert(encode(block, 'vienna'));
      await store.execute(lost, { block });
      const run = await InterruptedRun.find(store, range(block), `enriched ${index}`);
      await run.insert(encode(block, 'graz'));
      const sql = `SELECT DISTINCT geoSourceCity AS city FROM events WHERE block = {block:UInt64}`;
      assert.deepEqual(await store.select(sql, { block }), [{ city }]);
      const words = `SELECT term AS city FROM terms WHERE block = {block:UInt64} AND term NOT LIKE 'word%'`;
      assert.deepEqual(await store.select(words, { block }), [{ city }]);
    });
  }
});
