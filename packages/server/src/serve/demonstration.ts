// Made-up traffic for who looks around, once: two days up to now, through the journal like anything that is received, as a source and of a
// customer of their own, so that nobody takes it for real (ADR 0025).

import type { DemonstrationStarted } from '@gatehouse/model';
import { OWNER } from '../access/authority.js';
import type { Customers } from '../access/customers.js';
import type { Config } from '../config/keys.js';
import type { Collection, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { type Generated, generate } from '../generate/generate.js';
import type { FrameSink } from '../receive/listener.js';
import type { Accounting } from './accounting.js';
import { DEMONSTRATION } from './known-sources.js';

export interface DemonstrationParts {
  readonly documents: Documents;
  readonly customers: Pick<Customers, 'add' | 'list'>;
  readonly sink: FrameSink;
  readonly accounting: Pick<Accounting, 'listener'>;
  readonly config: () => Pick<Config, 'customerId' | 'listeners'>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

interface Begun {
  readonly at: string;
  readonly by: string;
}

const DAY_MS = 86_400_000;
const TRAFFIC = {
  events: 12_000,
  mix: 'realistic',
  users: 60,
  days: 2,
  scenarios: ['normal', 'spray', 'hijack'],
} as const;
const LINES_AT_ONCE = 500;

export class Demonstration {
  readonly #begun: Collection<Begun>;
  readonly #parts: DemonstrationParts;

  constructor(parts: DemonstrationParts) {
    this.#parts = parts;
    this.#begun = parts.documents.collection('demonstration');
  }

  /** Resolves when all lines are durable. Throws `demonstration.begun` where there is one already. */
  async begin(by: string): Promise<DemonstrationStarted> {
    this.#requireFree();
    const at = this.#parts.now();
    await this.#claim({ at: new Date(at).toISOString(), by });
    await this.#addCustomer();
    return { sourceId: DEMONSTRATION.id, customerId: DEMONSTRATION.source.customerId, lines: await this.#send(at) };
  }

  /** Lines of the demonstration must not become a real source's, nor its customer's. */
  #requireFree(): void {
    const { customerId, listeners } = this.#parts.config();
    const isTaken = (name: string) => name.toLowerCase() === DEMONSTRATION.id;
    if (isTaken(customerId) || listeners.some((each) => isTaken(each.id) || isTaken(each.customerId)))
      throw new AppError('demonstration.taken', {});
  }

  async #claim(begun: Begun): Promise<void> {
    try {
      await this.#begun.put('traffic', begun, 0);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'documents.conflict')) throw error;
      throw new AppError('demonstration.begun', {}, { cause: error });
    }
  }

  async #addCustomer(): Promise<void> {
    const { customers } = this.#parts;
    const { customerId: id } = DEMONSTRATION.source;
    if ((await customers.list(OWNER)).some((customer) => customer.id === id)) return;
    await customers.add(OWNER, { id, name: 'Demonstration (made up)' });
  }

  /** How many. In portions: what is received meanwhile does not wait for all of them. */
  async #send(now: number): Promise<number> {
    const account = this.#parts.accounting.listener({ id: DEMONSTRATION.id, kind: 'generated', silentAfterSeconds: 0 });
    let sent = 0;
    for (const lines of portions(now)) {
      const frames = lines.map((line) => ({ bytes: Buffer.from(line, 'latin1') }));
      account.received(
        PEER,
        frames.length,
        frames.reduce((sum, { bytes }) => sum + bytes.length, 0),
      );
      await this.#parts.sink.room();
      await this.#parts.sink.push({ sourceId: DEMONSTRATION.id, peer: PEER, receivedAt: null, frames, canWait: true })
        .durable;
      sent += frames.length;
    }
    return sent;
  }
}

const PEER = 'made up';

function* portions(now: number): Generator<readonly string[]> {
  const start = Math.floor(now / DAY_MS) * DAY_MS - DAY_MS;
  let lines: string[] = [];
  for (const { line, truth } of generate({ ...TRAFFIC, seed: start / DAY_MS, start })) {
    if (timeOf(truth) > now) continue;
    lines.push(line);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function timeOf(truth: Generated['truth']): number {
  return Date.parse(String(truth['eventTime'] ?? ''));
}
