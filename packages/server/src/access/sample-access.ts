// Made for tests: access over documents in a folder of their own, with a clock that is set by hand.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Documents } from '../documents/documents.js';
import { openLmdbDocuments } from '../documents/lmdb-documents.js';
import { type Access, type AccessParts, createAccess } from './access.js';
import type { PasswordWork } from './passwords.js';

export const PASSWORD = 'four words of a sentence';
export const PLACE = { address: '192.0.2.7', userAgent: 'Browser 1.0' };

export interface SampleAccess extends Access {
  readonly documents: Documents;
  readonly folder: string;
  readonly clock: { time: number };
}

export interface SampleOptions {
  readonly work?: PasswordWork;
  readonly provider?: AccessParts['provider'];
  readonly customers?: readonly string[];
}

/** There are the customers `a` and `b`, unless others are named. */
export async function sampleAccess(context: TestContext, options: SampleOptions = {}): Promise<SampleAccess> {
  const { work = plainWork(), provider = null, customers = ['a', 'b'] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-access-'));
  const documents = openLmdbDocuments({ folder });
  context.after(async () => {
    await documents.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const clock = { time: Date.parse('2026-03-01T08:00:00Z') };
  const access = await createAccess({
    documents,
    customers: () => customers,
    isSecure: false,
    now: () => clock.time,
    passwordWork: work,
    provider,
  });
  return { ...access, documents, folder, clock };
}

/** No work at all; the shape is that of argon2. */
export function plainWork(): PasswordWork {
  const plain = (password: string) => `$argon2id$v=19$m=19456,t=2,p=1$${Buffer.from(password).toString('base64')}`;
  return {
    hash: async (password) => plain(password),
    verify: async (hash, password) => hash === plain(password),
  };
}
