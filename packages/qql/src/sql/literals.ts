// The templates' own texts, which are the same in many of them: which templates have a word, the beginning of one, or a phrase there?
// Made once per set of templates; a query asks for each of its words.

import { beginsWith } from './align.js';
import type { RawTemplate } from './scope.js';

interface OwnText {
  /** In lower case. */
  readonly text: string;
  readonly words: readonly string[];
  /** Places of the templates that have it. */
  readonly templates: number[];
}

interface Occurrence {
  readonly own: OwnText;
  /** Of the word in the text. */
  readonly at: number;
}

/** Lists of templates that are kept: as many as there are beginnings of words in a few hundred templates. */
const KEPT_LISTS = 10_000;

export class LiteralIndex {
  readonly #stored: readonly string[];
  readonly #texts: readonly OwnText[];
  readonly #occurrences = new Map<string, Occurrence[]>();
  /** All words in their order. */
  readonly #words: readonly string[];
  readonly #lists = new Map<string, readonly string[]>();
  readonly #byPrefix = new Map<string, readonly string[]>();

  constructor(templates: readonly RawTemplate[]) {
    this.#stored = templates.map(({ stored }) => stored);
    this.#texts = ownTexts(templates);
    for (const own of this.#texts) {
      for (const [at, word] of own.words.entries()) this.#add(word, { own, at });
    }
    this.#words = [...this.#occurrences.keys()].sort();
  }

  #add(word: string, occurrence: Occurrence): void {
    const known = this.#occurrences.get(word);
    if (known === undefined) this.#occurrences.set(word, [occurrence]);
    else known.push(occurrence);
  }

  has(word: string): boolean {
    return this.#occurrences.has(word);
  }

  /** Templates with a word that begins like this. The same templates are always the same list. */
  startingWith(prefix: string): readonly string[] {
    const known = this.#byPrefix.get(prefix);
    if (known !== undefined) return known;
    const list = this.#findStartingWith(prefix);
    if (this.#byPrefix.size === KEPT_LISTS) this.#byPrefix.clear();
    this.#byPrefix.set(prefix, list);
    return list;
  }

  #findStartingWith(prefix: string): readonly string[] {
    const found: OwnText[] = [];
    for (let at = this.#firstFrom(prefix); this.#words[at]?.startsWith(prefix) === true; at++) {
      for (const { own } of this.#occurrences.get(this.#words[at] ?? '') ?? []) found.push(own);
    }
    return this.#listOf(found);
  }

  /** Templates with these words next to each other; the last one may be the beginning of a word. */
  withPhrase(words: readonly string[]): readonly string[] {
    const [first = ''] = words;
    if (words.length === 1) return this.startingWith(first);
    const found = (this.#occurrences.get(first) ?? []).filter(({ own, at }) => beginsWith(own.words, words, at));
    return this.#listOf(found.map(({ own }) => own));
  }

  /** Templates with this anywhere in their text, without regard to case. */
  containing(part: string): readonly string[] {
    return this.#listOf(this.#texts.filter(({ text }) => text.includes(part)));
  }

  /** Place of the first word that is not before `prefix`. */
  #firstFrom(prefix: string): number {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#words[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #listOf(texts: readonly OwnText[]): readonly string[] {
    const places = [...new Set(texts.flatMap(({ templates }) => templates))].sort((a, b) => a - b);
    const key = places.join();
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const list = places.map((place) => this.#stored[place] ?? '');
    if (this.#lists.size === KEPT_LISTS) this.#lists.clear();
    this.#lists.set(key, list);
    return list;
  }
}

function ownTexts(templates: readonly RawTemplate[]): readonly OwnText[] {
  const texts = new Map<string, OwnText>();
  templates.forEach(({ units }, template) => {
    for (const unit of units) {
      if (unit.kind !== 'literal') continue;
      const known = texts.get(unit.text);
      if (known === undefined)
        texts.set(unit.text, { text: unit.text.toLowerCase(), words: unit.words, templates: [template] });
      else if (known.templates.at(-1) !== template) known.templates.push(template);
    }
  });
  return [...texts.values()];
}
