/** However many threads read the blocks, the result is that of one pass from top to bottom. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ABSENT_TIME } from '@gatehouse/model';
import { ProvenDates } from '../decode/date-order.js';
import { cutBlocks } from '../frame/cut-blocks.js';
import { Random } from '../generate/random.js';
import { defaultContext, readLine } from '../map/reader.js';
import { BLOCKS_PER_UNIT, type EncodedUnit, encodeInOrder } from './pool.js';
import { WorkerFailure } from './request-worker.js';

const SIZES = { block: 8192, keptOfLongLine: 2048 };
const SETTINGS = { constants: {}, collectorReceivedTime: null, maxLineBytes: 2048 };
const FIRST_BLOCK = 7 * 2 ** 30;

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-pool-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Gateway {
  readonly name: string;
  readonly order: 'mdy' | 'dmy' | 'both';
  /** Before this line it shows only dates that can be read in two ways. */
  readonly provesFrom: number;
}

/** Lines of all gateways in turn, in two forms, so that most of them are read by templates. */
function logOf(gateways: readonly Gateway[], count: number): string[] {
  const random = new Random(gateways.map(({ name }) => name).join());
  return Array.from({ length: count }, (_, index) => {
    const { name, order, provesFrom } = random.pick([gateways[0] as Gateway, ...gateways]);
    const isClear = index >= provesFrom && random.chance(5);
    const day = isClear ? random.between(13, 28) : 1 + (Math.floor(index / 100) % 12);
    const month = 1 + (index % 100 < 50 ? 4 : 6);
    const isDmy = order === 'both' ? random.chance(50) : order === 'dmy';
    const date = (isDmy ? [day, month] : [month, day]).map((part) => String(part).padStart(2, '0')).join('/');
    const head = `<134> ${date}/2026:09:00:0${index % 10} GMT ${name} 0-PPE-0 : default`;
    return random.chance(50)
      ? `${head} AAA LOGOUT ${index} 0 : User mbell - Client_ip 192.0.2.7`
      : `${head} AAA EXTRACTED_GROUPS ${index} 0 :  Extracted_groups "VPN_Users,Sales"`;
  });
}

function timesFromTopToBottom(lines: readonly string[]): number[] {
  const context = defaultContext({ history: new ProvenDates() });
  return lines.map((line) => readLine(line, context).event.eventTime ?? ABSENT_TIME);
}

async function encode(text: string, threads: number, incoming = folder): Promise<EncodedUnit[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text, 'latin1');
  }
  const options = { settings: SETTINGS, incoming, threads, firstBlock: FIRST_BLOCK, enrichment: null };
  const units: EncodedUnit[] = [];
  for await (const unit of encodeInOrder(cutBlocks(chunks(), SIZES), options)) units.push(unit);
  return units;
}

const CASES: readonly { name: string; gateways: readonly Gateway[] }[] = [
  { name: 'a gateway that proves its order late', gateways: [{ name: 'gw-late', order: 'dmy', provesFrom: 700 }] },
  {
    name: 'gateways of both orders',
    gateways: [
      { name: 'gw-a', order: 'dmy', provesFrom: 300 },
      { name: 'gw-b', order: 'mdy', provesFrom: 600 },
      { name: 'gw-c', order: 'dmy', provesFrom: 1_000 },
      { name: 'gw-never', order: 'dmy', provesFrom: Number.POSITIVE_INFINITY },
    ],
  },
  { name: 'a gateway that contradicts itself', gateways: [{ name: 'gw-two', order: 'both', provesFrom: 500 }] },
];

for (const { name, gateways } of CASES) {
  test(`dates of ${name}`, async () => {
    const lines = logOf(gateways, 1500);
    const expected = timesFromTopToBottom(lines);
    assert.notDeepEqual(
      expected,
      lines.map((line) => timesFromTopToBottom([line])[0]),
    );
    for (const threads of [1, 3]) {
      const units = await encode(lines.join('\n'), threads);
      assert.ok(units.length > 10);
      assert.deepEqual(units.flatMap(storedTimes), expected, `${threads} threads`);
      const byTemplate = units.reduce((sum, { outcome }) => sum + outcome.counts.byTemplate, 0);
      assert.ok(byTemplate > lines.length / 4, `${byTemplate} lines by templates`);
    }
  });
}

test('blocks are numbered by their place, and say how many rows and words they have', async () => {
  const lines = logOf([{ name: 'gw-a', order: 'mdy', provesFrom: 0 }], 200);
  const units = await encode(lines.join('\n'), 2);
  const blocks = units.flatMap((unit) => unit.blocks);
  assert.deepEqual(
    blocks.map(({ block }) => block),
    units.map((_, index) => FIRST_BLOCK + index * BLOCKS_PER_UNIT),
  );
  assert.equal(
    blocks.reduce((sum, { rows }) => sum + rows, 0),
    lines.length,
  );
  for (const { terms, termsFile } of blocks) assert.equal(new NativeReader(readFileSync(termsFile)).rows, terms);
});

test('a worker that cannot write ends the run with the reason', async () => {
  const nowhere = join(folder, 'nowhere');
  await assert.rejects(
    encode('a line\n', 2, nowhere),
    (error) => error instanceof WorkerFailure && error.code === 'ENOENT',
  );
});

function storedTimes({ blocks }: EncodedUnit): number[] {
  return blocks.flatMap(({ eventsFile }) => {
    const reader = new NativeReader(readFileSync(eventsFile));
    reader.skip('block', 8);
    reader.skip('row', 4);
    return reader.int64s('eventTime');
  });
}

/** The head of a Native block and its first columns of fixed width: encode/batch.ts draws the format. */
class NativeReader {
  readonly rows: number;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#varint();
    this.rows = this.#varint();
  }

  skip(name: string, width: number): void {
    this.#head(name);
    this.#at += this.rows * width;
  }

  int64s(name: string): number[] {
    this.#head(name);
    return Array.from({ length: this.rows }, (_, row) => Number(this.#bytes.readBigInt64LE(this.#at + row * 8)));
  }

  #head(name: string): void {
    assert.equal(this.#text(), name);
    this.#text();
  }

  #text(): string {
    const length = this.#varint();
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  #varint(): number {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
