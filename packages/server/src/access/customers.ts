// The customers (tenants) that there are: those that the configuration attributes events to, and those that have been made beforehand. Making
// and removing them is for whoever administrates all of them.

import type { Tenant } from '@gatehouse/model';
import type { Collection, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { type Actor, covers, requireCovers, type Tenants } from './authority.js';

interface Customer {
  readonly name: string;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const MOST_NAME = 100;

export class Customers {
  readonly #customers: Collection<Customer>;
  readonly #configured: () => readonly string[];

  constructor(documents: Documents, configured: () => readonly string[]) {
    this.#customers = documents.collection('customers');
    this.#configured = configured;
  }

  async list({ tenants }: Actor): Promise<readonly Tenant[]> {
    const configured = new Set(this.#configured());
    const named = new Map((await this.#customers.list()).documents.map(({ id, value }) => [id, value.name]));
    return [...new Set([...configured, ...named.keys()])]
      .filter((id) => covers(tenants, [id]))
      .sort()
      .map((id) => ({ id, name: named.get(id) ?? id, isConfigured: configured.has(id) }));
  }

  /** Throws `access.unknown-tenant` where there is none of these, or where the actor does not know of it. */
  async requireKnown(actor: Actor, tenants: Tenants): Promise<void> {
    const known = new Set((await this.list(actor)).map(({ id }) => id));
    const tenant = tenants?.find((each) => !known.has(each));
    if (tenant !== undefined) throw new AppError('access.unknown-tenant', { tenant: tenant.slice(0, MOST_NAME) });
  }

  async add(actor: Actor, { id, name }: { id: string; name: string }): Promise<Tenant> {
    requireCovers(actor, null);
    if (!ID.test(id)) throw new AppError('access.invalid-tenant', {});
    const twin = (await this.list(actor)).find((known) => known.id !== id && isSameName(known.id, id));
    // Names of users end in the customer, and make no difference between large and small letters.
    if (twin !== undefined) throw new AppError('access.name-taken', { what: 'a customer' });
    try {
      await this.#customers.put(id, { name: nameOf(name) }, 0);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'documents.conflict')) throw error;
      throw new AppError('access.name-taken', { what: 'a customer' }, { cause: error });
    }
    return this.#view(id, name);
  }

  async rename(actor: Actor, id: string, name: string): Promise<Tenant> {
    requireCovers(actor, null);
    if (!(await this.list(actor)).some((customer) => customer.id === id)) {
      throw new AppError('access.unknown', { what: 'customer' });
    }
    await this.#customers.put(id, { name: nameOf(name) });
    return this.#view(id, name);
  }

  /** Their events stay; nobody is given access to them any more. */
  async remove(actor: Actor, id: string): Promise<void> {
    requireCovers(actor, null);
    if (!(await this.#customers.delete(id))) throw new AppError('access.unknown', { what: 'customer' });
  }

  #view(id: string, name: string): Tenant {
    return { id, name: nameOf(name), isConfigured: this.#configured().includes(id) };
  }
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function nameOf(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim()
    .slice(0, MOST_NAME);
}
