// A phrase that reaches over the border of the pieces of a raw line. A template says which words of its own and which values follow each
// other, so the places where a phrase can stand are found here, and what is left to ask of a row is what its values have to be:
//
//   template    … User ␁userName␂ - Client_ip ␁clientIpv4␂ …
//   phrase      "user ann client_ip 192"
//   alternative userName is the word `ann`, clientIpv4 begins with `192`

import type { RawUnit, RawValue } from './scope.js';

/** The words that a value has at its end, as a whole, or at its start; there the last may be the beginning of a word. */
export interface Demand {
  readonly value: RawValue;
  readonly place: 'end' | 'whole' | 'start';
  readonly words: readonly string[];
  /** Of a date or duration: parts before the first of these words. */
  readonly skipped: number;
}

/** All of these have to hold. */
export type Alternative = readonly Demand[];

/** Every way in which the phrase can stand other than inside one text; null when they are too many to list. */
export function alignments(units: readonly RawUnit[], words: readonly string[]): readonly Alternative[] | null {
  if (words.length > MAX_WORDS) return null;
  const found: Alternative[] = [];
  units.forEach((unit, index) => {
    found.push(...within(unit, words));
    for (const { demands, left } of beginnings(unit, words)) {
      for (const rest of continuations({ units, at: index + 1 }, left)) found.push([...demands, ...rest]);
    }
  });
  return found.length > MAX_ALTERNATIVES ? null : found;
}

const MAX_WORDS = 16;
const MAX_ALTERNATIVES = 200;

/** Dates and durations are printed as several words. */
function within(unit: RawUnit, words: readonly string[]): readonly Alternative[] {
  if ((unit.kind !== 'date' && unit.kind !== 'duration') || !canHold(unit, words, 'start')) return [];
  const places = COUNTS[unit.kind] - words.length + 1;
  return Array.from({ length: places }, (_, skipped) => [{ value: unit, place: 'start', words, skipped }]);
}

interface Beginning {
  readonly demands: Alternative;
  /** Words that the pieces behind must have; never empty. */
  readonly left: readonly string[];
}

/** The phrase begins in this unit and goes on behind it. */
function beginnings(unit: RawUnit, words: readonly string[]): readonly Beginning[] {
  const counts = Array.from({ length: words.length - 1 }, (_, index) => index + 1);
  if (unit.kind !== 'literal') {
    return counts
      .filter((count) => canHold(unit, words.slice(0, count), 'end'))
      .map((count) => ({
        demands: [demand(unit, 'end', words.slice(0, count))],
        left: words.slice(count),
      }));
  }
  return counts
    .filter((count) => count <= unit.words.length)
    .filter((count) => unit.words.slice(-count).every((word, index) => word === words[index]))
    .map((count) => ({ demands: [], left: words.slice(count) }));
}

interface Place {
  readonly units: readonly RawUnit[];
  readonly at: number;
}

/** The units from there on go on with these words. */
function continuations({ units, at }: Place, words: readonly string[]): readonly Alternative[] {
  const unit = units[at];
  const behind: Place = { units, at: at + 1 };
  if (unit === undefined) return [];
  if (unit.kind === 'literal') return behindLiteral(unit.words, behind, words);
  const found: Alternative[] = canHold(unit, words, 'start') ? [[demand(unit, 'start', words)]] : [];
  for (let count = 0; count < words.length; count++) {
    const own = words.slice(0, count);
    if (!canHold(unit, own, 'whole')) continue;
    for (const rest of continuations(behind, words.slice(count))) found.push([demand(unit, 'whole', own), ...rest]);
  }
  return found;
}

function demand(value: RawValue, place: Demand['place'], words: readonly string[]): Demand {
  const count = value.kind === 'text' ? words.length : COUNTS[value.kind];
  return { value, place, words, skipped: place === 'end' ? count - words.length : 0 };
}

function behindLiteral(own: readonly string[], behind: Place, words: readonly string[]): readonly Alternative[] {
  if (own.length >= words.length) return beginsWith(own, words) ? [[]] : [];
  return own.every((word, index) => word === words[index]) ? continuations(behind, words.slice(own.length)) : [];
}

/** Of the last word the beginning is enough. */
function beginsWith(own: readonly string[], words: readonly string[]): boolean {
  const last = words.length - 1;
  return words.every((word, index) => (index === last ? own[index]?.startsWith(word) : own[index] === word));
}

export function holdsPhrase(own: readonly string[], words: readonly string[]): boolean {
  return own.some((word, at) => word.startsWith(words[0] ?? '') && beginsWith(own.slice(at), words));
}

/** Words that a value of this kind is printed as. */
const COUNTS = { number: 1, address: 1, duration: 3, date: 6 } as const;

function canHold({ kind }: RawValue, words: readonly string[], place: Demand['place']): boolean {
  if (kind === 'text') return true;
  if (!words.every((word) => /^[\d.]+$/.test(word))) return false;
  return place === 'whole' ? words.length === COUNTS[kind] : words.length <= COUNTS[kind];
}
