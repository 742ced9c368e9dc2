// Access for the commands that administrate it, straight from the data folder: also beside a running server, which sees every change at
// once. Whoever may read the folder may do everything.

import { userInfo } from 'node:os';
import { type Access, createAccess } from '../access/access.js';
import { OWNER } from '../access/authority.js';
import { auditFolder, openLmdbTrail } from '../audit/lmdb-trail.js';
import { documentsFolder, openLmdbDocuments } from '../documents/lmdb-documents.js';
import { asAppError } from '../errors.js';
import { customersOf } from '../serve/addresses.js';
import { type ConfigFlags, configFromFlags } from './config.js';
import type { Io } from './io.js';

export async function withAccess<T>(io: Io, flags: ConfigFlags, run: (access: Access) => Promise<T>): Promise<T> {
  const config = await configFromFlags(io, flags);
  const documents = openLmdbDocuments({ folder: documentsFolder(config.dataFolder) });
  try {
    return await run(await createAccess({ documents, customers: () => customersOf(config), isSecure: false }));
  } finally {
    await documents.close();
  }
}

export interface OwnChange<T> {
  /** The command. */
  readonly subject: string;
  /** What it was given, without secrets. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly run: (access: Access) => Promise<T>;
}

/** A change, written into the audit as one by the owner of the machine, whether it succeeds or fails. */
export async function changeAccess<T>(io: Io, flags: ConfigFlags, change: OwnChange<T>): Promise<T> {
  const { subject, details, run } = change;
  const { dataFolder } = await configFromFlags(io, flags);
  const trail = openLmdbTrail({ folder: auditFolder(dataFolder) });
  const actor = { id: OWNER.id, name: userInfo().username, login: null, role: OWNER.role, via: 'command-line' };
  const entry = { action: 'change', actor, address: 'local', tenants: null, subject, details } as const;
  try {
    const result = await withAccess(io, flags, run);
    await trail.append({ ...entry, outcome: 'Success' });
    return result;
  } catch (error) {
    await trail.append({ ...entry, outcome: 'Failure', code: asAppError(error).code });
    throw error;
  } finally {
    await trail.close();
  }
}

/** `--tenants a,b` or `--all-tenants`; undefined where neither is given. */
export interface TenantFlags {
  readonly tenants?: string;
  readonly allTenants?: true;
}

export function tenantsOf({ tenants, allTenants }: TenantFlags): readonly string[] | null | undefined {
  if (allTenants === true) return null;
  return tenants
    ?.split(',')
    .map((tenant) => tenant.trim())
    .filter((tenant) => tenant !== '');
}

export function tenantsText(tenants: readonly string[] | null): string {
  return tenants === null ? '(all)' : tenants.length === 0 ? '(none)' : tenants.join(', ');
}
