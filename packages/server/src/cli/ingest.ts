/**
 * `gatehouse ingest`: log files into the embedded store. In: paths, plain or compressed. Out: a progress bar on a terminal, and
 * a summary that says what became of every line.
 */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BlockSettings } from '../block/encode-block.js';
import type { Config } from '../config/keys.js';
import type { EnrichTables } from '../enrich/tables.js';
import { AppError } from '../errors.js';
import { internalNetworks } from '../map/direction.js';
import { inspectLogFile } from '../receive/open-file.js';
import { openChdbStore } from '../store/chdb-store.js';
import type { EventStore } from '../store/event-store.js';
import { sourceIdentity } from '../store/identity.js';
import { addConfigOptions, type ConfigFlags, configFromFlags } from './config.js';
import { addEnrichOption, type EnrichFlags, enrichmentTables } from './enrichment.js';
import { type IngestResult, Interrupted, ingestFile } from './ingest-file.js';
import { ingestJson, ingestText } from './ingest-summary.js';
import type { Io } from './io.js';
import { createProgressBar } from './progress.js';
import { addReadingOptions, type ReadingFlags } from './reading-options.js';
import { checkedZone } from './source-options.js';

interface Flags extends ReadingFlags, ConfigFlags, EnrichFlags {
  readonly dedupe?: true;
  readonly json?: true;
}

const HELP = `
A file that was ingested before is ingested again unless --dedupe is given; the summary says so. A run that was cut off is
repeated with the same command: what it had stored is not stored twice.

Examples:
  gatehouse ingest /var/log/ns.log
  gatehouse ingest ns.log ns.log.*.gz --data /srv/gatehouse --dedupe
  gatehouse ingest site.log --timezone Europe/Paris --date-order dmy`;

export function registerIngest(program: Command, io: Io): void {
  const command = addConfigOptions(program.command('ingest'))
    .description('store and index log files: plain, gzip or Zstandard')
    .argument('<file...>', 'files to read')
    .option('--dedupe', 'leave out files whose content has been ingested before');
  addEnrichOption(addReadingOptions(command))
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', HELP)
    .action((files: string[], flags: Flags) => run(io, files, flags));
}

async function run(io: Io, files: readonly string[], flags: Flags): Promise<void> {
  checkedZone(flags.timezone);
  const paths = files.map((file) => resolve(io.cwd, file));
  const config = await configFromFlags(io, flags);
  await Promise.all(paths.map(inspectLogFile));
  const enrichment = await enrichmentTables(io, config, flags);
  const interruption = new AbortController();
  const work = ingestInto({ io, flags, config, enrichment, signal: interruption.signal }, paths);
  // The engine's threads do not survive an exit in the middle of an insert: the process waits for it.
  const forget = io.onInterrupt(async () => {
    interruption.abort();
    await Promise.allSettled([work]);
  });
  await work.finally(forget);
}

interface Run {
  readonly io: Io;
  readonly flags: Flags;
  readonly config: Config;
  readonly enrichment: EnrichTables | null;
  readonly signal: AbortSignal;
}

async function ingestInto(run: Run, paths: readonly string[]): Promise<void> {
  const store = await openChdbStore({ folder: run.config.dataFolder, create: true });
  const results: IngestResult[] = [];
  try {
    for (const path of paths) results.push(await ingestOne(run, store, path));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    await run.io.stderr.write('note: interrupted; the same command goes on where it has stopped\n');
  } finally {
    await store.close();
    // Also when a later file has failed: these are stored.
    if (results.length > 0) await printSummary(run, results);
  }
}

function printSummary({ io, flags }: Run, results: readonly IngestResult[]): Promise<void> {
  return io.stdout.write(
    flags.json === true ? ingestJson(results) : ingestText(results, { paint: io.stdout.paint, cwd: io.cwd }),
  );
}

async function ingestOne(run: Run, store: EventStore, path: string): Promise<IngestResult> {
  const { io, flags, enrichment, signal } = run;
  const bar = createProgressBar(io.stderr, path);
  try {
    return await ingestFile(store, {
      path,
      settings: sourceSettings(run),
      enrichment,
      dedupe: flags.dedupe === true,
      now: () => new Date(),
      signal,
      onProgress: ({ bytes, size, lines }) => bar.show({ part: size === 0 ? null : bytes / size, lines }),
    });
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('file.'))
      bar.note('what was read before the failure is stored');
    throw error;
  } finally {
    await bar.end();
  }
}

function sourceSettings({ config, flags }: Run): Omit<BlockSettings, 'collectorReceivedTime' | 'maxLineBytes'> {
  const { timezone, dateOrder, severityFrom } = flags;
  return {
    timezone,
    dateOrder,
    severityFrom,
    internalNetworks: internalNetworks(config.internalNetworks),
    constants: sourceIdentity(config.dataFolder, { id: 'files', customerId: config.customerId }),
  };
}
