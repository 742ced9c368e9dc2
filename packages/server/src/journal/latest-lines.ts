// The latest lines of one sender, as far as the journal still has them: what a client may send again because it did not learn that
// it is durable. Read backwards from the end, a few thousand lines at most: no client keeps more without an acknowledgement.

import type { Journal, JournalBlock, Segment } from './journal.js';

export interface Sender {
  readonly sourceId: string;
  readonly peer: string;
}

const MOST_LINES = 4096;
const MOST_BLOCKS = 1024;
const MOST_BYTES = 16 * 2 ** 20;
/** An acknowledgement is on its way as soon as the line is durable; what is older than this has arrived, or the client is gone. */
const MOST_AGE_MS = 30_000;
const PATIENCE_MS = 200;

/** One character per byte, the latest block first. */
export async function latestLines(journal: Journal, sender: Sender): Promise<string[]> {
  const { first, last } = journal.facts();
  const lines: string[] = [];
  let bytes = 0;
  let oldest = Number.NEGATIVE_INFINITY;
  for (let sequence = last; sequence >= Math.max(first, last - MOST_BLOCKS); sequence--) {
    const segments = (await blockAt(journal, sequence))?.segments ?? [];
    for (const segment of segments) {
      bytes += segment.bytes.length;
      if (segment.sourceId !== sender.sourceId || segment.peer !== sender.peer) continue;
      const { receivedAt } = segment;
      if (receivedAt === null || receivedAt < oldest) return lines;
      if (lines.length === 0) oldest = receivedAt - MOST_AGE_MS;
      lines.push(...linesOf(segment));
    }
    if (lines.length >= MOST_LINES || bytes >= MOST_BYTES) break;
  }
  return lines;
}

async function blockAt(journal: Journal, sequence: number): Promise<JournalBlock | null> {
  // Behind a damaged block at the end there may be nothing for a long time.
  for await (const block of journal.read(sequence, AbortSignal.timeout(PATIENCE_MS)))
    return block.sequence === sequence ? block : null;
  return null;
}

function linesOf({ lengths, bytes }: Segment): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const lines: string[] = [];
  let from = 0;
  for (const length of lengths) lines.push(text.slice(from, (from += length)));
  return lines;
}
