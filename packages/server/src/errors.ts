import { accessErrors } from './access-errors.js';
import type { ErrorEntry } from './error-entry.js';
import { requestErrors } from './request-errors.js';
import { storeErrors } from './store-errors.js';

/**
 * Every error that a person can meet, once: code → message, exit code, remedy, and the status of HTTP where it may be the answer. The reference of error codes is checked against
 * this table. `{name}` in a text is a hole; the type of `AppError`'s second argument is derived from the holes.
 *
 * Exit codes: 1 = the work failed, 2 = what was asked for cannot be understood (options, query, configuration).
 * Errors *in the data* are no errors of the program: they are defect codes on the event.
 */
const errorTable = {
  ...accessErrors,
  ...requestErrors,
  ...storeErrors,
  'file.not-found': {
    message: 'there is no file {path}',
    exitCode: 1,
    remedy: 'check the spelling; relative paths are looked up in the current folder',
  },
  'file.is-directory': {
    message: '{path} is a folder, not a file',
    exitCode: 1,
    remedy: 'name its files, for example {path}/*.log',
  },
  'file.unreadable': {
    message: '{path} cannot be read: {reason}',
    exitCode: 1,
    remedy: 'check its permissions (ls -l), or run as a user who may read it',
  },
  'file.unwritable': {
    message: '{path} cannot be written: {reason}',
    exitCode: 1,
    remedy: 'check the permissions of the folder, or choose another one',
  },
  'file.truncated': {
    message: '{path} ends in the middle of its compressed data',
    exitCode: 1,
    remedy: 'copy it again; what stood before the damage has been read',
  },
  'file.corrupt': {
    message: '{path} is damaged: {reason}',
    exitCode: 1,
    remedy: 'copy it again; what stood before the damage has been read',
  },
  'file.unknown-compression': {
    message: '{path} is compressed as {format}, which is not supported',
    exitCode: 1,
    remedy: 'decompress it first, or pipe it in: … | gatehouse parse -',
  },
  'disk.full': {
    message: 'the disk that holds {path} is full',
    exitCode: 1,
    remedy: 'make room and run the same command again; nothing half-written counts as stored',
  },
  'output.disk-full': {
    message: 'the disk that the output is written to is full',
    exitCode: 1,
    remedy: 'make room; what has been written so far is incomplete',
  },
  'output.failed': {
    message: 'the output cannot be written: {reason}',
    exitCode: 1,
    remedy: 'check where the output goes; what has been written so far is incomplete',
  },
  'option.invalid': {
    message: '{option} cannot be {value}: {reason}',
    exitCode: 2,
    remedy: 'see --help for the values that it takes',
  },
  'usage.invalid': {
    message: '{problem}',
    exitCode: 2,
    remedy: 'see {command} --help',
  },
  'query.invalid': {
    message: '{problem}',
    exitCode: 2,
    remedy: '{fix}',
  },
  'session.unknown': {
    message: 'there is no VPN session {id}',
    exitCode: 1,
    remedy: 'take the id from a list of sessions; those that you may not see are not there for you',
    status: 404,
  },
  'person.unknown': {
    message: 'no event and no session of that time names a user {name}',
    exitCode: 1,
    remedy: 'check the spelling, or look further back with --from',
    status: 404,
  },
  'config.invalid': {
    message: 'the configuration has {problems}',
    exitCode: 2,
    remedy: 'correct it; `gatehouse config check` shows the same, `gatehouse config reference` every key',
  },
  'config.syntax': {
    message: 'this is not valid YAML: {reason}',
    exitCode: 2,
    remedy: 'indent with blanks, the same number per level, and quote texts that hold `: ` or ` #`',
  },
  'config.unknown-key': {
    message: 'there is no key {key}',
    exitCode: 2,
    remedy: '{fix}',
  },
  'config.unknown-variable': {
    message: 'the environment variable {name} sets no key',
    exitCode: 2,
    remedy: '{fix}',
  },
  'config.missing-key': {
    message: '{key} is missing',
    exitCode: 2,
    remedy: '{fix}',
  },
  'config.invalid-value': {
    message: '{key} cannot be {value}: {reason}',
    exitCode: 2,
    remedy: '{fix}',
  },
  'config.conflict': {
    message: '{problem}',
    exitCode: 2,
    remedy: '{fix}',
  },
  'listener.address-in-use': {
    message: '{listener} cannot listen on {address}: another program does',
    exitCode: 1,
    remedy: 'find that program with `ss -lntup`, or choose another port',
  },
  'listener.port-forbidden': {
    message: '{listener} may not listen on {address}',
    exitCode: 1,
    remedy: 'ports below 1024 need the capability CAP_NET_BIND_SERVICE; or listen on a higher one and forward to it',
  },
  'listener.address-unknown': {
    message: '{listener} cannot listen on {address}: this machine has no such address',
    exitCode: 1,
    remedy: 'choose one that `ip address` shows, or 0.0.0.0 or :: for all of them',
  },
  'listener.failed': {
    message: '{listener} cannot listen on {address}: {reason}',
    exitCode: 1,
    remedy: 'check address and port of the listener; `gatehouse config print` shows what is in effect',
  },
  'listener.certificate-unreadable': {
    message: 'the {part} of {listener} cannot be read from {path}: {reason}',
    exitCode: 1,
    remedy: 'check the path, and that the user who runs Gatehouse may read it (ls -l)',
  },
  'listener.certificate-invalid': {
    message: '{listener} cannot use its certificate: {reason}',
    exitCode: 1,
    remedy: 'give PEM files whose certificate and key belong together, with the passphrase if the key has one',
  },
  'journal.full': {
    message: 'the journal is full: it holds {bytes} of at most {limit}',
    exitCode: 1,
    remedy:
      'see with `gatehouse status` why the store takes nothing, or raise journal.maxBytes; what was acknowledged is kept',
  },
  'journal.locked': {
    message: 'another process is using the journal in {path}',
    exitCode: 1,
    remedy: 'stop the running server first, or choose another folder with --data',
  },
  'journal.missing': {
    message: 'there is no journal in {path}',
    exitCode: 1,
    remedy: 'check the folder given with --data; `gatehouse serve` creates the journal in it',
  },
  'journal.failed': {
    message: 'the journal has failed: {reason}',
    exitCode: 1,
    remedy: 'check the disk that holds the data folder (df, dmesg); what was acknowledged is kept',
  },
  'documents.conflict': {
    message: 'somebody else has changed this meanwhile',
    exitCode: 1,
    remedy: 'read it again, and repeat the change if it still applies',
    status: 409,
  },
  'documents.invalid-id': {
    message: 'this cannot be the name of anything',
    exitCode: 2,
    remedy: 'use 1 to 200 letters, digits and the signs . _ : @ + -',
  },
  'documents.too-large': {
    message: 'this has {bytes} bytes and is too large to be kept',
    exitCode: 2,
    remedy: 'make it shorter: at most {limit} bytes',
  },
  'documents.failed': {
    message: 'accounts and settings cannot be read or written: {reason}',
    exitCode: 1,
    remedy: 'check the disk that holds the data folder (df, dmesg); where the file is damaged, put a copy of it back',
  },
  'server.unreachable': {
    message: 'no server answers at {url}: {reason}',
    exitCode: 1,
    remedy: 'start it with `gatehouse serve`, or name its address with --url',
  },
  'program.defect': {
    message: 'unexpected: {reason}',
    exitCode: 1,
    remedy: 'this is a defect of Gatehouse: please report it with the output of GATEHOUSE_DEBUG=1',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;
export const errorCodes = Object.keys(errorTable) as readonly ErrorCode[];

/** The row of a code, its status filled in. */
export function errorEntry(code: ErrorCode): Required<ErrorEntry> {
  const entry: ErrorEntry = errorTable[code];
  return { ...entry, status: entry.status ?? (entry.exitCode === 2 ? 400 : 500) };
}

type Hole<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Hole<Rest> : never;
type Texts<Code extends ErrorCode> = (typeof errorTable)[Code]['message' | 'remedy'];
/** What has to be said to fill the texts of a code. */
export type ErrorDetails<Code extends ErrorCode> = Readonly<Record<Hole<Texts<Code>>, string>>;

export interface ErrorOptions {
  readonly cause?: unknown;
  /** The text that the error is about with a caret under the place, printed as it stands. */
  readonly excerpt?: string;
  /** Where in that text: offsets in UTF-16 units, `to` exclusive. */
  readonly from?: number;
  readonly to?: number;
}

export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly from?: number;
  readonly to?: number;
}

/** One tuple per code, so that the compiler demands exactly the details that the code's texts have holes for. */
type ErrorArguments = {
  [Code in ErrorCode]: [code: Code, details: ErrorDetails<Code>, options?: ErrorOptions];
}[ErrorCode];

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly exitCode: number;
  readonly remedy: string;
  readonly details: Readonly<Record<string, string>>;
  readonly excerpt: string | undefined;
  readonly range: { readonly from: number; readonly to: number } | undefined;

  constructor(...[code, details, options = {}]: ErrorArguments) {
    const entry = errorEntry(code);
    super(fill(entry.message, details), { cause: options.cause });
    this.code = code;
    this.details = details;
    this.exitCode = entry.exitCode;
    this.remedy = fill(entry.remedy, details);
    this.excerpt = options.excerpt;
    this.range = options.from === undefined ? undefined : { from: options.from, to: options.to ?? options.from };
  }

  toJSON(): ErrorReport {
    return { code: this.code, message: this.message, remedy: this.remedy, ...this.range };
  }
}

