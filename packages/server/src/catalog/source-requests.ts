// What people wish could be read. Whoever has a customer in common with who asked sees the wish and may vote for it, once; who sees all
// customers sees all wishes.

import { randomBytes } from 'node:crypto';
import type { NewSourceRequest, SourceRequest } from '@gatehouse/model';
import { overlaps, type Tenants } from '../access/authority.js';
import type { Caller } from '../access/caller.js';
import { allDocuments } from '../documents/all-documents.js';
import { changeDocument } from '../documents/change-document.js';
import type { Collection, Document, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { plainLine } from '../plain-line.js';

interface Stored {
  readonly vendor: string;
  readonly product: string;
  readonly notes: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly tenants: Tenants;
  /** Ids of people. */
  readonly votes: readonly string[];
  readonly createdAt: number;
}

export const MOST_REQUESTS = { own: 50, all: 2000, votes: 5000 } as const;

export interface SourceRequestsParts {
  readonly documents: Documents;
  readonly clock: () => number;
}

export class SourceRequests {
  readonly #requests: Collection<Stored>;
  readonly #clock: () => number;

  constructor({ documents, clock }: SourceRequestsParts) {
    this.#requests = documents.collection('source-requests');
    this.#clock = clock;
  }

  /** Most votes first. */
  async list(caller: Caller): Promise<readonly SourceRequest[]> {
    const seen: SourceRequest[] = [];
    for await (const document of allDocuments(this.#requests))
      if (maySee(caller, document.value)) seen.push(viewOf(caller, document));
    return seen.sort((a, b) => b.votes - a.votes || (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** A vote, where somebody has asked for the same. */
  async ask(caller: Caller, given: NewSourceRequest): Promise<SourceRequest> {
    const wish = {
      vendor: plainLine(given.vendor),
      product: plainLine(given.product),
      notes: plainLine(given.notes ?? ''),
    };
    if (wish.vendor === '' || wish.product === '')
      throw new AppError('request.invalid', { problem: 'vendor and product: nothing in it can be seen' });
    const same = await this.#same(caller, wish);
    if (same !== null) return this.vote(caller, same);
    const { id, name, tenants } = caller;
    const value = { ...wish, owner: { id, name }, tenants, votes: [id], createdAt: this.#clock() };
    return viewOf(caller, await this.#requests.put(randomBytes(9).toString('hex'), value, 0));
  }

  async vote(caller: Caller, id: string): Promise<SourceRequest> {
    const document = await changeDocument(this.#requests, id, (value) => {
      if (value === null || !maySee(caller, value)) throw new AppError('catalog.unknown-request', {});
      if (value.votes.includes(caller.id)) return null;
      if (value.votes.length >= MOST_REQUESTS.votes) throw tooMany('votes', MOST_REQUESTS.votes);
      return { ...value, votes: [...value.votes, caller.id] };
    });
    if (document === null) throw new AppError('catalog.unknown-request', {});
    return viewOf(caller, document);
  }

  /** Id of the request for the same product; throws where there is no room for another one. */
  async #same(caller: Caller, wish: Pick<Stored, 'vendor' | 'product'>): Promise<string | null> {
    let [own, all] = [0, 0];
    for await (const { id, value } of allDocuments(this.#requests)) {
      if (maySee(caller, value) && keyOf(value) === keyOf(wish)) return id;
      all++;
      if (value.owner.id === caller.id) own++;
    }
    if (own >= MOST_REQUESTS.own) throw tooMany('requests', MOST_REQUESTS.own);
    if (all >= MOST_REQUESTS.all) throw tooMany('requests', MOST_REQUESTS.all);
    return null;
  }
}

function tooMany(what: string, limit: number): AppError {
  return new AppError('kept.too-many', { what, limit: String(limit) });
}

function maySee({ id, tenants }: Caller, { owner, tenants: theirs }: Stored): boolean {
  return owner.id === id || overlaps(tenants, theirs);
}

function keyOf({ vendor, product }: Pick<Stored, 'vendor' | 'product'>): string {
  return [vendor, product].map((text) => text.toLowerCase().replace(/\s+/g, ' ')).join('\n');
}

function viewOf({ id: person }: Caller, { id, value }: Document<Stored>): SourceRequest {
  const { vendor, product, notes, votes, owner, createdAt } = value;
  return {
    ...{ id, vendor, product, notes },
    votes: votes.length,
    hasVoted: votes.includes(person),
    requestedBy: owner.name,
    createdAt: new Date(createdAt).toISOString(),
  };
}
