// Suggestions for the place where the cursor stands. The parser itself says what it was ready to read there (traceOf), so
// completion and grammar cannot drift apart; the dictionary says what there is to choose from.

import type { Field } from '@gatehouse/model';
import { OPERATORS, operatorsOf } from '@gatehouse/model';
import { literal } from './literal.js';
import type { Vocabulary } from './names.js';
import { findName, vocabularyOf } from './names.js';
import { traceOf } from './parse.js';
import { nearest } from './spelling.js';
import type { Expectation } from './tokens.js';

export interface CompleteOptions {
  readonly fields?: readonly Field[];
  /** Values seen lately, the most frequent first. It is asked with what is typed so far and may answer from a cache. */
  readonly values?: (token: string, typed: string) => readonly string[];
  readonly limit?: number;
}

export interface Suggestion {
  readonly kind: 'token' | 'operator' | 'value' | 'keyword';
  /** What to show. */
  readonly label: string;
  /** What to put in place of the characters from `from` to `to`. */
  readonly insert: string;
  readonly detail: string;
  readonly sample?: string;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
  /** Set where a value is typed: recent values of this token would help. */
  readonly token?: string;
}

/** The place of the cursor and what was typed there. */
interface Spot {
  readonly from: number;
  readonly to: number;
  readonly typed: string;
}

interface Scene {
  readonly text: string;
  readonly vocabulary: Vocabulary;
  readonly options: CompleteOptions;
}

const DEFAULT_LIMIT = 50;

export function complete(text: string, cursor: number, options: CompleteOptions = {}): Completion {
  const at = Math.max(0, Math.min(text.length, Math.trunc(cursor) || 0));
  const scene: Scene = { text, vocabulary: vocabularyOf(options.fields), options };
  const completion = completeAt(at, scene);
  return { ...completion, suggestions: completion.suggestions.slice(0, options.limit ?? DEFAULT_LIMIT) };
}

function completeAt(at: number, scene: Scene): Completion {
  const before = scene.text.slice(0, at);
  const trace = traceOf(before);
  const last = trace.at(-1);
  const read = trace.findLast(({ kind }) => kind !== 'operator');
  if (last === undefined || last.from > at) return { from: at, to: at, suggestions: [] };
  const isTyping = last.kind !== 'operator' || (last.from === at && /[^\s)\]"'`”’]$/.test(before));
  if (isTyping && read?.kind === 'value') return completeValue(read, at, scene);
  if (isTyping && read !== undefined) return completeOperand(read, at, scene);
  return last.from === at ? completeOperator(read, at, scene) : { from: at, to: at, suggestions: [] };
}

function completeOperand({ from, outer = [] }: Expectation, at: number, scene: Scene): Completion {
  const typed = scene.text.slice(from, at);
  const rest = /^[\w.]*/.exec(scene.text.slice(at))?.[0] ?? '';
  const spot = { from, to: at + rest.length, typed };
  const keywords =
    typed !== '' && 'not'.startsWith(typed.toLowerCase()) ? [keyword('not', 'Turns the next condition around.')] : [];
  return { ...spotSpan(spot), suggestions: [...keywords, ...tokens(spot, outer, scene)] };
}

function spotSpan({ from, to }: Spot): { from: number; to: number } {
  return { from, to };
}

function tokens({ typed, to }: Spot, outer: readonly string[], { text, vocabulary }: Scene): readonly Suggestion[] {
  const hasOperator = /^\s*(?::|[<>=!])/.test(text.slice(to));
  const names = [...innerNames(outer, vocabulary), ...vocabulary.fields.map((field) => field.token)];
  return ranked(typed, names).flatMap((name) => {
    const field = findName(vocabulary, outer, name)?.field;
    return field === undefined ? [] : [tokenSuggestion(name, field, hasOperator)];
  });
}

/** Inside `source: (…)`: `port` for sourcePort, `ipv4` for sourceIpv4 … */
function innerNames(outer: readonly string[], { fields }: Vocabulary): readonly string[] {
  const prefix = outer.join('').replaceAll('.', '').toLowerCase();
  const inner = fields
    .map((field) => field.token)
    .filter((token) => prefix !== '' && token.toLowerCase().startsWith(prefix) && token.length > prefix.length);
  return inner.map((token) => token.charAt(prefix.length).toLowerCase() + token.slice(prefix.length + 1));
}

function tokenSuggestion(name: string, field: Field, hasOperator: boolean): Suggestion {
  const insert = hasOperator ? name : `${name}: `;
  return { kind: 'token', label: name, insert, detail: field.description, sample: field.samples[0] };
}

function keyword(word: string, detail: string): Suggestion {
  return { kind: 'keyword', label: word, insert: `${word} `, detail };
}

/** Names that begin with what was typed, then those with a part that does, then similar ones. */
function ranked(typed: string, names: readonly string[]): readonly string[] {
  if (typed === '') return names;
  const wanted = typed.toLowerCase();
  const starting = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const holding = names.filter((name) =>
    partsOf(name)
      .slice(1)
      .some((part) => part.startsWith(wanted)),
  );
  const found = [...new Set([...starting, ...holding])];
  return found.length > 0 ? found : nearest(typed, names);
}

