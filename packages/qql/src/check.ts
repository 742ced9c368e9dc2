// From text to meaning: names are looked up, values are read by the type of their token, and everything that does not fit
// becomes a diagnostic with its place and a remedy.

import type { Field } from '@gatehouse/model';
import type { Bare, Clause, Expression, FreeText, Name, NullTest, Scalar } from './ast.js';
import { testClause } from './clause-questions.js';
import type { Diagnostic, Span } from './errors.js';
import type { Meaning } from './names.js';
import { findName, namesLike } from './names.js';
import { parse } from './parse.js';
import type { Predicate, ResolvedQuery, Test } from './resolved.js';
import type { CheckOptions, Scene } from './scene.js';
import { createScene } from './scene.js';
import { didYouMean } from './spelling.js';
import { wordTest } from './text-questions.js';

export interface Checked {
  /** Present when no diagnostic is an error. */
  readonly query?: ResolvedQuery;
  readonly diagnostics: readonly Diagnostic[];
}

export function check(text: string, options: CheckOptions): Checked {
  const parsed = parse(text);
  if (parsed.tree === undefined) return { diagnostics: [parsed.error] };
  const diagnostics: Diagnostic[] = [];
  const scene = createScene(text, options, diagnostics);
  if (scene === null) return { diagnostics };
  const query = resolve(parsed.tree, [], scene);
  const hasErrors = query === null || diagnostics.some(({ severity }) => severity === 'error');
  return hasErrors ? { diagnostics } : { query, diagnostics };
}

/** Null when anything below was reported. `outer` holds the names of the nested queries around. */
function resolve(tree: Expression, outer: readonly string[], scene: Scene): ResolvedQuery | null {
  switch (tree.kind) {
    case 'all':
      return { kind: 'all' };
    case 'and':
    case 'or':
      return resolveChain(
        tree.kind,
        tree.items.map((item) => resolve(item, outer, scene)),
      );
    case 'not':
      return negated(resolve(tree.item, outer, scene));
    case 'group':
      return resolve(tree.item, outer, scene);
    case 'nested':
      return resolve(tree.item, [...outer, tree.name.text], scene);
    case 'null':
      return resolveNull(tree, outer, scene);
    case 'free':
      return resolveFreeText(tree, scene);
    case 'clause':
      return resolveClause(tree, outer, scene);
  }
}

function resolveChain(kind: 'and' | 'or', items: readonly (ResolvedQuery | null)[]): ResolvedQuery | null {
  const resolved = items.filter((item) => item !== null);
  return resolved.length === items.length ? { kind, items: resolved } : null;
}

function negated(item: ResolvedQuery | null): ResolvedQuery | null {
  return item === null ? null : { kind: 'not', item };
}

function resolveNull(tree: NullTest, outer: readonly string[], scene: Scene): ResolvedQuery | null {
  const meaning = lookUp(tree.name, outer, scene);
  return meaning === null ? null : predicate(meaning, { kind: tree.negated ? 'present' : 'absent' }, tree);
}

function resolveClause(tree: Clause, outer: readonly string[], scene: Scene): ResolvedQuery | null {
  const meaning = lookUp(tree.name, outer, scene);
  const bares = tree.value.kind === 'list' ? tree.value.items : [tree.value];
  if (bares.some((value) => value.kind === 'bare' && isSwallowing(value, scene)) || meaning === null) return null;
  const test = testClause(tree, meaning.field, scene);
  if (test === null) return null;
  const found = predicate(meaning, test, tree);
  return tree.operator === '!=' ? negated(found) : found;
}

function lookUp(name: Name, outer: readonly string[], scene: Scene): Meaning | null {
  const meaning = findName(scene.vocabulary, outer, name.text);
  if (meaning !== null || scene.isFull()) return meaning;
  const instead = namesLike(scene.vocabulary, outer, name.text);
  const suggestion = didYouMean(instead, WHERE_TOKENS_ARE);
  return scene.report('qql.unknown-token', name, { token: name.text, suggestion, instead });
}

