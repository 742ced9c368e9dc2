// Reading, changing and writing back, again when somebody else was faster.

import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors.js';
import type { Collection, Document } from './documents.js';

/** Longer than that, and somebody writes without ceasing. By time and not by tries: a busy machine loses many in a row. */
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 50;

/** `change` gives the new value, or null to leave all as it is; it may be called more than once. Resolves with what is there then. */
export async function changeDocument<Value>(
  collection: Collection<Value>,
  id: string,
  change: (value: Value | null) => Value | null,
): Promise<Document<Value> | null> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let tries = 1; ; tries++) {
    const before = await collection.get(id);
    const value = change(before?.value ?? null);
    if (value === null) return before;
    try {
      return await collection.put(id, value, before?.revision ?? 0);
    } catch (error) {
      if (Date.now() > deadline || !(error instanceof AppError && error.code === 'documents.conflict')) throw error;
    }
    await sleep(Math.random() * Math.min(2 ** tries, LONGEST_PAUSE_MS));
  }
}
