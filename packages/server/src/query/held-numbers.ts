// What the columns of whole numbers hold. A number that is searched without a token could stand in any of them; most cannot hold it,
// and what they do not hold need not be compared in ten million rows.

import { FIELDS } from '@gatehouse/model';
import type { HeldNumbers } from '@gatehouse/qql';
import { columnName } from '@gatehouse/qql';
import type { StoreRow } from '../store/event-store.js';

const COLUMNS = FIELDS.flatMap(({ token, column }) =>
  column.kind === 'stored' && /\bUInt\d+\b/.test(column.type) ? [{ token, type: column.type }] : [],
);

/** So many values of a column are kept one by one: those of ports and processors. Larger numbers are not looked through for that. */
const FEW = 256;
const CAN_BE_FEW = /\bUInt(?:8|16)\b/;

/** SELECT list of what `add` takes. */
export const HELD_NUMBERS = COLUMNS.flatMap(({ token, type }, index) => {
  const name = columnName(token);
  const few = `arrayMap(value -> toString(value), groupUniqArray(${FEW + 1})(${name})) AS few${index}`;
  const ends = [`toString(min(${name})) AS low${index}`, `toString(max(${name})) AS high${index}`];
  return CAN_BE_FEW.test(type) ? [...ends, few] : ends;
}).join(', ');

export class HeldColumns {
  readonly #held = new Map<string, HeldNumbers>();

  /** Of some rows: one row of HELD_NUMBERS. */
  add(row: StoreRow): void {
    COLUMNS.forEach(({ token }, index) => {
      const [low, high, few] = [row[`low${index}`], row[`high${index}`], row[`few${index}`]];
      const known = this.#held.get(token) ?? NOTHING;
      const isEmpty = low === null || low === undefined;
      this.#held.set(token, isEmpty ? known : together(known, readHeld(low, high, few)));
    });
  }

  /** Null before anything was added. */
  find(token: string): HeldNumbers | null {
    return this.#held.get(token) ?? null;
  }
}

const NOTHING: HeldNumbers = { low: 1n, high: 0n, few: [] };

function readHeld(low: unknown, high: unknown, few: unknown): HeldNumbers {
  const values = Array.isArray(few) && few.length <= FEW ? few.map((value) => BigInt(String(value))) : null;
  return { low: BigInt(String(low)), high: BigInt(String(high)), few: values };
}

function together(a: HeldNumbers, b: HeldNumbers): HeldNumbers {
  if (a === NOTHING) return b;
  const [isLower, isHigher] = [b.low < a.low, b.high > a.high];
  const few = a.few === null || b.few === null ? null : [...new Set([...a.few, ...b.few])];
  return {
    low: isLower ? b.low : a.low,
    high: isHigher ? b.high : a.high,
    few: few !== null && few.length > FEW ? null : few,
  };
}
