// Short links to a state of the page. Whoever is given one must sign in, and have a customer in common with who made it: the text of a
// query may name people. The same state of the same person has the same link, so that clicking again makes nothing new.

import { createHash } from 'node:crypto';
import type { Link } from '@gatehouse/model';
import { overlaps, type Tenants } from '../access/authority.js';
import type { Caller } from '../access/caller.js';
import { changeDocument } from '../documents/change-document.js';
import type { Collection, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { pagePath } from './page-path.js';

interface Stored {
  readonly path: string;
  readonly owner: string;
  readonly tenants: Tenants;
  readonly createdAt: number;
}

export type StoredLink = Omit<Link, 'url'>;

/** What one person may make: a link that was sent out is never taken back. */
export const MOST_LINKS = 5000;

export interface LinksParts {
  readonly documents: Documents;
  readonly clock: () => number;
}

export class Links {
  readonly #links: Collection<Stored>;
  /** Person → links made. */
  readonly #counts: Collection<number>;
  readonly #clock: () => number;

  constructor({ documents, clock }: LinksParts) {
    this.#links = documents.collection('links');
    this.#counts = documents.collection('link-counts');
    this.#clock = clock;
  }

  async create({ id: owner, tenants }: Caller, text: string): Promise<StoredLink> {
    const path = pagePath(text);
    const id = idOf([owner, tenants?.toSorted() ?? null, path]);
    const known = await this.#links.get(id);
    if (known !== null) return viewOf(id, known.value);
    await changeDocument(this.#counts, owner, (count) => {
      if ((count ?? 0) >= MOST_LINKS) throw new AppError('kept.too-many', { what: 'links', limit: String(MOST_LINKS) });
      return (count ?? 0) + 1;
    });
    const value = { path, owner, tenants, createdAt: this.#clock() };
    return viewOf(id, (await this.#links.put(id, value)).value);
  }

  /** Throws `link.unknown` where there is none, or none for this caller. */
  async get(caller: Caller, id: string): Promise<StoredLink> {
    const link = (await this.#links.get(id))?.value;
    if (link === undefined || !maySee(caller, link)) throw new AppError('link.unknown', {});
    return viewOf(id, link);
  }
}

function maySee({ id, tenants }: Caller, link: Stored): boolean {
  return link.owner === id || overlaps(tenants, link.tenants);
}

/** 72 bits: short enough for a chat, and nobody comes upon one by trying. */
function idOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
}

function viewOf(id: string, { path, createdAt }: Stored): StoredLink {
  return { id, path, createdAt: new Date(createdAt).toISOString() };
}
