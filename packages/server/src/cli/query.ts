/**
 * `gatehouse query`: QQL over the stored events. In: the query and the folder of the store. Out: a table on a terminal, otherwise NDJSON;
 * CSV or Parquet on request; or figures (--count, --group-by), or how the query is understood and run (--explain).
 */
import { resolve } from 'node:path';
import type { Token } from '@gatehouse/model';
import {
  type ExportFormat,
  EXPORT_FORMATS as FORMATS,
  fieldOf,
  EXPORT_SHAPES as SHAPES,
  type ExportShape as Shape,
} from '@gatehouse/model';
import { createZone } from '@gatehouse/qql';
import { type Command, Option } from 'commander';
import { csvLine, csvRow } from '../csv.js';
import { AppError } from '../errors.js';
import { type AskableEvents, EventQueries, type SearchRequest } from '../query/event-queries.js';
import { groupField, readInterval, readMetric } from '../query/group-by.js';
import type { QueryText, Reading } from '../query/query-text.js';
import type { Sort } from '../query/sort-keys.js';
import { TABLE_TOKENS } from '../query/table-tokens.js';
import { openChdbStore } from '../store/chdb-store.js';
import { addStoreOptions, chosenServer, DEFAULT_DATA, type ServerFlags } from './chosen-server.js';
import type { Io } from './io.js';
import { exportEvents, refuseExport } from './query-export.js';
import { explanationText, rowsTable } from './query-output.js';
import { RemoteEvents } from './remote-events.js';
import { withClient } from './server-client.js';
import type { Server } from './server-exchange.js';
import { untilInterrupted } from './until-interrupted.js';

type Format = 'table' | ExportFormat;

interface Flags extends ServerFlags {
  readonly format?: Format;
  readonly shape: Shape;
  readonly output?: string;
  readonly limit?: number;
  readonly fields?: readonly Token[];
  readonly sort?: Sort;
  readonly from?: string;
  readonly to?: string;
  readonly tz: string;
  readonly count?: true;
  readonly groupBy?: readonly string[];
  readonly metric?: readonly string[];
  readonly interval?: string;
  readonly explain?: true;
  readonly customer?: string;
}

const HELP = `
Examples:
  gatehouse query 'eventName: LOGIN_FAILED' --from now-7d
  gatehouse query 'userName: ann and sourceIpv4: 198.51.100.0/24' --fields eventTime,eventName,sourceIpv4
  gatehouse query '"invalid credentials" and not outcome: Success' --format ndjson | jq .userName
  gatehouse query 'eventName: LOGIN_FAILED' --group-by userName --metric 'count,uniq(sourceIpv4)'
  gatehouse query 'category: SSLVPN' --interval 1h --metric 'sum(inByte)'
  gatehouse query 'userName: ann' --format parquet --output ann.parquet

The language: docs/reference/qql.md. Every token: gatehouse guide.
CSV is for spreadsheets: text that one would run as a formula gets an apostrophe before it. NDJSON and
Parquet are exact.`;

export function registerQuery(program: Command, io: Io): void {
  addStoreOptions(program.command('query'))
    .description('search the stored events with QQL; without a query: all of them, newest first')
    .argument('[qql...]', 'the query, best in single quotes')
    .addOption(
      new Option('--format <format>', 'table (on a terminal), ndjson (elsewhere), csv or parquet').choices([
        'table',
        ...FORMATS,
      ]),
    )
    .addOption(
      new Option('--shape <names>', 'tokens, or names of ECS (ndjson, csv) or OCSF (ndjson)')
        .choices(SHAPES)
        .default('gatehouse'),
    )
    .option('--output <file>', 'write into this file, which must not be there yet')
    .option('--limit <n>', 'at most so many events (100 for a table, else all)', readLimit)
    .option('--fields <tokens>', 'tokens to print, comma-separated', readFields)
    .option('--sort <token[:order]>', 'order by this token, asc or desc (default: eventTime:desc)', readSort)
    .option('--from <date>', 'events from this time on: 2026-03-17, 2026-03-17T10:00, now-7d, now/d')
    .option('--to <date>', 'events up to the end of this time')
    .option('--tz <zone>', 'time zone of dates in the query', 'UTC')
    .option('--count', 'print only how many events match')
    .option('--group-by <tokens>', 'one line per value of these tokens, comma-separated', readList)
    .option('--metric <metrics>', 'figures per group: count, sum(t), avg(t), min(t), max(t), uniq(t)', readList)
    .option('--interval <time>', 'one line per 30s, 5m, 1h, 1d or 1w')
    .option('--customer <id>', 'only events of this customerId')
    .option('--explain', 'print how the query is understood and run instead of running it')
    .addHelpText('after', HELP)
    .action((words: string[], flags: Flags) => run(io, words.join(' '), flags));
}

