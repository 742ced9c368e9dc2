// Keeps to `retention.days`: looks once an hour, beside everything else, whether a day has become too old, writes into the audit what goes, and
// removes it.

import type { RetentionRun } from '@gatehouse/model';
import { OWNER } from '../access/authority.js';
import type { AuditTrail } from '../audit/audit.js';
import { asAppError } from '../errors.js';
import type { Log } from '../log.js';
import type { EventStore } from '../store/event-store.js';
import { findOutdated, type Outdated, removeOutdated } from '../store/retention.js';

export interface RetentionParts {
  readonly store: Pick<EventStore, 'select' | 'execute'>;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** 0: everything is kept. */
  readonly days: number;
}

/** Part of the status of a server. */
export interface RetentionState {
  /** 0: everything is kept. */
  readonly days: number;
  /** The last removal of this process; null: nothing had to go yet. */
  readonly last: RetentionRun | null;
  /** Why the last attempt has failed; null: it has not. */
  readonly problem: string | null;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The first instant that is kept. Whole days of UTC: what goes can be foretold. */
export function keptFrom(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS;
}

export class Retention {
  readonly #parts: RetentionParts;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #last: RetentionRun | null = null;
  #problem: string | null = null;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  get state(): RetentionState {
    return { days: this.#parts.days, last: this.#last, problem: this.#problem };
  }

  start(): void {
    if (this.#parts.days === 0) return;
    const look = (): void => void (this.#running = this.#running.then(() => this.look()));
    this.#timer = setInterval(look, HOUR_MS);
    this.#timer.unref();
    look();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
  }

  /** Never throws: what could not be removed is tried again in an hour. */
  async look(): Promise<void> {
    const { store, log, now, days } = this.#parts;
    const before = keptFrom(now(), days);
    try {
      const outdated = await findOutdated(store, before);
      if (outdated !== null) await this.#remove(outdated, before);
      this.#problem = null;
    } catch (error) {
      this.#problem = asAppError(error).message;
      log.error({ error }, 'what is older than retention.days could not be removed; it is tried again in an hour');
    }
  }

  /** What cannot be recorded is not removed. */
  async #remove(outdated: Outdated, before: number): Promise<void> {
    const { store, audit, log, now } = this.#parts;
    const details = { ...outdated, before: new Date(before).toISOString() };
    const actor = { id: 'server', name: 'retention.days', login: null, role: OWNER.role, via: 'server' } as const;
    const entry = { action: 'change', actor, address: 'local', tenants: null, subject: 'retention', details } as const;
    await audit.append({ ...entry, outcome: 'Success' });
    await removeOutdated(store, before);
    this.#last = {
      at: new Date(now()).toISOString(),
      ...outdated,
      before: details.before,
      months: [...outdated.months],
    };
    log.info({ ...details }, 'events that are older than retention.days have been removed');
  }
}
