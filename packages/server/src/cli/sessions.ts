/**
 * `gatehouse sessions`: QQL over VPN sessions instead of lines. In: the query and the folder of the store. Out: a table, or JSON, one session
 * per line.
 */
import { type SessionToken, sessionFieldOf, VPN_SESSION_FIELDS } from '@gatehouse/model';
import type { Command } from 'commander';
import { AppError } from '../errors.js';
import type { QueryText } from '../query/query-text.js';
import type { Sort } from '../query/sort-keys.js';
import type { AskableSessions } from '../sessions/session-queries.js';
import type { Io } from './io.js';
import { addSessionOptions, type SessionFlags, widthOf, withSessions } from './own-sessions.js';
import { rowsTable } from './query-output.js';

interface Flags extends SessionFlags {
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly fields?: readonly SessionToken[];
  readonly sort?: Sort;
  readonly count?: true;
  readonly listFields?: true;
}

const HELP = `
Without a query: all sessions, those that began last first. Words without a field are looked for in names, addresses, places, clients,
applications and hosts.

Examples:
  gatehouse sessions 'account: ann' --from now-7d
  gatehouse sessions 'state: active and duration > 8h'
  gatehouse sessions 'countryCount > 1 or sourceAddress: 203.0.113.0/24' --fields startTime,userName,country,sourceAddress
  gatehouse sessions 'denials > 0 and application: payroll' --json
  gatehouse sessions --list-fields                          what can be asked`;

export function registerSessions(program: Command, io: Io): void {
  addSessionOptions(program.command('sessions'))
    .description('search VPN sessions, stitched from the events that belong to each')
    .argument('[qql...]', 'the query, best in single quotes')
    .option('--from <date>', 'sessions that were open at this time or later: 2026-03-17, now-7d')
    .option('--to <date>', 'sessions that had begun by the end of this time')
    .option('--limit <n>', 'at most so many sessions (100 for a table, else all)', readLimit)
    .option('--fields <fields>', 'fields to print, comma-separated', readFields)
    .option('--sort <field[:order]>', 'order by this field, asc or desc (default: startTime:desc)', readSort)
    .option('--count', 'print only how many sessions match')
    .option('--list-fields', 'print the fields that sessions have')
    .addHelpText('after', HELP)
    .action((words: string[], flags: Flags) =>
      flags.listFields === true ? listFields(io, flags) : run(io, words, flags),
    );
}

async function run(io: Io, words: readonly string[], flags: Flags): Promise<void> {
  const text: QueryText = {
    query: words.join(' '),
    ...(flags.from === undefined ? {} : { from: flags.from }),
    ...(flags.to === undefined ? {} : { to: flags.to }),
  };
  await withSessions(io, flags, async ({ sessions }) => {
    for (const warning of sessions.read(text).warnings) await io.stderr.write(`${warning}\n`);
    if (flags.count === true) return io.stdout.write(`${await sessions.count(text)}\n`);
    return flags.json === true ? printLines({ io, sessions, text, flags }) : printTable({ io, sessions, text, flags });
  });
}

interface Asked {
  readonly io: Io;
  readonly sessions: AskableSessions;
  readonly text: QueryText;
  readonly flags: Flags;
}

const TABLE_LIMIT = 100;
/** Sessions per statement of a stream. */
const STREAM_PAGE = 5000;

/** What a table shows when nothing else is asked for; those that are empty in every row are left out. */
const TABLE_FIELDS: readonly SessionToken[] = [
  'startTime',
  'duration',
  'state',
  'userName',
  'clientAddress',
  'country',
  'inByte',
  'outByte',
  'legs',
  'denials',
  'closeReason',
  'confidence',
  'id',
];

async function printTable({ io, sessions, text, flags }: Asked): Promise<void> {
  const fields = flags.fields ?? TABLE_FIELDS;
  const limit = flags.limit ?? TABLE_LIMIT;
  const page = await sessions.list({ ...text, limit, fields, ...sortOf(flags) });
  if (page.sessions.length === 0) return sayNothingMatches(io, sessions);
  const shown = flags.fields ?? fields.filter((field) => page.sessions.some((session) => session[field] !== undefined));
  await io.stdout.write(rowsTable({ titles: shown, rows: page.sessions, width: widthOf(io), paint: io.stdout.paint }));
  if (page.next !== null) await io.stderr.write(`The first ${limit}; there are more: --limit N, --count or --json.\n`);
}

async function printLines({ io, sessions, text, flags }: Asked): Promise<void> {
  let left = flags.limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  do {
    const limit = Math.min(left, STREAM_PAGE);
    const fields = flags.fields === undefined ? {} : { fields: flags.fields };
    const page = await sessions.list({
      ...text,
      limit,
      ...fields,
      ...sortOf(flags),
      ...(cursor === undefined ? {} : { cursor }),
    });
    await io.stdout.write(page.sessions.map((session) => `${JSON.stringify(session)}\n`).join(''));
    left -= page.sessions.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && left > 0);
}

function sortOf({ sort }: Flags): { readonly sort?: Sort } {
  return sort === undefined ? {} : { sort };
}

/** An empty answer says what there would have been to find. */
async function sayNothingMatches(io: Io, sessions: AskableSessions): Promise<void> {
  const all = await sessions.count({ query: '' });
  const held = all === 0 ? 'There are none at all: gatehouse ingest FILE' : `There are ${all.toLocaleString('en-US')}.`;
  await io.stderr.write(`No sessions match. ${held}\n`);
}

async function listFields(io: Io, { json }: Flags): Promise<void> {
  const rows = VPN_SESSION_FIELDS.map(({ token, type, list, description, samples }) => ({
    field: token,
    type: list === true ? `${type} list` : type,
    example: samples[0],
    meaning: description,
  }));
  if (json === true) return io.stdout.write(`${JSON.stringify(rows)}\n`);
  const titles = ['field', 'type', 'example', 'meaning'];
  await io.stdout.write(rowsTable({ titles, rows, width: widthOf(io), paint: io.stdout.paint }));
}

function readLimit(text: string): number {
  const limit = /^\d{1,12}$/.test(text) ? Number(text) : 0;
  if (limit > 0) return limit;
  throw invalid('--limit', text, 'write a number of sessions from 1 on');
}

function readFields(text: string): readonly SessionToken[] {
  return text.split(',').map((name) => readField('--fields', name.trim()).token);
}

function readSort(text: string): Sort {
  const [name = '', order = 'desc'] = text.split(':');
  if (order !== 'asc' && order !== 'desc') throw invalid('--sort', text, 'the order is asc or desc');
  return { field: readField('--sort', name), descending: order === 'desc' };
}

function readField(option: string, name: string) {
  const field = sessionFieldOf(name);
  if (field !== undefined) return field;
  throw invalid(option, name, 'sessions have no such field; gatehouse sessions --list-fields shows them');
}

function invalid(option: string, value: string, reason: string): AppError {
  return new AppError('option.invalid', { option, value, reason });
}
