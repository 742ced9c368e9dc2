/**
 * The program's own log: JSON lines on standard error (pino), or one readable line each on a terminal. Levels say what an
 * operator has to do:
 *
 *   error  act now: something that should work does not        info   nothing to do: started, stopped, reloaded, recovered
 *   warn   look at it today: it works, but not as it should    debug  for the search for a fault
 *
 * Secrets are replaced by name and by shape; what comes from outside cannot forge a line. Repeated reports of bad input are
 * counted, not written: a sender of garbage must not fill the disk.
 */
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import type { Paint } from './cli/io.js';
import { type Config, keyAt, keyPaths } from './config/keys.js';
import { HIDDEN } from './config/problem.js';
import { AppError } from './errors.js';

export type LogLevel = Config['log']['level'];

/** First the facts as fields, then what happened in words: `log.warn({ listener, error }, 'the certificate is kept')`. */
export type Log = Pick<Logger, LogLevel | 'child' | 'level'>;

export interface LogOutput {
  readonly isTty: boolean;
  readonly paint: Paint;
  write(data: string): Promise<void>;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly output: LogOutput;
  readonly now: () => Date;
}

const SECRET_NAMES = [
  ...['authorization', 'cookie', 'passphrase', 'password', 'secret', 'token'],
  ...keyPaths.filter((path) => keyAt(path).secret === true).map((path) => path.slice(path.lastIndexOf('.') + 1)),
];
/** Pino's redaction knows no "at any depth"; our records are flat, or hold one object of a request or of a listener. */
const SECRET_PATHS = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export function createLog({ level, output, now }: LogOptions): Log {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    errorKey: 'error',
    timestamp: () => `,"time":"${now().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: errorFields },
    redact: { paths: SECRET_PATHS, censor: HIDDEN },
    hooks: { streamWrite: withoutSecrets },
  };
  return pino(options, destination(output));
}

/** A log that cannot be written ends nothing: whoever reads it has gone away, and the work goes on. */
function destination(output: LogOutput): DestinationStream {
  const shown = output.isTty ? (line: string) => readableLine(line, output.paint) : (line: string) => line;
  return { write: (line: string) => void output.write(shown(line)).catch(() => undefined) };
}

/** What we know is told by code and remedy; the stack is for what we do not know. */
function errorFields(error: unknown): unknown {
  if (error instanceof AppError) return error.toJSON();
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack };
}

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?="))/g;
const URL_PASSWORD = /(:\/\/[^\s:@/"]*:)[^\s@/"]+(?=@)/g;

function withoutSecrets(line: string): string {
  return line.replace(PRIVATE_KEY, HIDDEN).replace(URL_PASSWORD, `$1${HIDDEN}`);
}

/** `08:15:02 warn  the certificate is kept  listener=vienna-tls` */
function readableLine(line: string, paint: Paint): string {
  const { time, level, message = '', error, ...fields } = JSON.parse(line) as LogRecord;
  const colour = level === 'error' ? paint.red : level === 'warn' ? paint.yellow : paint.dim;
  const words = [
    paint.dim(time.slice(11, 19)),
    colour(level.padEnd(5)),
    printable(message),
    ...Object.entries(fields).map(([name, value]) => paint.dim(`${printable(name)}=${printable(fieldText(value))}`)),
  ];
  return `${words.join(' ')}\n${error === undefined ? '' : errorLines(error, paint)}`;
}

interface LogRecord {
  readonly time: string;
  readonly level: string;
  readonly message?: string;
  readonly error?: { readonly message?: string; readonly remedy?: string; readonly stack?: string };
  readonly [name: string]: unknown;
}

function errorLines({ message, remedy, stack }: NonNullable<LogRecord['error']>, paint: Paint): string {
  const first = stack === undefined ? [message ?? ''] : stack.split('\n');
  const lines = first.map((text) => `         ${printable(text)}\n`);
  if (remedy !== undefined) lines.push(`       ${paint.cyan('→')} ${printable(remedy)}\n`);
  return lines.join('');
}

function fieldText(value: unknown): string {
  return typeof value === 'string' && !/[\s"=]/.test(value) ? value : JSON.stringify(value);
}

/** Controls and marks that turn the direction of text: a name from outside must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export interface BadInput {
  /** A refusal or a defect: the same kind of report has the same code. */
  readonly code: string;
  /** Who sent it. */
  readonly source: string;
  readonly message: string;
}

/** What is used of a log. */
interface BadInputSink {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

interface Reported extends BadInput {
  since: number;
  suppressed: number;
}

/** The same code of the same source is written once in this time. */
const REPEAT_MS = 10_000;
/** Senders can be forged without end: beyond this number they share one entry per code. */
const MAX_SOURCES = 1000;

/** Reports of bad input, at most one per code, source and ten seconds, each with the number that it stands for. */
export class BadInputLog {
  readonly #log: BadInputSink;
  readonly #now: () => number;
  /** Oldest first: an entry that is written again moves to the end. */
  readonly #reported = new Map<string, Reported>();

  constructor(log: BadInputSink, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  report(input: BadInput): void {
    const { key, source } = this.#entryOf(input);
    const before = this.#reported.get(key);
    if (before !== undefined && this.#now() - before.since < REPEAT_MS) before.suppressed++;
    else this.#write(key, { ...input, source, suppressed: before?.suppressed ?? 0 }, input.message);
  }

  /** Writes what has been counted and forgets who is quiet. To be called now and then, and at the end with `all`. */
  sweep(all = false): void {
    for (const [key, entry] of this.#reported) {
      if (!all && this.#now() - entry.since < REPEAT_MS) return;
      if (entry.suppressed > 0) this.#write(key, entry, `${entry.suppressed} more: ${entry.message}`);
      else this.#reported.delete(key);
      if (all) this.#reported.delete(key);
    }
  }

  #entryOf({ code, source }: BadInput): { key: string; source: string } {
    const key = `${code} ${source}`;
    if (this.#reported.has(key)) return { key, source };
    if (this.#reported.size >= MAX_SOURCES) this.sweep();
    return this.#reported.size < MAX_SOURCES ? { key, source } : { key: code, source: 'many senders' };
  }

  #write(key: string, { code, source, message, suppressed }: Omit<Reported, 'since'>, text: string): void {
    this.#log.warn(suppressed === 0 ? { code, source } : { code, source, suppressed }, text);
    this.#reported.delete(key);
    this.#reported.set(key, { code, source, message, since: this.#now(), suppressed: 0 });
  }
}
