// What is asked of a running server, and its answers in pages put together.

import type { Reading } from '../query/query-text.js';
import type { ServerClient } from './server-client.js';

export interface RemoteParts {
  readonly client: ServerClient;
  readonly reading: Reading;
  /** As it was written. */
  readonly timezone: string;
}

/** Rows that the server gives in one answer. */
const MOST_PAGE = 1000;

interface Wanted {
  readonly limit: number;
  readonly cursor: string | undefined;
}

interface Part {
  readonly limit: number;
  readonly cursor?: string;
}

interface RemotePage<Row> {
  readonly found: readonly Row[];
  readonly nextCursor: string | null;
}

export async function pagesUpTo<Row>(
  { limit, cursor }: Wanted,
  ask: (part: Part) => Promise<RemotePage<Row>>,
): Promise<{ readonly found: readonly Row[]; readonly next: string | null }> {
  const found: Row[] = [];
  let next = cursor ?? null;
  do {
    const part = { limit: Math.min(MOST_PAGE, limit - found.length), ...(next === null ? {} : { cursor: next }) };
    const page = await ask(part);
    found.push(...page.found);
    next = page.nextCursor;
  } while (next !== null && found.length < limit);
  return { found, next };
}
