// For tests: a store in a temporary folder, filled the way the program fills it, and its events as the evaluator takes them.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventFields, Token } from '@gatehouse/model';
import { fieldOf } from '@gatehouse/model';
import { BlockEncoder } from '../block/encode-block.js';
import { BlockWriter } from '../block/write-block.js';
import { appendEvent } from '../encode/append.js';
import { Batch } from '../encode/batch.js';
import type { PrintedEvent } from '../map/print.js';
import { openChdbStore } from '../store/chdb-store.js';
import type { EventStore } from '../store/event-store.js';
import { repositoryRoot } from './tree.js';

export interface FilledStore {
  readonly store: EventStore;
  readonly folder: string;
  /** Closes the store, if it is still open, and removes it. */
  readonly close: () => Promise<void>;
}

export interface Filling {
  /** Log text to read as a source in this zone, in blocks of so many rows. */
  readonly logs: readonly {
    readonly text: string;
    readonly zone: string;
    readonly blockRows: number;
    readonly customer: string;
    /** `eventSourceId` of its events; none without it. */
    readonly source?: string;
  }[];
  /** Events that no line is read for; texts as latin1, the line as well. */
  readonly events: readonly { readonly line: string; readonly event: EventFields }[];
}

export async function fillStore({ logs, events }: Filling): Promise<FilledStore> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-query-'));
  const store = await openChdbStore({ folder, create: true });
  const writer = new BlockWriter(store.incoming);
  const blocks: ReturnType<BlockWriter['write']>[] = [];
  const write = (batch: Batch): void => void blocks.push(writer.write(batch, blocks.length + 1));
  for (const { text, zone, blockRows, customer, source } of logs) {
    const constants = { customerId: customer, ...(source === undefined ? {} : { eventSourceId: source }) };
    const settings = { constants, collectorReceivedTime: null, maxLineBytes: 1 << 16, timezone: zone };
    new BlockEncoder(settings, { capacity: blockRows }).encode({ bytes: Buffer.from(text), proofs: [] }, write);
  }
  const batch = new Batch(events.length);
  for (const { line, event } of events) appendEvent(batch, line, event);
  if (events.length > 0) write(batch);
  for (const block of blocks) await store.insert(block);
  const close = async (): Promise<void> => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, folder, close };
}

/** Every `step`-th line of the example log. */
export function exampleLines(step: number): readonly string[] {
  const lines = readFileSync(`${repositoryRoot}examples/netscaler.log`, 'utf8').split('\n');
  return lines.filter((line, index) => line !== '' && index % step === 0);
}

/** Dates back to milliseconds, numbers beyond 2^53 back to bigint. */
export function asFields(printed: PrintedEvent): EventFields {
  const entries = Object.entries(printed).map(([token, value]) => [token, asField(token as Token, value)]);
  return Object.fromEntries(entries) as EventFields;
}

function asField(token: Token, value: unknown): unknown {
  const { type } = fieldOf(token);
  if (type === 'date') return Date.parse(String(value));
  const isNumber = type === 'number' || type === 'bytes' || type === 'duration' || type === 'port';
  return isNumber && typeof value === 'string' ? BigInt(value) : value;
}
