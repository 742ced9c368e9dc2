// Saved searches. Each belongs to who made it, and is seen by nobody else until its owner shares it with the people of customers of their
// own. Whoever shares decides who reads the text of the query: events are another matter, and filtered by every query.

import { randomBytes } from 'node:crypto';
import type { KeptSearch, NewSearch, SavedSearch } from '@gatehouse/model';
import { common, covers, overlaps, requireCovers, type Tenants } from '../access/authority.js';
import type { Caller } from '../access/caller.js';
import { allDocuments } from '../documents/all-documents.js';
import type { Collection, Document, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { plainLine } from '../plain-line.js';

interface Stored {
  readonly owner: { readonly id: string; readonly name: string };
  readonly sharedWith: Tenants;
  readonly name: string;
  readonly description: string;
  /** Those of earlier versions do not say what their times are about. */
  readonly search: Omit<KeptSearch, 'timeToken'> & Partial<Pick<KeptSearch, 'timeToken'>>;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** What one person may keep, and what is kept of all of them: every list looks through the latter. */
export const MOST_SEARCHES = { own: 200, all: 5000 } as const;

export interface SavedSearchesParts {
  readonly documents: Documents;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
}

export class SavedSearches {
  readonly #searches: Collection<Stored>;
  readonly #clock: () => number;

  constructor({ documents, clock }: SavedSearchesParts) {
    this.#searches = documents.collection('searches');
    this.#clock = clock;
  }

  async list(caller: Caller): Promise<readonly SavedSearch[]> {
    const seen: SavedSearch[] = [];
    for await (const document of allDocuments(this.#searches))
      if (maySee(caller, document.value)) seen.push(viewOf(caller, document));
    return seen.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  async get(caller: Caller, id: string): Promise<SavedSearch> {
    return viewOf(caller, await this.#seen(caller, id));
  }

  async create(caller: Caller, given: NewSearch): Promise<SavedSearch> {
    const now = this.#clock();
    const value = { ...contentOf(caller, given), owner: ownerOf(caller), createdAt: now, changedAt: now };
    await this.#requireRoom(caller);
    return viewOf(caller, await this.#searches.put(randomBytes(9).toString('hex'), value, 0));
  }

  /** Throws `documents.conflict` where it is not of this revision any more. */
  async change(caller: Caller, id: string, given: NewSearch & { readonly revision: number }): Promise<SavedSearch> {
    const { value } = await this.#changeable(caller, id);
    const { owner, createdAt } = value;
    const changed = { ...contentOf(caller, given), owner, createdAt, changedAt: this.#clock() };
    return viewOf(caller, await this.#searches.put(id, changed, given.revision));
  }

  async remove(caller: Caller, id: string, revision?: number): Promise<void> {
    await this.#changeable(caller, id);
    await this.#searches.delete(id, revision);
  }

  async #seen(caller: Caller, id: string): Promise<Document<Stored>> {
    const document = await this.#searches.get(id);
    // What somebody else keeps for themselves is not there.
    if (document === null || !maySee(caller, document.value)) throw new AppError('search.unknown', {});
    return document;
  }

  async #changeable(caller: Caller, id: string): Promise<Document<Stored>> {
    const document = await this.#seen(caller, id);
    if (!mayChange(caller, document.value)) throw new AppError('search.not-yours', {});
    return document;
  }

  async #requireRoom({ id }: Caller): Promise<void> {
    let [own, all] = [0, 0];
    for await (const { value } of allDocuments(this.#searches)) {
      all++;
      if (value.owner.id === id) own++;
    }
    if (own >= MOST_SEARCHES.own) throw tooMany(MOST_SEARCHES.own);
    if (all >= MOST_SEARCHES.all) throw tooMany(MOST_SEARCHES.all);
  }
}

function tooMany(limit: number): AppError {
  return new AppError('kept.too-many', { what: 'saved searches', limit: String(limit) });
}

function maySee({ id, tenants }: Caller, { owner, sharedWith }: Stored): boolean {
  return owner.id === id || (isShared(sharedWith) && overlaps(tenants, sharedWith));
}

/** Administrators look after what is shared within their customers. */
function mayChange({ id, role, tenants }: Caller, { owner, sharedWith }: Stored): boolean {
  return owner.id === id || (role === 'admin' && isShared(sharedWith) && covers(tenants, sharedWith));
}

function isShared(sharedWith: Tenants): boolean {
  return sharedWith === null || sharedWith.length > 0;
}

function ownerOf({ id, name }: Caller): Stored['owner'] {
  return { id, name };
}

function contentOf(caller: Caller, given: NewSearch): Pick<Stored, 'name' | 'description' | 'search' | 'sharedWith'> {
  const { description = '', sharedWith = [] } = given;
  const name = plainLine(given.name);
  if (name === '') throw new AppError('request.invalid', { problem: 'name: nothing in it can be seen' });
  if (isShared(sharedWith)) requireCovers(caller, sharedWith);
  const shared = sharedWith === null ? null : [...new Set(sharedWith)].sort();
  return { name, description: plainLine(description), search: keptOf(given), sharedWith: shared };
}

function keptOf({ query, from, to, timeToken = 'eventTime', timezone, fields, sort, by }: NewSearch): KeptSearch {
  const times = { from: from ?? null, to: to ?? null, timeToken, timezone: timezone ?? null };
  return { query, ...times, fields: fields ?? null, sort: sort ?? null, by: by ?? null };
}

function viewOf(caller: Caller, { id, revision, value }: Document<Stored>): SavedSearch {
  const { name, description, search, sharedWith, owner, createdAt, changedAt } = value;
  return {
    ...{ id, revision, name, description, ...search },
    timeToken: search.timeToken ?? 'eventTime',
    // Which other customers it is shared with is none of a reader's business.
    sharedWith: sharedWith === null ? null : common(sharedWith, caller.tenants),
    owner: owner.name,
    isOwn: owner.id === caller.id,
    mayChange: mayChange(caller, value),
    createdAt: new Date(createdAt).toISOString(),
    changedAt: new Date(changedAt).toISOString(),
  };
}
