// Access for the commands that administrate it, straight from the data folder: also beside a running server, which sees every change at
// once. Whoever may read the folder may do everything.

import { type Access, createAccess } from '../access/access.js';
import { documentsFolder, openLmdbDocuments } from '../documents/lmdb-documents.js';
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
