// Made-up traffic for who looks around: two days up to now, through the journal like anything that is received, as a source and of a
// customer of their own, so that nobody takes it for real, and so that it can be removed again (ADR 0025).

import { setTimeout as sleep } from 'node:timers/promises';
import type { DemonstrationRemoved, DemonstrationStarted, DemonstrationState } from '@gatehouse/model';
import { OWNER } from '../access/authority.js';
import type { Caller } from '../access/caller.js';
import type { Customers } from '../access/customers.js';
import type { AuditTrail } from '../audit/audit.js';
import type { Config } from '../config/keys.js';
import type { Collection, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { type Generated, generate } from '../generate/generate.js';
import type { Journal } from '../journal/journal.js';
import type { FrameSink } from '../receive/listener.js';
import type { EventStore } from '../store/event-store.js';
import { sourceIdentity } from '../store/identity.js';
import { findSource, type OfSource, removeSource, type StoredSource } from '../store/source-removal.js';
import type { Accounting } from './accounting.js';
import { DEMONSTRATION } from './known-sources.js';
import type { SessionThread } from './session-thread.js';

export interface DemonstrationParts {
  readonly documents: Documents;
  readonly customers: Pick<Customers, 'add' | 'list' | 'remove'>;
  readonly sink: FrameSink;
  readonly accounting: Pick<Accounting, 'listener'>;
  readonly journal: Pick<Journal, 'facts'>;
  readonly store: Pick<EventStore, 'select' | 'execute'>;
  readonly sessions: Pick<SessionThread, 'apart'>;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly config: () => Pick<Config, 'customerId' | 'listeners' | 'dataFolder'>;
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

/** How long to wait for what is in the journal, and between two looks at it. */
const STORED_MS = 20_000;
const LOOK_MS = 50;

export class Demonstration {
  readonly #begun: Collection<Begun>;
  readonly #parts: DemonstrationParts;
  #isSending = false;
  #removing: Promise<DemonstrationRemoved> | null = null;

  constructor(parts: DemonstrationParts) {
    this.#parts = parts;
    this.#begun = parts.documents.collection('demonstration');
  }

  /** Resolves when all lines are durable. Throws `demonstration.begun` where there is one already. */
  async begin(by: string): Promise<DemonstrationStarted> {
    this.#requireFree();
    const at = this.#parts.now();
    await this.#claim({ at: new Date(at).toISOString(), by });
    this.#isSending = true;
    try {
      await this.#addCustomer();
      return { sourceId: DEMONSTRATION.id, customerId: DEMONSTRATION.source.customerId, lines: await this.#send(at) };
    } finally {
      this.#isSending = false;
    }
  }

  /** Null where there is none. */
  async state(): Promise<DemonstrationState | null> {
    const begun = await this.#begun.get(CLAIM);
    if (begun === null) return null;
    const { events } = await findSource(this.#parts.store, this.#source());
    return { ...begun.value, events };
  }

  /** Removes its events and what was made from them, and nothing else. Whoever asks at the same time gets the same answer. */
  remove(by: Caller): Promise<DemonstrationRemoved> {
    this.#removing ??= this.#remove(by).finally(() => {
      this.#removing = null;
    });
    return this.#removing;
  }

  async #remove(by: Caller): Promise<DemonstrationRemoved> {
    const { sessions, customers } = this.#parts;
    await this.#allStored();
    const found = await sessions.apart(() => this.#removeStored(by));
    const id = DEMONSTRATION.source.customerId;
    if ((await customers.list(OWNER)).some((customer) => customer.id === id && !customer.isConfigured))
      await customers.remove(OWNER, id);
    // Last: while it is there, the rest can be asked for again.
    await this.#begun.delete(CLAIM);
    return { events: found.events, sessions: found.sessions };
  }

  /** What still waits in the journal would come back. */
  async #allStored(): Promise<void> {
    const { journal } = this.#parts;
    const { last } = journal.facts();
    const deadline = Date.now() + STORED_MS;
    while (this.#isSending || journal.facts().released < last) {
      if (this.#isSending || Date.now() > deadline) throw new AppError('demonstration.arriving', {});
      await sleep(LOOK_MS);
    }
  }

  /** What cannot be recorded is not removed. */
  async #removeStored({ id, name, login, role, via, address }: Caller): Promise<OfSource> {
    const { store, audit } = this.#parts;
    const source = this.#source();
    const found = await findSource(store, source);
    if (found.others > 0) throw new AppError('demonstration.shared', { events: String(found.others) });
    const actor = { id, name, login: login ?? null, role, via };
    const details = { ...source, events: found.events, sessions: found.sessions };
    const entry = { action: 'change', actor, address, tenants: null, subject: 'demonstration', details } as const;
    await audit.append({ ...entry, outcome: 'Success' });
    await removeSource(store, source);
    return found;
  }

  /** As its events carry it. */
  #source(): StoredSource {
    const { id, source } = DEMONSTRATION;
    const { customerId, eventSourceId } = sourceIdentity(this.#parts.config().dataFolder, { id, ...source });
    return { customerId, eventSourceId };
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
      await this.#begun.put(CLAIM, begun, 0);
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
const CLAIM = 'traffic';

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
