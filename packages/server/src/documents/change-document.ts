// Reading, changing and writing back, again when somebody else was faster.

import { AppError } from '../errors.js';
import type { Collection, Document } from './documents.js';

const TRIES = 20;

/** `change` gives the new value, or null to leave all as it is; it may be called more than once. Resolves with what is there then. */
export async function changeDocument<Value>(
  collection: Collection<Value>,
  id: string,
  change: (value: Value | null) => Value | null,
): Promise<Document<Value> | null> {
  for (let tries = 1; ; tries++) {
    const before = await collection.get(id);
    const value = change(before?.value ?? null);
    if (value === null) return before;
    try {
      return await collection.put(id, value, before?.revision ?? 0);
    } catch (error) {
      if (tries === TRIES || !(error instanceof AppError && error.code === 'documents.conflict')) throw error;
    }
  }
}
