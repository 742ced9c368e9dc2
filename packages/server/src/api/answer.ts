// Answers that the page reads: their types stand in packages/model, their schemas beside the routes.

import type { Static, TSchema, TUnsafe } from 'typebox';

/** A schema for values of T. Does not compile where the schema lets through what is no T. */
export function answer<T>() {
  return <const Schema extends TSchema>(schema: Static<Schema> extends T ? Schema : never): TUnsafe<T> =>
    schema as unknown as TUnsafe<T>;
}
