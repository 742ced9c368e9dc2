// For tests: the routes of what people keep, over documents of their own, asked by whoever the test says.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Caller } from '../access/caller.js';
import type { Documents } from '../documents/documents.js';
import { openLmdbDocuments } from '../documents/lmdb-documents.js';

/** Removed with the test. */
export function openDocuments(t: TestContext): Documents {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-kept-'));
  const documents = openLmdbDocuments({ folder });
  t.after(async () => {
    await documents.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return documents;
}

export function somebody(id: string, caller: Partial<Caller> = {}): Caller {
  return { id, name: id, login: id, role: 'analyst', tenants: ['a'], via: 'session', address: '192.0.2.1', ...caller };
}