/** `sourceIpv4` has the parts `sourceipv4` and `ipv4`. */
function partsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?:^|[-_\s.])\w|[A-Z]/g)].map(({ index }) =>
    name
      .slice(index)
      .replace(/^\W|^_/, '')
      .toLowerCase(),
  );
}

function completeOperator(read: Expectation | undefined, at: number, scene: Scene): Completion {
  const connectives = [keyword('and', 'Both conditions hold.'), keyword('or', 'One of the conditions holds.')];
  const operand = read?.kind === 'operand' ? scene.text.slice(read.from, at) : '';
  const [, name = '', is] = /^([A-Za-z][\w.]*)\s+(is\s+)?$/.exec(operand) ?? [];
  const field = name === '' ? undefined : findName(scene.vocabulary, read?.outer ?? [], name)?.field;
  if (field === undefined) return { from: at, to: at, suggestions: connectives };
  const suggestions = is === undefined ? [...operators(field), ...connectives] : nullTests();
  return { from: at, to: at, suggestions };
}

function nullTests(): readonly Suggestion[] {
  return [
    { kind: 'operator', label: 'null', insert: 'null', detail: 'The event lacks the token.' },
    { kind: 'operator', label: 'not null', insert: 'not null', detail: 'The event has the token.' },
  ];
}

const PREFIX_OPERATORS: Readonly<Record<string, string>> = {
  '=': 'The whole value.',
  '!=': 'Another value, or none.',
  '<': 'Less, or earlier.',
  '<=': 'At most.',
  '>': 'More, or later.',
  '>=': 'At least.',
};

function operators(field: Field): readonly Suggestion[] {
  const simple = operatorsOf(field).flatMap((operator): readonly Suggestion[] => {
    const detail = PREFIX_OPERATORS[operator];
    return detail === undefined ? [] : [{ kind: 'operator', label: operator, insert: `${operator} `, detail }];
  });
  const colon: Suggestion = { kind: 'operator', label: ':', insert: ': ', detail: OPERATORS[field.type].meaning };
  const isNull = nullTests().map(
    (test): Suggestion => ({ ...test, label: `is ${test.label}`, insert: `is ${test.insert}` }),
  );
  return [colon, ...simple, ...isNull];
}

const OPENING_QUOTE = /^["'`“”„‘’]/;

function completeValue(value: Expectation, at: number, scene: Scene): Completion {
  const { from, name = '' } = value;
  const outer = outerAt(at, scene);
  const field = findName(scene.vocabulary, outer, name)?.field;
  if (field === undefined) return completeInner(value, outer, { at, scene });
  const typed = scene.text.slice(from, at).replace(OPENING_QUOTE, '');
  const seen = scene.options.values?.(field.token, typed) ?? [];
  const known = ranked(typed, [...new Set([...seen, ...knownValues(field)])]);
  const suggestions = known.map((one) => valueSuggestion(field, one, seen.includes(one)));
  return { from, to: endOfValue(from, at, scene.text), suggestions, token: field.token };
}

/** `source: (p` looks like a group of values until an operator follows; where the name is no token, names are meant. */
function completeInner(
  { from, name = '' }: Expectation,
  outer: readonly string[],
  { at, scene }: { readonly at: number; readonly scene: Scene },
): Completion {
  const before = scene.text.slice(0, from);
  const inside = [...outer, name];
  const isNesting =
    before.lastIndexOf('(') > before.lastIndexOf(name) && innerNames(inside, scene.vocabulary).length > 0;
  return isNesting
    ? completeOperand({ kind: 'operand', from, outer: inside }, at, scene)
    : { from, to: at, suggestions: [] };
}

/** The rest of the value behind the cursor is replaced too, and a quote that the editor closed by itself. */
function endOfValue(from: number, at: number, text: string): number {
  const quote = OPENING_QUOTE.exec(text.slice(from, from + 1))?.[0];
  if (quote === undefined) return at + (/^[^\s()[\],]*/.exec(text.slice(at))?.[0].length ?? 0);
  return at > from && text.charAt(at) === quote ? at + 1 : at;
}

/** The nested queries around a value are those around the operand it belongs to. */
function outerAt(at: number, { text }: Scene): readonly string[] {
  return traceOf(text.slice(0, at)).findLast(({ kind }) => kind === 'operand')?.outer ?? [];
}

const DATES = ['now-15m', 'now-1h', 'now-24h', 'now/d', 'now-1d/d', 'now-7d', 'now-30d', 'now/w', 'now/M'];

function knownValues(field: Field): readonly string[] {
  if (field.values !== undefined) return field.values;
  if (field.type === 'boolean') return ['true', 'false'];
  return field.type === 'date' ? DATES : field.samples;
}

function valueSuggestion(field: Field, value: string, isSeen: boolean): Suggestion {
  const detail = isSeen ? 'Seen lately.' : field.values === undefined ? 'Example.' : '';
  const insert = field.type === 'date' ? value : literal(field, value);
  return { kind: 'value', label: value, insert, detail };
}
