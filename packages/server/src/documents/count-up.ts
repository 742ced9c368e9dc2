// Made for tests: counts a document up, in a process of its own.

import { changeDocument } from './change-document.js';
import type { Collection } from './documents.js';
import { openLmdbDocuments } from './lmdb-documents.js';

export async function increase(counts: Collection<number>): Promise<void> {
  await changeDocument(counts, 'a', (value) => (value ?? 0) + 1);
}

/** Says on standard output when it has counted to five. */
export async function countUp(folder: string, times: number): Promise<void> {
  const documents = openLmdbDocuments({ folder });
  const counts = documents.collection<number>('counts');
  for (let count = 1; count <= times; count++) {
    await increase(counts);
    if (count === 5) process.stdout.write('counting\n');
  }
  await documents.close();
}
