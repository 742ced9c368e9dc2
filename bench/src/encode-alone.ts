/**
 * decode → map → encode in one thread, without files and without a database: CPU time per event, warm. Prints EncodeFigures as
 * JSON. What the search words cost is told apart, since the step that the target is about ends with the columns.
 */
import { createReadStream } from 'node:fs';
import { BlockEncoder } from '../../packages/server/dist/block/encode-block.js';
import { ByteSink } from '../../packages/server/dist/encode/byte-sink.js';
import { TermCollector, writeTerms } from '../../packages/server/dist/encode/terms.js';
import { cutBlocks, type LineBlock } from '../../packages/server/dist/frame/cut-blocks.js';

import { addNames, benchLookups, makePublic } from './enrichment.js';
import { quantile } from './statistics.js';

const BLOCK = { block: 32 << 20, keptOfLongLine: 1 << 20 };
/** Blocks until the compiler has seen everything. */
const WARM_UP = 3;

export interface EncodeFigures {
  readonly events: number;
  readonly byTemplate: number;
  /** CPU microseconds per event of the process (collector and compiler included) while it encodes. */
  readonly encodeUs: number;
  readonly wordsUs: number;
  /** What enrichment adds to both. */
  readonly enrichUs: number;
  /** The same for the first block of a new process. */
  readonly firstUs: number;
  readonly peakMib: number;
  readonly columnBytes: number;
}

class Stage {
  readonly encoder = new BlockEncoder({
    constants: {},
    collectorReceivedTime: 0,
    maxLineBytes: 1 << 20,
    timezone: 'UTC',
  });
  readonly #columns = new ByteSink(1 << 20);
  readonly #words = new ByteSink(1 << 20);
  readonly #terms = new TermCollector();
  columnBytes = 0;
  wordsCpu = 0;

  /** CPU microseconds of one block; of the words separately. */
  run({ bytes }: LineBlock): { cpu: number; lines: number; byTemplate: number } {
    const begin = process.cpuUsage();
    const wordsBefore = this.wordsCpu;
    const { counts } = this.encoder.encode({ bytes, proofs: [] }, (batch) => {
      this.#columns.reset();
      batch.writeNative(this.#columns, 1);
      this.columnBytes += this.#columns.length;
      const words = process.cpuUsage();
      this.#words.reset();
      writeTerms(this.#terms.collect(batch), 1, this.#words);
      this.wordsCpu += total(process.cpuUsage(words));
    });
    const cpu = total(process.cpuUsage(begin)) - (this.wordsCpu - wordsBefore);
    return { cpu, lines: counts.lines, byTemplate: counts.byTemplate };
  }

  /** CPU microseconds of one block, words included. */
  whole(block: LineBlock): { cpu: number; lines: number } {
    const begin = process.cpuUsage();
    const { lines } = this.run(block);
    return { cpu: total(process.cpuUsage(begin)), lines };
  }
}

/**
 * Each block in both ways, one after the other: what disturbs the machine disturbs both. The median of the
 * blocks counts; a first round makes the program warm.
 */
async function enrichment(path: string): Promise<number> {
  const names = new Set<string>();
  for await (const { bytes } of blocksOf(path)) addNames(names, bytes);
  const [plain, enriched] = [new Stage(), new Stage()];
  enriched.encoder.enrichWith(await benchLookups(names));
  const differences: number[] = [];
  for (let round = 0; round < 3; round++) {
    for await (const block of blocksOf(path)) {
      makePublic(block.bytes);
      const before = plain.whole(block);
      const difference = (enriched.whole(block).cpu - before.cpu) / before.lines;
      if (round > 0) differences.push(difference);
    }
  }
  return quantile(differences, 0.5);
}

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

async function measure(path: string): Promise<EncodeFigures> {
  const stage = new Stage();
  let firstUs = Number.NaN;
  let warmUp = 0;
  for await (const block of blocksOf(path)) {
    const { cpu, lines } = stage.run(block);
    if (warmUp++ === 0) firstUs = cpu / lines;
    if (warmUp === WARM_UP) break;
  }
  stage.columnBytes = 0;
  stage.wordsCpu = 0;
  let [events, byTemplate, cpu] = [0, 0, 0];
  for await (const block of blocksOf(path)) {
    const run = stage.run(block);
    events += run.lines;
    byTemplate += run.byTemplate;
    cpu += run.cpu;
  }
  const peakMib = process.resourceUsage().maxRSS / 1024;
  const { columnBytes, wordsCpu } = stage;
  const enrichUs = await enrichment(path);
  return {
    events,
    byTemplate,
    encodeUs: cpu / events,
    wordsUs: wordsCpu / events,
    enrichUs,
    firstUs,
    peakMib,
    columnBytes,
  };
}

function blocksOf(path: string): AsyncIterable<LineBlock> {
  return cutBlocks(createReadStream(path, { highWaterMark: 1 << 20 }), BLOCK);
}

process.stdout.write(JSON.stringify(await measure(process.argv[2] ?? '')));
