/**
 * `gatehouse parse`: log lines in, one flat JSON object per line out (NDJSON), in order, as fast as they come. Never fewer,
 * never more: a line that is not understood becomes an object as well.
 */
import type { Command } from 'commander';
import { enrichEvent } from '../enrich/event-enrichment.js';
import { type Lookup, Lookups } from '../enrich/lookup.js';
import { internalNetworks } from '../map/direction.js';
import { printLine } from '../map/print.js';
import { type LineContext, readLine } from '../map/reader.js';
import type { Reading } from '../map/reading.js';
import { addConfigFile, type ConfigFlags, configFromFlags } from './config.js';
import { addEnrichOption, type EnrichFlags, enrichmentTables } from './enrichment.js';
import type { Io } from './io.js';
import { type FileLine, fileLines } from './line-files.js';
import { addReadingOptions, contextOf, type ReadingFlags } from './reading-options.js';

const HELP = `
Examples:
  gatehouse parse ns.log | head -n 3
  zcat ns.log.*.gz | gatehouse parse - > events.ndjson
  gatehouse parse site.log --timezone Europe/Zurich --date-order dmy`;

interface Flags extends ReadingFlags, ConfigFlags, EnrichFlags {}

export function registerParse(program: Command, io: Io): void {
  addEnrichOption(addReadingOptions(addConfigFile(program.command('parse'))))
    .description('read log lines and print each as one flat JSON object')
    .argument('[file...]', 'files to read, plain, gzip or Zstandard; - or none: standard input')
    .addHelpText('after', HELP)
    .action((files: string[], flags: Flags) => run(io, files, flags));
}

async function run(io: Io, files: readonly string[], flags: Flags): Promise<void> {
  const config = await configFromFlags(io, flags);
  const context = { ...contextOf(flags), internalNetworks: internalNetworks(config.internalNetworks) };
  const tables = await enrichmentTables(io, config, flags);
  const lookup = tables === null ? null : new Lookups(tables).of(config.customerId);
  const print = (line: FileLine) => printed(read(line, context), lookup);
  for await (const lines of fileLines(io, files)) {
    for (const part of batches(lines)) await io.stdout.write(part.map(print).join(''));
  }
}

/** Lines per write: large enough to be fast, small enough that a reader sees them come. */
const BATCH = 256;

function* batches(lines: readonly FileLine[]): Generator<readonly FileLine[]> {
  for (let from = 0; from < lines.length; from += BATCH) yield lines.slice(from, from + BATCH);
}

function read({ text, originalLength }: FileLine, context: LineContext): Reading {
  return readLine(text, originalLength === undefined ? context : { ...context, originalLength });
}

function printed(reading: Reading, lookup: Lookup | null): string {
  const event = lookup === null ? reading.event : enrichEvent(reading.event, lookup);
  return `${printLine({ ...reading, event })}\n`;
}
