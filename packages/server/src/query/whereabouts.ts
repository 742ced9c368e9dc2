// First step of a search by words: which blocks of rows hold each word, and in which columns? Few blocks become a list in the statement,
// which the index on `block` turns into ranges; a word that is nowhere makes its condition false without reading an event. Columns
// that hold the word in no block are not searched.

import type { Lookup, Whereabouts, WordFinder } from '@gatehouse/qql';
import { lookupKey, lookupSql, ParameterList } from '@gatehouse/qql';
import { columnsOf } from '../store/term-mask.js';
import type { EventReader } from './event-reader.js';

/** Longer lists cost more to send and compare than they save. */
const MAX_BLOCKS = 50_000;
/** A word in more than this share of all blocks prunes too little to pay for reading the `block` column. */
const WORTHWHILE_SHARE = 0.5;

export interface WhereaboutsOptions {
  readonly reader: EventReader;
  readonly lookups: readonly Lookup[];
  /** How many blocks the store has. */
  readonly blocks: number;
}

export async function findWhereabouts({ reader, lookups, blocks }: WhereaboutsOptions): Promise<WordFinder> {
  const found = new Map<string, Whereabouts>();
  const limit = Math.min(MAX_BLOCKS, Math.ceil(blocks * WORTHWHILE_SHARE));
  for (const lookup of lookups) found.set(lookupKey(lookup), await lookUp(reader, lookup, limit));
  return (lookup) => found.get(lookupKey(lookup)) ?? { blocks: null, columns: null };
}

async function lookUp(reader: EventReader, lookup: Lookup, limit: number): Promise<Whereabouts> {
  const list = new ParameterList();
  const answer = `arrayMap(block -> toString(block), groupUniqArray(${limit + 1})(block)) AS blocks, toString(groupBitOr(columns)) AS mask`;
  const [row] = await reader.ask(lookupSql(lookup, { list }, answer), list.values);
  const blocks = (row?.['blocks'] ?? []) as readonly string[];
  return {
    blocks: blocks.length > limit ? null : blocks.map(BigInt),
    columns: columnsOf(BigInt(String(row?.['mask'] ?? '0'))),
  };
}
