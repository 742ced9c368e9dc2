// Everything that enrichment looks up, as data that goes to worker threads: what is large is in shared memory and not copied.

import type { AsRanges } from './as-ranges.js';
import type { MmdbFile } from './mmdb.js';
import { type LabelledNetwork, type NetworkTable, networkTable } from './network-table.js';
import { mergePeople, ownersOf, type People, type Person, peopleTable } from './people.js';
import type { Network, Place } from './place.js';
import { RESERVED } from './reserved.js';
import type { SiteRow } from './site-file.js';
import { type Account, type UserIndex, userIndex } from './user-index.js';
import type { WatchEntries } from './watch-file.js';

/** What is known of a network. */
export type Label =
  | { readonly kind: 'reserved'; readonly name: string }
  | { readonly kind: 'proxy'; readonly name: string }
  | { readonly kind: 'site'; readonly name: string; readonly place: Place; readonly system: Network | null }
  | { readonly kind: 'watch'; readonly name: string };

export interface WatchedUsers {
  readonly name: string;
  readonly users: UserIndex;
}

/** What one customer knows of its networks and people; nobody else's events get anything of it. */
export interface Context {
  readonly networks: NetworkTable;
  readonly labels: readonly Label[];
  /** Null where there is no directory: nobody is unknown then. */
  readonly people: People | null;
  readonly watched: readonly WatchedUsers[];
}

export interface Databases {
  /** Asked one after the other, until one knows the place and one the network. */
  readonly places: readonly MmdbFile[];
  /** Autonomous systems of addresses that no database above knows. */
  readonly systems: { readonly 4: AsRanges | null; readonly 6: AsRanges | null };
}

export interface EnrichTables {
  /** Another one for every change. */
  readonly version: number;
  readonly databases: Databases;
  /** By customerId. */
  readonly contexts: Readonly<Record<string, Context>>;
  /** For customers who have none of their own. */
  readonly others: Context;
}

export const NO_DATABASES: Databases = { places: [], systems: { 4: null, 6: null } };

export interface ContextParts {
  readonly trustedProxies: readonly string[];
  readonly sites: readonly SiteRow[];
  /** Directories in the order of their weight, the heaviest last; null where there is none. */
  readonly people: readonly (readonly Person[])[] | null;
  readonly watchLists: readonly (WatchEntries & { readonly name: string })[];
}

export const NO_CONTEXT: ContextParts = { trustedProxies: [], sites: [], people: null, watchLists: [] };

export function contextOf(parts: ContextParts): Context {
  const people = parts.people?.reduce((earlier, later) => mergePeople(earlier, later), []) ?? null;
  const table = people === null ? null : peopleTable(people);
  const labels: Label[] = [];
  const networks: LabelledNetwork[] = [];
  const add = (label: Label, ...marked: readonly string[]) => {
    const number = labels.push(label) - 1;
    for (const network of marked) networks.push({ network, label: number });
  };
  for (const { network, name } of RESERVED) add({ kind: 'reserved', name }, network);
  add({ kind: 'proxy', name: 'trusted proxy' }, ...parts.trustedProxies);
  for (const { network, name, place, system } of parts.sites) add({ kind: 'site', name, place, system }, network);
  for (const list of parts.watchLists) add({ kind: 'watch', name: list.name }, ...list.networks);
  return {
    networks: networkTable(networks),
    labels,
    people: table,
    watched: parts.watchLists.map(({ name, users }) => ({ name, users: watchedUsers(users, people ?? [], table) })),
  };
}

/** A person on the list is on it under every name that the directory knows. */
function watchedUsers(users: readonly string[], people: readonly Person[], table: People | null): UserIndex {
  const accounts: Account[] = users.map((user) => ({ owner: 0, names: [user], domain: '', mail: '' }));
  for (const owner of table === null ? [] : ownersOf(table, users)) {
    const { user, aliases, domain, mail } = people[owner] as Person;
    accounts.push({ owner: 0, names: [user, ...aliases], domain, mail });
  }
  return userIndex(accounts);
}
