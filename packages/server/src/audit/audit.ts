// The audit: who searched, exported, changed, signed in, from where. Records are added and never changed; each carries the hash of the
// one before, so that whoever changes or removes one has to change all that follow, and the last hash with them.

import type { AuditAction } from '@gatehouse/model';
import type { Role } from '../access/caller.js';

export { AUDIT_ACTIONS, type AuditAction } from '@gatehouse/model';

export interface AuditActor {
  readonly id: string;
  readonly name: string;
  /** Null: not an account, such as the owner of the machine. */
  readonly login: string | null;
  readonly role: Role;
  readonly via: string;
}

export interface AuditEntry {
  readonly action: AuditAction;
  readonly outcome: 'Success' | 'Failure';
  /** Null: nobody knows who it was. */
  readonly actor: AuditActor | null;
  /** Where it came from. */
  readonly address: string;
  /** Customers that it concerns; null: all. Decides who may read it. */
  readonly tenants: readonly string[] | null;
  /** What was asked for: a route, a command. */
  readonly subject: string;
  /** Code of the error, where there was one. */
  readonly code?: string;
  /** What it was asked with, without secrets. Text in it comes from outside. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditRecord extends AuditEntry {
  readonly sequence: number;
  readonly at: string;
  /** Hash of the record before. */
  readonly previous: string;
}

export interface AuditMark {
  readonly sequence: number;
  readonly hash: string;
}

export interface AuditRange {
  /** Only records before this sequence. */
  readonly before?: number;
  readonly limit: number;
  readonly isWanted: (record: AuditRecord) => boolean;
  readonly signal?: AbortSignal;
}

export interface AuditPage {
  /** Newest first. */
  readonly records: readonly AuditRecord[];
  /** For `before`; null: there are no more. May be there although fewer than asked for were found: not all was looked at. */
  readonly next: number | null;
}

export interface Verification {
  readonly isIntact: boolean;
  readonly records: number;
  /** Sequence of the oldest record that is kept. */
  readonly first: number;
  /** The latest: to be noted elsewhere, and compared later. */
  readonly head: AuditMark;
  /** The first that is wrong. */
  readonly broken: { readonly sequence: number; readonly reason: BrokenReason } | null;
}

/**
 * changed: it does not have the hash that is kept with it; unlinked: it does not carry the hash of the one before; missing: it is not
 * there; unexpected: it has another hash than was noted.
 */
export type BrokenReason = 'changed' | 'unlinked' | 'missing' | 'unexpected';

export interface AuditTrail {
  /** Resolves when it is written. Throws `audit.failed`. */
  append(entry: AuditEntry): Promise<AuditMark>;
  search(range: AuditRange): Promise<AuditPage>;
  /** `expected`: what the head was at an earlier time. */
  verify(expected?: AuditMark): Promise<Verification>;
  head(): AuditMark;
  close(): Promise<void>;
}
