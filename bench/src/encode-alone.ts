/**
 * decode → map → encode in one thread, without files and without a database: CPU time per event, warm. Prints EncodeFigures as
 * JSON. What the search words cost is told apart, since the step that the target is about ends with the columns.
 */
import { createReadStream } from 'node:fs';
import { BlockEncoder } from '../../packages/server/dist/block/encode-block.js';
import { ByteSink } from '../../packages/server/dist/encode/byte-sink.js';
import { TermCollector, writeTerms } from '../../packages/server/dist/encode/terms.js';
import { cutBlocks, type LineBlock } from '../../packages/server/dist/frame/cut-blocks.js';

const BLOCK = { block: 32 << 20, keptOfLongLine: 1 << 20 };
/** Blocks until the compiler has seen everything. */
const WARM_UP = 3;

export interface EncodeFigures {
  readonly events: number;
  readonly byTemplate: number;
  /** CPU microseconds per event of the process (collector and compiler included) while it encodes. */
  readonly encodeUs: number;
  readonly wordsUs: number;
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
  const { columnBytes } = stage;
  return {
    events,
    byTemplate,
    encodeUs: cpu / events,
    wordsUs: stage.wordsCpu / events,
    firstUs,
    peakMib,
    columnBytes,
  };
}

function blocksOf(path: string): AsyncIterable<LineBlock> {
  return cutBlocks(createReadStream(path, { highWaterMark: 1 << 20 }), BLOCK);
}

process.stdout.write(JSON.stringify(await measure(process.argv[2] ?? '')));
