/**
 * `gatehouse status`: asks the running server how it is. In: its address. Out: tables of listeners, peers and devices, and what needs
 * somebody's attention; or the report as it is, as JSON.
 */
import type { Command } from 'commander';
import { configKeys } from '../config/keys.js';
import { AppError } from '../errors.js';
import { STATUS_VERSION, type StatusReport } from '../serve/status-report.js';
import { addServerOptions, chosenServer, type ServerFlags, serverAt } from './chosen-server.js';
import type { Io } from './io.js';
import { exchange, reasonOf, type Server, textIn } from './server-exchange.js';
import { statusText } from './status-text.js';

interface Flags extends ServerFlags {
  readonly json?: true;
}

const HELP = `
lag     age of the oldest message that is not stored yet
skew    clock of the device against ours: +1 h is a clock, or a time zone, that is an hour ahead
lost    an estimate from gaps in the message numbers of each packet engine; it includes messages that
        the syslog policy of the appliance does not send

On its own machine a server answers anybody; from elsewhere it asks for a token with the scope observe of an administrator of
all customers, in GATEHOUSE_TOKEN.

Examples:
  gatehouse status
  GATEHOUSE_TOKEN=gh_… gatehouse status --url https://gatehouse.example.com
  gatehouse status --json | jq '.listeners[] | select(.isSilent) | .id'`;

export function registerStatus(program: Command, io: Io): void {
  addServerOptions(program.command('status'))
    .description('what a running server receives, stores and misses')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', HELP)
    .action((flags: Flags) => run(io, flags));
}

function defaultUrl(): string {
  return `http://${configKeys['http.address'].default}:${configKeys['http.port'].default}`;
}

async function run(io: Io, flags: Flags): Promise<void> {
  const report = await askServer(chosenServer(io, flags) ?? serverAt(io, { ...flags, url: defaultUrl() }, NOTHING));
  if (flags.json === true) return io.stdout.write(`${JSON.stringify(report)}\n`);
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  await io.stdout.write(statusText(report, { paint: io.stdout.paint, width }));
}

const NOTHING = { token: '', ca: '' };
const PATIENCE_MS = 5000;

async function askServer(server: Server): Promise<StatusReport> {
  try {
    const answer = await exchange(server, { method: 'GET', path: '/status', patienceMs: PATIENCE_MS });
    const text = await textIn(answer);
    if (answer.status === 401 || answer.status === 403) throw new Error(refusalIn(text));
    return checkedReport(text);
  } catch (error) {
    throw new AppError('server.unreachable', { url: server.url.origin, reason: reasonOf(error) }, { cause: error });
  }
}

function checkedReport(text: string): StatusReport {
  const report = parsed(text);
  const version: unknown =
    typeof report === 'object' && report !== null ? Reflect.get(report, 'statusVersion') : undefined;
  if (version === STATUS_VERSION) return report as StatusReport;
  throw new Error(
    version === undefined
      ? 'what answers there is not Gatehouse'
      : `it is another version of Gatehouse, whose status is of version ${String(version)}`,
  );
}

/** Detail and remedy of a problem document. */
function refusalIn(text: string): string {
  const { detail = 'it refuses', remedy = '' } = (parsed(text) ?? {}) as { detail?: string; remedy?: string };
  return remedy === '' ? detail : `${detail} (${remedy})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
