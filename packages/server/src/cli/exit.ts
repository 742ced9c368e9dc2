/**
 * How a command ends: anything thrown becomes two lines on stderr (what happened, what to do) and an exit code.
 * With --json the same as one JSON object. A stack trace is shown only with GATEHOUSE_DEBUG=1.
 */
import { type AppError, asAppError } from '../errors.js';
import { type Io, OutputClosed } from './io.js';

/** 128 + the number of the signal, as shells report it. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** A command that this one has started has failed, and has said so itself. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`a command ended with exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** Prints what there is to say about `error` and returns the exit code. */
export async function reportFailure(io: Io, error: unknown, args: readonly string[]): Promise<number> {
  if (error instanceof OutputClosed) return 0;
  if (error instanceof CommandFailed) return error.exitCode;
  const known = asAppError(error);
  await io.stderr.write(args.includes('--json') ? jsonText(known) : plainText(io, known)).catch(ignoreClosed);
  if (io.env['GATEHOUSE_DEBUG']) await io.stderr.write(traceText(error)).catch(ignoreClosed);
  return known.exitCode;
}

function plainText(io: Io, error: AppError): string {
  const { paint } = io.stderr;
  const excerpt = error.excerpt === undefined ? '' : `${error.excerpt.replace(/\n?$/, '\n')}`;
  return `${paint.red('error:')} ${error.message}\n${excerpt}${paint.cyan('→')} ${error.remedy}\n`;
}

function jsonText(error: AppError): string {
  return `${JSON.stringify({ error })}\n`;
}

function traceText(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}\n`;
  const cause = error.cause === undefined ? '' : `caused by ${traceText(error.cause)}`;
  return `${error.stack ?? error.message}\n${cause}`;
}

function ignoreClosed(error: unknown): void {
  if (!(error instanceof OutputClosed)) throw error;
}
