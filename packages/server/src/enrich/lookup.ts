// What is known of one address or one user: the whole of the decision, with its reasons. The hot path asks once per distinct value
// (batch-enrichment.ts), `gatehouse enrich test` prints what it says.

import { readAddress } from '../map/address.js';
import { addressBits } from './address-bits.js';
import { systemOf } from './as-ranges.js';
import { Mmdb } from './mmdb.js';
import { labelSetOfIpv4, labelsOf } from './network-table.js';
import { type PersonFacts, personOf } from './people.js';
import { type Network, networkOf, type Place, placeOf } from './place.js';
import { isGivenOut } from './reserved.js';
import type { Context, Databases, EnrichTables, Label } from './tables.js';
import { ownerOf } from './user-index.js';

export interface AddressFacts {
  readonly address: string;
  /** Why no database was asked; null where they were. */
  readonly reserved: string | null;
  readonly isProxy: boolean;
  readonly place: Place | null;
  readonly placeFrom: string | null;
  readonly network: Network | null;
  readonly networkFrom: string | null;
  /** Name of its site and of the watch lists that hold it. */
  readonly tags: readonly string[];
}

export interface UserFacts {
  /** Null where there is no directory. */
  readonly person: PersonFacts | null;
  /** Names of the watch lists that hold the user. */
  readonly tags: readonly string[];
}

type Site = Extract<Label, { kind: 'site' }>;

/** The same tables for all customers of a thread: databases are opened once. */
export class Lookups {
  readonly version: number;
  readonly #tables: EnrichTables;
  readonly #places: readonly Mmdb[];
  readonly #made = new Map<string, Lookup>();

  constructor(tables: EnrichTables) {
    this.version = tables.version;
    this.#tables = tables;
    this.#places = tables.databases.places.map((file) => new Mmdb(file));
  }

  of(customerId: string): Lookup {
    const known = this.#made.get(customerId);
    if (known !== undefined) return known;
    const { contexts, others, databases } = this.#tables;
    const context = Object.hasOwn(contexts, customerId) ? (contexts[customerId] as Context) : others;
    const made = new Lookup(context, { places: this.#places, systems: databases.systems });
    this.#made.set(customerId, made);
    return made;
  }
}

interface OpenDatabases {
  readonly places: readonly Mmdb[];
  readonly systems: Databases['systems'];
}

export class Lookup {
  readonly #context: Context;
  readonly #databases: OpenDatabases;
  /** 1 for sets of labels that say that an address is reserved. */
  readonly #reservedSets: Uint8Array;

  constructor(context: Context, databases: OpenDatabases) {
    this.#context = context;
    this.#databases = databases;
    const { networks, labels } = context;
    this.#reservedSets = Uint8Array.from(networks.labels, (set) =>
      set.some((label) => labels[label]?.kind === 'reserved') ? 1 : 0,
    );
  }

  /** False where no watch list names a user. */
  get watchesUsers(): boolean {
    return this.#context.watched.length > 0;
  }

  /**
   * Number of what is known of the network of an IPv4 address, where that is all there is to know: no database is asked about reserved
   * addresses. -1 for others.
   */
  reservedNetwork(address: number): number {
    const { networks } = this.#context;
    const set = labelSetOfIpv4(networks, address);
    return this.#reservedSets[set] === 1 ? set : -1;
  }

  /** Null for what is no address. */
  address(text: string): AddressFacts | null {
    const address = readAddress(text)?.text ?? '';
    const bits = addressBits(address);
    if (bits === null) return null;
    const { networks, labels: known } = this.#context;
    const labels = labelsOf(networks, bits).map((label) => known[label] as Label);
    const reserved = reservedName(labels) ?? (isGivenOut(bits) ? null : 'not global unicast (RFC 4291)');
    const site = labels.filter((label): label is Site => label.kind === 'site').at(-1);
    const lists = labels.filter(({ kind }) => kind === 'watch').map(({ name }) => name);
    return {
      address,
      reserved,
      isProxy: labels.some(({ kind }) => kind === 'proxy'),
      ...this.#located(address, { site, reserved }),
      tags: [...new Set([...(site === undefined ? [] : [site.name]), ...lists])],
    };
  }

  /** Name as it was logged. */
  user(userName: string): UserFacts {
    const { people, watched } = this.#context;
    return {
      person: people === null ? null : personOf(people, userName),
      tags: watched.filter(({ users }) => ownerOf(users, userName) !== null).map(({ name }) => name),
    };
  }

  /** The address of `source` whose place counts: behind a trusted proxy the last one that somebody else has seen. */
  effective(source: AddressFacts, forwarded: readonly string[]): AddressFacts | null {
    if (!source.isProxy) return source;
    // From the end: what stands before the first stranger is that stranger's word.
    for (const address of forwarded.toReversed()) {
      const facts = this.address(address);
      if (facts === null) return null;
      if (!facts.isProxy) return facts;
    }
    return null;
  }

  #located(
    address: string,
    { site, reserved }: { site: Site | undefined; reserved: string | null },
  ): Pick<AddressFacts, 'place' | 'placeFrom' | 'network' | 'networkFrom'> {
    const found = reserved === null ? this.#ask(address) : NOTHING;
    if (site === undefined) return found;
    const from = `site ${site.name}`;
    return {
      ...found,
      ...(isEmpty(site.place) ? {} : { place: site.place, placeFrom: from }),
      ...(site.system === null ? {} : { network: site.system, networkFrom: from }),
    };
  }

  #ask(address: string): typeof NOTHING {
    let found = NOTHING;
    for (const database of this.#databases.places) {
      if (found.place !== null && found.network !== null) break;
      const record = database.find(address);
      if (record === null) continue;
      const place = found.place === null ? placeOf(record) : null;
      const network = found.network === null ? networkOf(record) : null;
      if (place !== null) found = { ...found, place, placeFrom: database.name };
      if (network !== null) found = { ...found, network, networkFrom: database.name };
    }
    return found.network === null ? { ...found, ...this.#system(address) } : found;
  }

  #system(address: string): Pick<AddressFacts, 'network' | 'networkFrom'> {
    const ranges = this.#databases.systems[address.includes(':') ? 6 : 4];
    const network = ranges === null ? null : systemOf(ranges, address);
    return { network, networkFrom: network === null ? null : (ranges?.name ?? null) };
  }
}

const NOTHING: Pick<AddressFacts, 'place' | 'placeFrom' | 'network' | 'networkFrom'> = {
  place: null,
  placeFrom: null,
  network: null,
  networkFrom: null,
};

function reservedName(labels: readonly Label[]): string | null {
  return labels.find(({ kind }) => kind === 'reserved')?.name ?? null;
}

function isEmpty({ country, city, coordinates }: Place): boolean {
  return country === '' && city === '' && coordinates === '';
}
