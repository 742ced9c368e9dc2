// All of a collection, page by page, for collections that are small enough to be looked through.

import type { Collection, Document, Page } from './documents.js';

export async function* allDocuments<Value>(collection: Collection<Value>): AsyncGenerator<Document<Value>> {
  let after: string | null = '';
  while (after !== null) {
    const page: Page<Value> = await collection.list({ after });
    yield* page.documents;
    after = page.next;
  }
}
