// For tests: lines in a store as files and listeners bring them, in small blocks.

import { BlockEncoder, type BlockSettings, type SegmentInput } from '../block/encode-block.js';
import { BlockWriter } from '../block/write-block.js';
import type { EncodedBlock, EventStore } from '../store/event-store.js';
import { IngestLedger } from '../store/ingest-ledger.js';
import { FIRST_JOURNAL_BLOCK } from '../store/journal-range.js';

export type Reading = Required<Pick<BlockSettings, 'timezone' | 'dateOrder' | 'severityFrom' | 'internalNetworks'>>;

export interface Brought {
  readonly reading: Reading;
  readonly blockRows: number;
}

export interface Received extends Brought {
  /** Of the journal: another one for every call on a store. */
  readonly journal: number;
}

const CONSTANTS = { customerId: 'acme', collectorId: 'collector' };
export const LISTENER = 'listener';

/** Lines as latin1. */
export async function storeFile(
  store: EventStore,
  lines: readonly string[],
  { reading, blockRows }: Brought,
): Promise<readonly number[]> {
  const { timezone, dateOrder, severityFrom } = reading;
  const settings = JSON.stringify({ timezone, dateOrder, severityFrom });
  const content = {
    fingerprint: `${lines.length}`,
    path: 'a.log',
    bytes: 1,
    settings,
    started: '2026-03-20T10:00:00Z',
  };
  const { ingest } = await new IngestLedger(store).claim(content, { dedupe: false });
  const constants = { ...CONSTANTS, eventSourceId: 'files' };
  const collectorReceivedTime = Date.parse(ingest.started);
  const encoder = new BlockEncoder(
    { ...reading, constants, collectorReceivedTime, maxLineBytes: 1 << 16 },
    { capacity: blockRows },
  );
  const taken = taking(store, ingest.number * 2 ** 30);
  encoder.encode({ bytes: Buffer.from(lines.join('\n'), 'latin1'), proofs: [] }, taken.take);
  const blocks = await taken.store();
  await new IngestLedger(store).finish(ingest, { lines: lines.length, finished: '2026-03-20T10:01:00Z' });
  return blocks;
}

export async function storeReceived(
  store: EventStore,
  segments: readonly SegmentInput[],
  { reading, blockRows, journal }: Received,
): Promise<readonly number[]> {
  const constants = { ...CONSTANTS, eventSourceId: LISTENER };
  const settings = { ...reading, constants, collectorReceivedTime: null, maxLineBytes: 1 << 16 };
  const taken = taking(store, FIRST_JOURNAL_BLOCK + journal * 2 ** 40);
  new BlockEncoder(settings, { capacity: blockRows }).encodeSegments({ segments, proofs: [] }, taken.take);
  return taken.store();
}

function taking(store: EventStore, firstBlock: number) {
  const writer = new BlockWriter(store.incoming);
  const blocks: EncodedBlock[] = [];
  return {
    take: (batch: Parameters<BlockWriter['write']>[0]) =>
      void blocks.push(writer.write(batch, firstBlock + blocks.length)),
    store: async () => {
      for (const block of blocks) await store.insert(block);
      return blocks.map(({ block }) => block);
    },
  };
}
