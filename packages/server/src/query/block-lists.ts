// First step of a search by words: which blocks of rows hold each word? Few blocks become a list in the statement, which the index on
// `block` turns into ranges; a word that is nowhere makes its condition false without reading an event.

import type { BlockFinder, Lookup } from '@gatehouse/qql';
import { lookupSql, ParameterList } from '@gatehouse/qql';
import type { EventStore } from '../store/event-store.js';

/** Longer lists cost more to send and compare than they save. */
const MAX_BLOCKS = 50_000;
/** A word in more than this share of all blocks prunes too little to pay for reading the `block` column. */
const WORTHWHILE_SHARE = 0.5;

export interface BlockListOptions {
  readonly store: EventStore;
  readonly lookups: readonly Lookup[];
  /** How many blocks the store has. */
  readonly blocks: number;
}

export async function findBlockLists({ store, lookups, blocks }: BlockListOptions): Promise<BlockFinder> {
  const found = new Map<string, readonly bigint[] | null>();
  const limit = Math.min(MAX_BLOCKS, Math.ceil(blocks * WORTHWHILE_SHARE));
  for (const lookup of lookups) found.set(JSON.stringify(lookup), await lookUp(store, lookup, limit));
  return (lookup) => found.get(JSON.stringify(lookup)) ?? null;
}

async function lookUp(store: EventStore, lookup: Lookup, limit: number): Promise<readonly bigint[] | null> {
  const list = new ParameterList();
  const sql = `SELECT toString(block) AS block FROM (${lookupSql(lookup, { list })} LIMIT ${list.bind(limit + 1, 'UInt64')})`;
  const blocks = (await store.select(sql, list.values)).map((row) => BigInt(String(row['block'])));
  return blocks.length > limit ? null : blocks;
}
