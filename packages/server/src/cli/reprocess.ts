/**
 * `gatehouse reprocess`: events of a span of time read again from their raw lines, mapped and enriched as it is done now. In: two instants.
 * Out: what has changed, and what had to stay as it was. A run that is cut off leaves every event once; the same command goes on.
 */
import type { Command } from 'commander';
import type { Config } from '../config/keys.js';
import { Lookups } from '../enrich/lookup.js';
import { AppError } from '../errors.js';
import { type InternalNetworks, internalNetworks } from '../map/direction.js';
import { type Reprocessed, type ReprocessRequest, reprocess } from '../reprocess/reprocess.js';
import { type KnownSources, knownSources, type SetAside } from '../serve/known-sources.js';
import { openChdbStore } from '../store/chdb-store.js';
import { sourceIdentity } from '../store/identity.js';
import { replacingFolder } from '../store/replacement.js';
import { addConfigOptions, type ConfigFlags, configFromFlags } from './config.js';
import { addEnrichOption, type EnrichFlags, enrichmentTables } from './enrichment.js';
import type { Io } from './io.js';
import { createProgressBar, grouped } from './progress.js';

interface Flags extends ConfigFlags, EnrichFlags {
  readonly from: string;
  readonly to: string;
  readonly dryRun?: true;
  readonly json?: true;
}

const HELP = `
Events are stored in blocks of some ten thousand lines: a block that has one event in the span is read again as a whole. Ids, raw lines and
times stay as they are. Take the same configuration as for storing; what is looked up stands in it. A store belongs to one process: stop the server
first (what senders keep meanwhile comes when it is started again), and start it afterwards.

Examples:
  gatehouse reprocess --from 2026-03-01 --to 2026-04-01 --config gatehouse.yaml --dry-run
  gatehouse reprocess --from 2026-03-17T09:00:00Z --to 2026-03-17T10:00:00Z --data /srv/gatehouse --json`;

export function registerReprocess(program: Command, io: Io): void {
  addEnrichOption(addConfigOptions(program.command('reprocess')))
    .description('read stored events again, with the tables and the program of today')
    .requiredOption('--from <instant>', 'first event time: a date or an instant, UTC where it names no zone')
    .requiredOption('--to <instant>', 'first event time that is not meant any more')
    .option('--dry-run', 'change nothing, only say what would change')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((flags: Flags) => run(io, flags));
}

async function run(io: Io, flags: Flags): Promise<void> {
  const [from, to] = [instant('--from', flags.from), instant('--to', flags.to)];
  if (from >= to) throw refused('--to', flags.to, 'it is not after --from');
  const config = await configFromFlags(io, flags);
  const tables = await enrichmentTables(io, config, flags);
  const interruption = new AbortController();
  const lookups = tables === null ? null : new Lookups(tables);
  const { signal } = interruption;
  const work = reprocessStore(io, config, { from, to, lookups, signal, isDryRun: flags.dryRun === true });
  // The engine's threads do not survive an exit in the middle of a statement: the process waits for it.
  const forget = io.onInterrupt(async () => {
    interruption.abort();
    await Promise.allSettled([work]);
  });
  const done = await work.finally(forget);
  await io.stdout.write(flags.json === true ? `${JSON.stringify(done)}\n` : summaryText(done));
}

type Span = Pick<ReprocessRequest, 'from' | 'to' | 'lookups' | 'signal' | 'isDryRun'>;

async function reprocessStore(io: Io, config: Config, span: Span): Promise<Reprocessed> {
  const store = await openStore(config.dataFolder);
  const bar = createProgressBar(io.stderr, 'reprocess');
  try {
    const networks = internalNetworks(config.internalNetworks);
    const onSetAside = ({ path, movedTo, reason }: SetAside) =>
      bar.note(`${path} cannot be used and is now ${movedTo}: ${reason}`);
    return await reprocess(store, {
      ...span,
      folder: replacingFolder(config.dataFolder),
      internalNetworks: networks,
      listeners: listenersOf(knownSources(config, onSetAside), config.dataFolder, networks),
      onProgress: ({ part, events }) => bar.show({ part, lines: events }),
    });
  } finally {
    await bar.end();
    await store.close();
  }
}

async function openStore(folder: string): ReturnType<typeof openChdbStore> {
  try {
    return await openChdbStore({ folder, create: false });
  } catch (error) {
    if (error instanceof AppError && error.code === 'store.locked')
      throw new AppError('reprocess.locked', { path: folder }, { cause: error });
    throw error;
  }
}

/** Also of listeners that were removed: their lines are read as the last configuration had it that knew them. */
function listenersOf(
  sources: KnownSources,
  dataFolder: string,
  networks: InternalNetworks,
): ReprocessRequest['listeners'] {
  const ids = Object.entries(sources).map(([id, source]) => {
    const { eventSourceId } = sourceIdentity(dataFolder, { id, customerId: source.customerId });
    const { timezone, dateOrder, severityFrom } = source;
    return [eventSourceId, { timezone, dateOrder, severityFrom, internalNetworks: networks }] as const;
  });
  const known = new Map(ids);
  return (eventSourceId) => known.get(eventSourceId);
}

function instant(option: string, text: string): number {
  const iso = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const isZoned = iso !== null && (iso[1] !== undefined || text.length === 10);
  const time = iso === null ? Number.NaN : Date.parse(isZoned ? text : `${text}Z`);
  if (Number.isNaN(time)) throw refused(option, text, 'it is no instant; write 2026-03-17 or 2026-03-17T09:00:00Z');
  return time;
}

function refused(option: string, value: string, reason: string): AppError {
  return new AppError('option.invalid', { option, value, reason });
}

/** More blocks are not named one by one. */
const MOST_KEPT = 20;

function summaryText({ events, changed, fields, kept, isDryRun, isComplete }: Reprocessed): string {
  const became = isDryRun ? 'would change' : 'have changed';
  const lines = [`${grouped(events)} events have been read again; ${grouped(changed)} ${became}`];
  const counts = Object.entries(fields).sort(([, a], [, b]) => b - a);
  for (const [token, count] of counts) lines.push(`  ${token.padEnd(28)} ${grouped(count).padStart(12)}`);
  for (const { block, events: rows, because } of kept.slice(0, MOST_KEPT))
    lines.push(`the ${grouped(rows)} events of block ${block} stay as they are: ${because}`);
  if (kept.length > MOST_KEPT) lines.push(`and those of ${grouped(kept.length - MOST_KEPT)} other blocks`);
  if (!isComplete) lines.push('interrupted; what has been replaced stays so, the same command does the rest');
  return `${lines.join('\n')}\n`;
}
