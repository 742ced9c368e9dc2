// A phrase that reaches over the border of the pieces of a raw line. A template says which words of its own and which values follow each
// other, so the places where a phrase can stand are found here, and what is left to ask of a row is what its values have to be:
//
//   template    … User ␁userName␂ - Client_ip ␁clientIpv4␂ …
//   phrase      "user ann client_ip 192"
//   alternative userName is the word `ann`, clientIpv4 begins with `192`
//
// Templates share most of their borders, and most borders have nothing to do with a phrase: these are passed over once for all templates.

import type { RawTemplate, RawText, RawUnit, RawValue } from './scope.js';

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

export interface Phrase {
  readonly words: readonly string[];
  /** Whether the word at this place can stand in this value, as far as that is known. */
  readonly canStandIn: (value: RawText, at: number) => boolean;
}

/** Where a unit stands in the lines of a template. */
export interface Occurrence {
  readonly template: RawTemplate;
  readonly at: number;
}

/** A unit, and all that follow it in some templates; behind the last one of a template is nothing. */
interface Neighbours {
  readonly left: RawUnit;
  readonly borders: readonly { readonly right: RawUnit | undefined; readonly occurrences: readonly Occurrence[] }[];
}

/** The borders of all templates, by what a phrase has to have on their left side. */
export interface Borders {
  /** Behind literals that end with this word. */
  readonly literals: ReadonlyMap<string, readonly Neighbours[]>;
  /** Behind values. */
  readonly values: readonly Neighbours[];
}