async function run(io: Io, query: string, flags: Flags): Promise<void> {
  const zone = createZone(flags.tz);
  if (zone === null) throw invalid('--tz', flags.tz, 'it is no time zone; write an IANA name such as Europe/Paris');
  const text: QueryText = {
    query,
    ...(flags.from === undefined ? {} : { from: flags.from }),
    ...(flags.to === undefined ? {} : { to: flags.to }),
  };
  const reading = { now: Date.now(), zone };
  const ask = async (queries: AskableEvents): Promise<void> => {
    for (const warning of queries.read(text).warnings) await io.stderr.write(`${warning}\n`);
    await answer({ io, queries, text, flags });
  };
  const server = chosenServer(io, flags);
  return server === null ? askStore(io, { flags, reading }, ask) : askServer(io, { server, flags, reading }, ask);
}

interface Way {
  readonly flags: Flags;
  readonly reading: Reading;
}

type Ask = (queries: AskableEvents) => Promise<void>;

async function askStore(io: Io, { flags, reading }: Way, ask: Ask): Promise<void> {
  const store = await openChdbStore({ folder: resolve(io.cwd, flags.data ?? DEFAULT_DATA), create: false });
  // The engine's threads do not survive an exit in the middle of a statement: the process waits for its end.
  await untilInterrupted(io, store, () => {
    const tenants = flags.customer === undefined ? null : [flags.customer];
    return ask(new EventQueries({ store, tenants, reading: () => reading }));
  });
}

async function askServer(
  io: Io,
  { server, flags, reading }: Way & { readonly server: Server },
  ask: Ask,
): Promise<void> {
  await withClient(io, { server, customer: flags.customer }, (client) =>
    ask(new RemoteEvents({ client, reading, timezone: flags.tz })),
  );
}

interface Asked {
  readonly io: Io;
  readonly queries: AskableEvents;
  readonly text: QueryText;
  readonly flags: Flags;
}

async function answer(asked: Asked): Promise<void> {
  const { io, queries, text, flags } = asked;
  const isGrouped = flags.groupBy !== undefined || flags.metric !== undefined || flags.interval !== undefined;
  if (flags.explain === true) {
    const isPage = !isGrouped && flags.count !== true;
    const page = { fields: TABLE_TOKENS, ...searchRequest(asked, DEFAULT_LIMIT) };
    const request = isPage ? page : groupsRequest(asked);
    return io.stdout.write(explanationText(await queries.explain(request), io.stdout.paint));
  }
  if (isGrouped || flags.count === true || flags.format === 'table') refuseExport(flags);
  if (flags.count === true) return io.stdout.write(`${await queries.count(text)}\n`);
  if (isGrouped) return printGroups(asked);
  const format = formatOf(asked);
  if (format === 'table') return printTable(asked);
  const request = searchRequest(asked, Number.MAX_SAFE_INTEGER);
  const count = await exportEvents({ io, queries, request, format, shape: flags.shape, output: flags.output });
  if (count === 0) await sayNothingMatches(asked);
}

function formatOf({ io, flags }: Asked): Format {
  if (flags.format !== undefined) return flags.format;
  return io.stdout.isTty && flags.output === undefined && flags.shape === 'gatehouse' ? 'table' : 'ndjson';
}

