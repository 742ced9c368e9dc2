// What becomes of a request, written into the audit: of routes that say so, and of every refusal for want of a role or scope. The record is
// written before the answer leaves: what cannot be recorded is not told.

import type { TSchema } from 'typebox';
import type { Caller } from '../access/caller.js';
import type { AuditAction, AuditEntry, AuditTrail } from '../audit/audit.js';
import { AppError, type ErrorCode } from '../errors.js';
import type { Route } from './route.js';

export type AuditSink = Pick<AuditTrail, 'append'>;

/** What a handler knows better than the request. */
export interface AuditNote {
  /** Who has asked, where only the handler finds out. */
  by(caller: Caller): void;
  /** Customers that it concerns; without it those of the caller. */
  concerns(tenants: readonly string[] | null): void;
  /** It has failed although there is an answer, such as a page to go to. */
  failed(code: ErrorCode): void;
}

export interface Asked {
  readonly caller: Caller | null;
  readonly address: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

export interface Audited {
  readonly sink: AuditSink;
  readonly route: Route;
  readonly asked: Asked;
}

export async function audited<Answer>(
  { sink, route, asked }: Audited,
  run: (note: AuditNote) => Promise<Answer>,
): Promise<Answer> {
  let { caller } = asked;
  let tenants = caller?.tenants ?? null;
  let failure: ErrorCode | null = null;
  const note: AuditNote = {
    by(who) {
      caller = who;
      tenants = who.tenants;
    },
    concerns: (which) => void (tenants = which),
    failed: (code) => void (failure = code),
  };
  const { audit } = route;
  if (audit === undefined) return run(note);
  const record = (error?: unknown) =>
    sink.append({ ...entryOf({ action: audit, route, asked: { ...asked, caller } }), ...outcomeOf(error), tenants });
  try {
    const answer = await run(note);
    await record(failure ?? undefined);
    return answer;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'audit.failed')) await record(error);
    throw error;
  }
}

/** Somebody has asked for what their role or token does not allow. */
export async function recordDenial({ sink, route, asked }: Audited, error: AppError): Promise<void> {
  const entry = entryOf({ action: 'denied', route, asked });
  await sink.append({ ...entry, ...outcomeOf(error), tenants: asked.caller?.tenants ?? null });
}

interface Described {
  readonly action: AuditAction;
  readonly route: Route;
  readonly asked: Asked;
}

function entryOf({ action, route, asked }: Described): Omit<AuditEntry, 'outcome' | 'tenants'> {
  const { caller, address, params, query, body } = asked;
  const told = { params, query: withoutSecrets(query, route.query), body: withoutSecrets(body, route.body) };
  return {
    action,
    actor: caller === null ? null : actorOf(caller),
    address,
    subject: `${route.method} ${route.path}`,
    details: Object.fromEntries(Object.entries(told).filter(([, value]) => !isNothing(value))),
  };
}

function actorOf({ id, name, login, role, via }: Caller): NonNullable<AuditEntry['actor']> {
  return { id, name, login: login ?? null, role, via };
}

/** Of an error, or its code. */
function outcomeOf(error: unknown): Pick<AuditEntry, 'outcome' | 'code'> {
  if (error === undefined) return { outcome: 'Success' };
  if (typeof error === 'string') return { outcome: 'Failure', code: error };
  return { outcome: 'Failure', code: error instanceof AppError ? error.code : 'program.defect' };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Without what the schema declares as going in only (`writeOnly`). */
function withoutSecrets(body: unknown, schema: TSchema | undefined): unknown {
  const properties = (schema as { properties?: Record<string, { writeOnly?: boolean }> } | undefined)?.properties ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => properties[name]?.writeOnly !== true));
}
