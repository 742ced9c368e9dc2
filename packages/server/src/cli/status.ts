/**
 * `gatehouse status`: asks the running server how it is. In: its address. Out: tables of listeners, peers and devices, and what needs
 * somebody's attention; or the report as it is, as JSON.
 */
import type { Command } from 'commander';
import { configKeys } from '../config/keys.js';
import { AppError } from '../errors.js';
import { STATUS_VERSION, type StatusReport } from '../serve/status-report.js';
import type { Io } from './io.js';
import { statusText } from './status-text.js';

interface Flags {
  readonly url: string;
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
  program
    .command('status')
    .description('what a running server receives, stores and misses')
    .option('--url <address>', 'where the server answers', defaultUrl())
    .option('--json', 'print the report as JSON')
    .addHelpText('after', HELP)
    .action((flags: Flags) => run(io, flags));
}

function defaultUrl(): string {
  return `http://${configKeys['http.address'].default}:${configKeys['http.port'].default}`;
}

async function run(io: Io, { url, json }: Flags): Promise<void> {
  const report = await askServer(checkedUrl(url), io.env['GATEHOUSE_TOKEN'] ?? '');
  if (json === true) return io.stdout.write(`${JSON.stringify(report)}\n`);
  const width = io.stdout.isTty ? io.stdout.columns : Number.POSITIVE_INFINITY;
  await io.stdout.write(statusText(report, { paint: io.stdout.paint, width }));
}

function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  const reason = 'write it with its protocol and port, like http://127.0.0.1:8080';
  throw new AppError('option.invalid', { option: '--url', value: text, reason });
}

const PATIENCE_MS = 5000;

async function askServer(url: URL, token: string): Promise<StatusReport> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(new URL('/status', url), { signal, headers, redirect: 'error' });
    const text = await response.text();
    if (response.status === 401 || response.status === 403) throw new Error(refusalIn(text));
    return checkedReport(text);
  } catch (error) {
    throw new AppError('server.unreachable', { url: url.origin, reason: reasonOf(error) }, { cause: error });
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

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no such host',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
};

/** Node's fetch says only that it failed; why is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${PATIENCE_MS / 1000} s`;
  if (!(error.cause instanceof Error)) return error.message;
  return REASONS[(error.cause as NodeJS.ErrnoException).code ?? ''] ?? error.cause.message;
}
