// What the search index is asked before a query is compiled: all words and runs that the compiler looks up (blocks.ts).

import type { Predicate, ResolvedQuery, Test } from '../resolved.js';
import { wordsOf } from '../words.js';
import { lookupKey, lookupOf, lookupOfRun } from './blocks.js';
import { sievingRuns, sievingWords, textColumn } from './raw-line.js';
import type { Lookup } from './scope.js';

export function lookupsOf(query: ResolvedQuery): readonly Lookup[] {
  const lookups = new Map<string, Lookup>();
  collect(query, (lookup) => {
    if (lookup !== null) lookups.set(lookupKey(lookup), lookup);
  });
  return [...lookups.values()];
}

type Add = (lookup: Lookup | null) => void;

function collect(query: ResolvedQuery, add: Add): void {
  switch (query.kind) {
    case 'all':
      return;
    case 'and':
    case 'or':
      for (const item of query.items) collect(item, add);
      return;
    case 'not':
      collect(query.item, add);
      return;
    case 'field':
      collectLeaf(query, add);
  }
}

function collectLeaf({ field, test }: Predicate, add: Add): void {
  if (field.token === 'rawEvent') return collectRawLine(test, add);
  const isIndexed = field.map === true || textColumn(field)?.plain === true;
  if (isIndexed) for (const word of indexedWords(test)) add(lookupOf(word));
}

function collectRawLine(test: Test, add: Add): void {
  switch (test.kind) {
    case 'words':
    case 'phrase':
      for (const word of test.words) add(lookupOf(word));
      return;
    case 'equals':
      for (const word of sievingWords(test.value)) add(lookupOf(word));
      return;
    case 'wildcard':
      for (const run of sievingRuns(test.pattern)) add(lookupOfRun(run));
      return;
    case 'anyOf':
      for (const one of test.tests) collectRawLine(one, add);
      return;
    default:
  }
}

/** Words of a plain text column, which the index lists. */
export function indexedWords(test: Test): readonly string[] {
  if (test.kind === 'words' || test.kind === 'phrase') return test.words;
  return test.kind === 'equals' ? wordsOf(test.value) : [];
}