/** Status of the answer over HTTP. */
export function statusOf(code: ErrorCode): number {
  return errorEntry(code).status;
}

function fill(text: string, details: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => details[name] ?? hole);
}

/** Turns what the operating system says about a file into the error that a person can act on. */
export function fileError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const cause = { cause: error };
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('file.not-found', { path }, cause);
    case 'EISDIR':
      return new AppError('file.is-directory', { path }, cause);
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('disk.full', { path }, cause);
    case 'Z_BUF_ERROR':
      return new AppError('file.truncated', { path }, cause);
    case 'Z_DATA_ERROR':
      return new AppError('file.corrupt', { path, reason: reasonOf(error) }, cause);
    default:
      return new AppError('file.unreadable', { path, reason: reasonOf(error) }, cause);
  }
}

/** Turns what the operating system says when a socket is bound into the error that a person can act on. */
export function listenError(error: unknown, { listener, address }: { listener: string; address: string }): AppError {
  if (error instanceof AppError) return error;
  const cause = { cause: error };
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new AppError('listener.address-in-use', { listener, address }, cause);
    case 'EACCES':
    case 'EPERM':
      return new AppError('listener.port-forbidden', { listener, address }, cause);
    case 'EADDRNOTAVAIL':
      return new AppError('listener.address-unknown', { listener, address }, cause);
    default:
      return new AppError('listener.failed', { listener, address, reason: reasonOf(error) }, cause);
  }
}

/** What is printed for anything thrown: an AppError as it is, everything else as a defect of ours. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('program.defect', { reason: reasonOf(error) }, { cause: error });
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** Node's system messages read `EACCES: permission denied, open '/x'`: the middle part is the one for people. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: ([^,]+),/.exec(text)?.[1] ?? text;
}