const WHERE_TOKENS_ARE =
  'The data mapping guide lists all tokens. To search for text that holds a colon or `=`, put it in quotes.';

function predicate({ field, label }: Meaning, test: Test, { from, to }: Span): Predicate {
  return { kind: 'field', field, ...(label === undefined ? {} : { label }), test, from, to };
}

const INNER_CONDITION = /\s([A-Za-z][\w.]*)\s*(?::|[<>]=?|!?=|is\s+(?:not\s+)?null(?![\w.]))/gi;

// A bare value runs on over blanks, so a forgotten `and` would silently search for the rest of the query.
function isSwallowing(value: Bare, scene: Scene): boolean {
  if (!value.text.includes(' ')) return false;
  const source = scene.text.slice(value.from, value.to);
  for (const match of source.matchAll(INNER_CONDITION)) {
    const [whole, name = ''] = match;
    if (findName(scene.vocabulary, [], name) === null) continue;
    const from = value.from + match.index + 1;
    scene.report('qql.swallowed-condition', { from, to: from + whole.length - 1 }, { next: whole.trim() });
    return true;
  }
  return false;
}

/**
 * Words without a token are words of the raw line, or of the tokens that stand for it. A wildcard at the end of a word adds nothing:
 * every word is a prefix.
 */
function resolveFreeText({ value }: FreeText, scene: Scene): ResolvedQuery | null {
  const fields = scene.freeText.map((token) => scene.vocabulary.find(token)).filter((field) => field !== undefined);
  const [field] = fields;
  if (field === undefined) {
    const token = scene.freeText[0] ?? '';
    return scene.report('qql.unknown-token', value, { token, suggestion: '' });
  }
  const plain = withoutTrailingWildcards(value);
  if (plain === null) {
    const pattern = value.text;
    return scene.report('qql.free-wildcard', value, { pattern, instead: [`rawEvent: ${pattern}`] });
  }
  warnOfToken(value, scene);
  const test = wordTest(plain, field, scene);
  return test === null ? null : inAnyField(test, fields, value);
}

/** Names in camel case are no words that somebody searches for. */
const CAMEL_CASE = /[a-z][A-Z]/;

/** `userName ann`: a forgotten operator, which would silently search for something else. */
function warnOfToken(value: Scalar, scene: Scene): void {
  const [token = '', ...words] = value.kind === 'bare' ? value.text.split(' ') : [];
  if (words.length === 0 || !CAMEL_CASE.test(token) || findName(scene.vocabulary, [], token) === null) return;
  const isNull = words[0]?.toLowerCase() === 'is';
  const query = isNull ? `${token} is null` : `${token}: ${words.join(' ')}`;
  const span = { from: value.from, to: value.from + token.length };
  scene.report('qql.token-as-word', span, { token, query, instead: isNull ? [] : [`${token}:`] });
}

/** Words may be in different fields, a phrase and a whole value stand in one. */
function inAnyField(test: Test, fields: readonly Field[], span: Span): ResolvedQuery {
  const [field] = fields;
  if (fields.length === 1 && field !== undefined) return predicate({ field }, test, span);
  const anywhere = (one: Test): ResolvedQuery => ({
    kind: 'or',
    items: fields.map((each) => predicate({ field: each }, one, span)),
  });
  if (test.kind !== 'words') return anywhere(test);
  return { kind: 'and', items: test.words.map((word) => anywhere({ kind: 'words', words: [word] })) };
}

function withoutTrailingWildcards(value: Scalar): Scalar | null {
  if (value.kind !== 'bare' || value.wild.length === 0) return value;
  const { text, wild } = value;
  const isTrailing = wild.every(
    (at) => at > 0 && text[at] === '*' && text[at - 1] !== ' ' && (text[at + 1] ?? ' ') === ' ',
  );
  return isTrailing ? { ...value, text: [...text].filter((_, at) => !wild.includes(at)).join(''), wild: [] } : null;
}