/** Templates share most of their borders, when the same unit is the same object in all of them. */
export function bordersOf(templates: readonly RawTemplate[]): Borders {
  const known = new Map<RawUnit, Map<RawUnit | undefined, Occurrence[]>>();
  for (const template of templates) {
    template.units.forEach((left, at) => {
      const ofLeft = entryOf(known, left, () => new Map<RawUnit | undefined, Occurrence[]>());
      entryOf(ofLeft, template.units[at + 1], () => []).push({ template, at });
    });
  }
  const literals = new Map<string, Neighbours[]>();
  const values: Neighbours[] = [];
  for (const [left, ofLeft] of known) {
    const borders = [...ofLeft].map(([right, occurrences]) => ({ right, occurrences }));
    const group = left.kind === 'literal' ? entryOf(literals, left.words.at(-1) ?? '', () => []) : values;
    group.push({ left, borders });
  }
  return { literals, values };
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Every way in which the phrase can stand other than inside one text, by template; null when they are too many to list. */
export function alignments(
  { literals, values }: Borders,
  phrase: Phrase,
): ReadonlyMap<RawTemplate, readonly Alternative[]> | null {
  if (phrase.words.length > MAX_WORDS) return null;
  const found = new Map<RawTemplate, Alternative[]>();
  for (const word of new Set(phrase.words.slice(0, -1)))
    for (const group of literals.get(word) ?? []) addWays(group, phrase, found);
  for (const group of values) addWays(group, phrase, found);
  return [...found.values()].some((ways) => ways.length > MAX_ALTERNATIVES) ? null : found;
}

function addWays({ left, borders }: Neighbours, phrase: Phrase, found: Map<RawTemplate, Alternative[]>): void {
  const inside = within(left, phrase);
  const all = beginnings(left, phrase);
  if (inside.length === 0 && all.length === 0) return;
  for (const { right, occurrences } of borders) {
    const counts = all.filter((count) => mayGoOn(right, phrase, count));
    if (inside.length === 0 && counts.length === 0) continue;
    for (const { template, at } of occurrences) {
      const ways = counts.flatMap((count) => waysFrom({ units: template.units, at }, phrase, count));
      entryOf(found, template, () => []).push(...inside, ...ways);
    }
  }
}

const MAX_WORDS = 16;
const MAX_ALTERNATIVES = 200;

/** The first `count` words are the last ones of the unit, the others follow behind it. */
function waysFrom({ units, at }: Place, phrase: Phrase, count: number): readonly Alternative[] {
  const unit = units[at];
  const rests = continuations({ units, at: at + 1 }, phrase, count);
  if (unit === undefined || unit.kind === 'literal') return rests;
  const own = demand(unit, 'end', phrase.words.slice(0, count));
  return rests.map((rest) => [own, ...rest]);
}

/** Dates and durations are printed as several words. */
function within(unit: RawUnit, phrase: Phrase): readonly Alternative[] {
  if (unit.kind !== 'date' && unit.kind !== 'duration') return [];
  const { words } = phrase;
  const places = COUNTS[unit.kind] - words.length + 1;
  if (places < 1 || !canHold(unit, phrase, { from: 0, to: words.length })) return [];
  return Array.from({ length: places }, (_, skipped) => [{ value: unit, place: 'start', words, skipped }]);
}

/** How many words of the phrase can be the last ones of this unit, of those that leave some to the units behind. */
function beginnings(unit: RawUnit, phrase: Phrase): readonly number[] {
  const most = phrase.words.length - 1;
  const counts: number[] = [];
  for (let count = 1; count <= most; count++) {
    if (unit.kind === 'literal' ? endsWith(unit.words, phrase.words, count) : canEndWith(unit, phrase, count))
      counts.push(count);
  }
  return counts;
}

function endsWith(own: readonly string[], words: readonly string[], count: number): boolean {
  const from = own.length - count;
  if (from < 0) return false;
  for (let at = 0; at < count; at++) if (own[from + at] !== words[at]) return false;
  return true;
}

function canEndWith(unit: RawValue, phrase: Phrase, count: number): boolean {
  return (unit.kind === 'text' || count <= COUNTS[unit.kind]) && canHold(unit, phrase, { from: 0, to: count });
}

interface Place {
  readonly units: readonly RawUnit[];
  readonly at: number;
}

/** False where this unit cannot go on with the word at `from`. One without words may have another behind it that can. */
function mayGoOn(unit: RawUnit | undefined, phrase: Phrase, from: number): boolean {
  if (unit === undefined) return false;
  if (unit.kind === 'text') return true;
  if (unit.kind !== 'literal') return canHold(unit, phrase, { from, to: from + 1 });
  const [first] = unit.words;
  return first === undefined || first.startsWith(phrase.words[from] ?? '');
}

/** The units from there on go on with the words from `from` on. */
function continuations({ units, at }: Place, phrase: Phrase, from: number): readonly Alternative[] {
  const unit = units[at];
  const behind: Place = { units, at: at + 1 };
  if (unit === undefined) return [];
  if (unit.kind === 'literal') return behindLiteral(unit.words, behind, { phrase, from });
  const { words } = phrase;
  const rest = { from, to: words.length };
  const canBegin = (unit.kind === 'text' || rest.to - from <= COUNTS[unit.kind]) && canHold(unit, phrase, rest);
  const found: Alternative[] = canBegin ? [[demand(unit, 'start', words.slice(from))]] : [];
  for (const to of wholes(unit, phrase, from)) {
    const own = demand(unit, 'whole', words.slice(from, to));
    for (const more of continuations(behind, phrase, to)) found.push([own, ...more]);
  }
  return found;
}

/** Where the words of the phrase can end that are the whole of this unit; some are left. A text may be empty. */
function wholes(unit: RawValue, phrase: Phrase, from: number): readonly number[] {
  const last = phrase.words.length - 1;
  const ends: number[] = [];
  for (let to = from; to <= last; to++) {
    if (unit.kind !== 'text' && to - from !== COUNTS[unit.kind]) continue;
    if (!canHold(unit, phrase, { from, to })) break;
    ends.push(to);
  }
  return ends;
}

function demand(value: RawValue, place: Demand['place'], words: readonly string[]): Demand {
  const count = value.kind === 'text' ? words.length : COUNTS[value.kind];
  return { value, place, words, skipped: place === 'end' ? count - words.length : 0 };
}

function behindLiteral(
  own: readonly string[],
  behind: Place,
  { phrase, from }: { readonly phrase: Phrase; readonly from: number },
): readonly Alternative[] {
  const { words } = phrase;
  const left = words.length - from;
  if (own.length >= left) return beginsWith(own, words.slice(from), 0) ? [[]] : [];
  for (let at = 0; at < own.length; at++) if (own[at] !== words[from + at]) return [];
  return continuations(behind, phrase, from + own.length);
}

/** From `from` on, `own` has these words; of the last one the beginning is enough. */
export function beginsWith(own: readonly string[], words: readonly string[], from: number): boolean {
  const last = words.length - 1;
  for (let at = 0; at < last; at++) if (own[from + at] !== words[at]) return false;
  return own[from + last]?.startsWith(words[last] ?? '') === true;
}

/** Words that a value of this kind is printed as. */
const COUNTS = { number: 1, address: 1, duration: 3, date: 6 } as const;

const DIGITS = /^[\d.]+$/;

/** Whether each of these words of the phrase can stand in the value. */
function canHold(
  value: RawValue,
  { words, canStandIn }: Phrase,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  for (let at = from; at < to; at++) {
    if (value.kind === 'text' ? !canStandIn(value, at) : !DIGITS.test(words[at] ?? '')) return false;
  }
  return true;
}
