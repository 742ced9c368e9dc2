// What the engine says when a statement fails, as the error that a person can act on. It ends its texts with the name of the code in
// brackets: `Code: 159. DB::Exception: Timeout exceeded: … (TIMEOUT_EXCEEDED)`.

import { AppError } from '../errors.js';

/** `path`: the folder of the store. */
export function statementFailure(path: string, cause: unknown): AppError {
  const reason = reasonOf(cause);
  if (/NOT_ENOUGH_SPACE|No space left/i.test(reason)) return new AppError('disk.full', { path }, { cause });
  return new AppError('store.failed', { reason: firstLine(reason) }, { cause });
}

/** The same for a query, which may have reached a limit of its own. */
export function queryFailure(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  switch (/\(([A-Z_]+)\)\s*$/.exec(reasonOf(cause))?.[1]) {
    case 'TIMEOUT_EXCEEDED':
      return new AppError('query.time-limit', {}, { cause });
    case 'MEMORY_LIMIT_EXCEEDED':
      return new AppError('query.memory-limit', {}, { cause });
    case 'TOO_MANY_ROWS':
      return new AppError('query.row-limit', {}, { cause });
    case 'TOO_MANY_ROWS_OR_BYTES':
      return new AppError('query.answer-limit', {}, { cause });
    // Values of a query are read before they are bound; those of a cursor are what the client has made of it.
    case 'BAD_QUERY_PARAMETER':
      return new AppError('request.invalid', { problem: 'a value of the cursor is not of its type' }, { cause });
    default:
      return statementFailure(path, cause);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 500);
}
