/**
 * `gatehouse parse`: log lines in, one flat JSON object per line out (NDJSON), in order, as fast as they come. Never fewer,
 * never more: a line that is not understood becomes an object as well.
 */
import type { Command } from 'commander';
import { printLine } from '../map/print.js';
import { type LineContext, readLine } from '../map/reader.js';
import type { Io } from './io.js';
import { type FileLine, fileLines } from './line-files.js';
import { addReadingOptions, contextOf, type ReadingFlags } from './reading-options.js';

const HELP = `
Examples:
  gatehouse parse ns.log | head -n 3
  zcat ns.log.*.gz | gatehouse parse - > events.ndjson
  gatehouse parse site.log --timezone Europe/Zurich --date-order dmy`;

export function registerParse(program: Command, io: Io): void {
  addReadingOptions(program.command('parse'))
    .description('read log lines and print each as one flat JSON object')
    .argument('[file...]', 'files to read, plain, gzip or Zstandard; - or none: standard input')
    .addHelpText('after', HELP)
    .action((files: string[], flags: ReadingFlags) => run(io, files, flags));
}

async function run(io: Io, files: readonly string[], flags: ReadingFlags): Promise<void> {
  const context = contextOf(flags);
  for await (const lines of fileLines(io, files)) {
    for (const part of batches(lines)) await io.stdout.write(part.map((line) => printed(line, context)).join(''));
  }
}

/** Lines per write: large enough to be fast, small enough that a reader sees them come. */
const BATCH = 256;

function* batches(lines: readonly FileLine[]): Generator<readonly FileLine[]> {
  for (let from = 0; from < lines.length; from += BATCH) yield lines.slice(from, from + BATCH);
}

function printed({ text, originalLength }: FileLine, context: LineContext): string {
  return `${printLine(readLine(text, originalLength === undefined ? context : { ...context, originalLength }))}\n`;
}