const DEFAULT_LIMIT = 100;

function searchRequest({ text, flags }: Asked, limit: number): SearchRequest {
  return {
    ...text,
    limit: flags.limit ?? limit,
    ...(flags.fields === undefined ? {} : { fields: flags.fields }),
    ...(flags.sort === undefined ? {} : { sort: flags.sort }),
  };
}

async function printTable(asked: Asked): Promise<void> {
  const { io, queries, flags } = asked;
  const tokens = flags.fields ?? TABLE_TOKENS;
  const { events, next } = await queries.search({ ...searchRequest(asked, DEFAULT_LIMIT), fields: tokens });
  if (events.length === 0) return sayNothingMatches(asked);
  const shown = flags.fields ?? tokens.filter((token) => events.some((event) => event[token] !== undefined));
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  await io.stdout.write(rowsTable({ titles: shown, rows: events, width, paint: io.stdout.paint }));
  if (next !== null)
    await io.stderr.write(
      `The first ${events.length}; there are more: --limit N, --count, or --format ndjson for all.\n`,
    );
}

async function printGroups(asked: Asked): Promise<void> {
  const { io, queries } = asked;
  const format = formatOf(asked);
  const rows = await queries.groups(groupsRequest(asked));
  const titles = Object.keys(rows[0] ?? {});
  if (rows.length === 0) return sayNothingMatches(asked);
  if (format === 'ndjson') return io.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  if (format === 'csv') return io.stdout.write(csvLine(titles) + rows.map((row) => csvRow(titles, row)).join(''));
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  await io.stdout.write(rowsTable({ titles, rows, width, paint: io.stdout.paint }));
}

const MAX_GROUPS = 10_000;

function groupsRequest({ io, text, flags }: Asked): Parameters<EventQueries['groups']>[0] {
  const isTable = (flags.format ?? (io.stdout.isTty ? 'table' : 'ndjson')) === 'table';
  return {
    ...text,
    tokens: (flags.groupBy ?? []).map((token) => groupField(token, '--group-by')),
    metrics: (flags.metric ?? ['count']).map(readMetric),
    intervalSeconds: flags.interval === undefined ? null : readInterval(flags.interval),
    limit: flags.limit ?? (isTable && flags.interval === undefined ? DEFAULT_LIMIT : MAX_GROUPS),
  };
}

/** An empty answer says what there would have been to find. */
async function sayNothingMatches({ io, queries }: Asked): Promise<void> {
  const metrics = ['count', 'min(eventTime)', 'max(eventTime)'].map(readMetric);
  const [all] = await queries.groups({ query: '', tokens: [], metrics, intervalSeconds: null, limit: 1 });
  const count = Number(all?.['count'] ?? 0);
  const held =
    count === 0
      ? 'The store holds none at all: gatehouse ingest FILE'
      : `The store holds ${count.toLocaleString('en-US')}, from ${all?.['min(eventTime)']} to ${all?.['max(eventTime)']}.`;
  await io.stderr.write(`No events match. ${held}\n`);
}

function readLimit(text: string): number {
  const limit = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  if (limit > 0) return limit;
  throw invalid('--limit', text, 'write a number of events from 1 on');
}

function readList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((part) => part.trim())];
}

function readFields(text: string): readonly Token[] {
  return readList(text).map((name) => readToken(name, '--fields'));
}

function readSort(text: string): Sort {
  const [name = '', order = 'desc'] = text.split(':');
  if (order !== 'asc' && order !== 'desc') throw invalid('--sort', text, 'the order is asc or desc');
  return { field: fieldOf(readToken(name, '--sort')), descending: order === 'desc' };
}

function readToken(name: string, option: string): Token {
  const field = fieldOf(name);
  if (field !== undefined) return field.token;
  throw invalid(option, name, 'there is no such token; gatehouse guide lists them');
}

function invalid(option: string, value: string, reason: string): AppError {
  return new AppError('option.invalid', { option, value, reason });
}
