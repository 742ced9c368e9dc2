// The columns of `terms.columns`, read back: which columns hold a word.

import { columnName } from '@gatehouse/qql';
import { TERM_BITS } from '../encode/term-columns.js';

/** Names as they stand in SQL. */
export function columnsOf(mask: bigint): ReadonlySet<string> {
  const held = Object.entries(TERM_BITS).filter(([, bit]) => ((mask >> BigInt(bit)) & 1n) === 1n);
  return new Set(held.map(([name]) => columnName(name)));
}
