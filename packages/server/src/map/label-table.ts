// The labels of one body, found by their first word: one look-up per position instead of one comparison per label.

import type { LabelRow } from '@gatehouse/model';
import { isBlank } from '../decode/scan.js';

/** The labels that may follow a free value, up to the next free one. */
export interface Followers {
  /** Indexes of rows, ascending. */
  readonly run: readonly number[];
  /** Index of the free row that ends the run, or -1 when the run ends with the body. */
  readonly goal: number;
}

export class LabelTable {
  readonly rows: readonly LabelRow[];
  readonly #byFirstWord = new Map<string, number[]>();
  readonly #followers: readonly Followers[];
  readonly #rules = new Map<string, readonly string[]>();

  constructor(rows: readonly LabelRow[]) {
    this.rows = rows;
    for (const [index, { label }] of rows.entries()) {
      const word = label.split(' ', 1)[0] ?? label;
      this.#byFirstWord.set(word, [...(this.#byFirstWord.get(word) ?? []), index]);
    }
    this.#followers = rows.map((row, index) => followersOf(rows, row, index));
  }

  /** Index of the longest label that stands at `at` as whole words, or -1. */
  at(text: string, at: number): number {
    const candidates = this.#byFirstWord.get(text.slice(at, firstWordEnd(text, at)));
    if (candidates === undefined) return -1;
    let found = -1;
    let length = 0;
    for (const index of candidates) {
      const label = this.rows[index]?.label ?? '';
      if (label.length > length && isLabelAt(text, at, label)) {
        found = index;
        length = label.length;
      }
    }
    return found;
  }

  /** Name of the rule of each row, for an event that has these labels. */
  rules(event: string): readonly string[] {
    let rules = this.#rules.get(event);
    if (rules === undefined) {
      rules = this.rows.map(({ label }) => `${event}/${nameOf(label)}`);
      this.#rules.set(event, rules);
    }
    return rules;
  }

  followers(index: number): Followers {
    return this.#followers[index] ?? { run: [], goal: -1 };
  }
}

/** A label without its colon. */
export function nameOf(label: string): string {
  return label.charCodeAt(label.length - 1) === 58 ? label.slice(0, -1) : label;
}

/** The longest first word of a label is `Total_compressedbytes_send`; text without blanks is not worth a longer look. */
const LONGEST_WORD = 40;

function firstWordEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST_WORD);
  let at = from;
  for (; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === 34) break;
  }
  return at;
}

export function isLabelAt(text: string, at: number, label: string): boolean {
  if (!text.startsWith(label, at)) return false;
  const end = at + label.length;
  if (end >= text.length) return true;
  const code = text.charCodeAt(end);
  return isBlank(code) || code === 34 || label.charCodeAt(label.length - 1) === 58;
}

function followersOf(rows: readonly LabelRow[], row: LabelRow, index: number): Followers {
  const following = rows.flatMap((other, at) => (at > index && !isSpellingOf(row, other) ? [at] : []));
  const goalAt = following.findIndex((at) => rows[at]?.free === true);
  return goalAt < 0
    ? { run: following, goal: -1 }
    : { run: following.slice(0, goalAt + 1), goal: following[goalAt] ?? -1 };
}

/** Two rows for one token are two spellings of one label. */
function isSpellingOf(row: LabelRow, other: LabelRow): boolean {
  return 'token' in row && 'token' in other && row.token !== undefined && row.token === other.token;
}
