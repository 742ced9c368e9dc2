// Suggestions for the place where the cursor stands. The parser itself says what it was ready to read there (traceOf), so
// completion and grammar cannot drift apart; the dictionary says what there is to choose from.

import { operatorsOf, OPERATORS } from '@gatehouse/model';
import type { Field } from '@gatehouse/model';
import { literal } from './literal.js';
import { findName, vocabularyOf } from './names.js';
import type { Vocabulary } from './names.js';
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
  const keywords = typed !== '' && 'not'.startsWith(typed.toLowerCase()) ? [keyword('not', 'Turns the next condition around.')] : [];
  return { ...spotSpan(spot), suggestions: [...tokens(spot, outer, scene), ...keywords] };
}

function spotSpan({ from, to }: Spot): { from: number; to: number } {
  return { from, to };
}

function tokens({ typed, to }: Spot, outer: readonly string[], { text, vocabulary }: Scene): readonly Suggestion[] {
  const hasOperator = /^\s*(?::|[<>=!])/.test(text.slice(to));
  const prefix = outer.join('').replaceAll('.', '').toLowerCase();
  const candidates = vocabulary.fields.map((field) => field.token);
  const inner = candidates.filter((token) => prefix !== '' && token.toLowerCase().startsWith(prefix) && token.length > prefix.length);
  const shown = [...inner.map((token) => innerName(token, prefix.length)), ...candidates];
  return ranked(typed, shown).flatMap((name) => {
    const field = findName(vocabulary, outer, name)?.field;
    return field === undefined ? [] : [tokenSuggestion(name, field, hasOperator)];
  });
}

function innerName(token: string, length: number): string {
  return token.charAt(length).toLowerCase() + token.slice(length + 1);
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
  const holding = names.filter((name) => partsOf(name).slice(1).some((part) => part.startsWith(wanted)));
  const found = [...new Set([...starting, ...holding])];
  return found.length > 0 ? found : nearest(typed, names);
}

/** `sourceIpv4` has the parts `sourceipv4` and `ipv4`. */
function partsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?:^|[-_\s.])\w|[A-Z]/g)].map(({ index }) => name.slice(index).replace(/^\W|^_/, '').toLowerCase());
}

function completeOperator(read: Expectation | undefined, at: number, scene: Scene): Completion {
  const connectives = [
    keyword('and', 'Both conditions hold.'),
    keyword('or', 'One of the conditions holds.'),
  ];
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
  const isNull = nullTests().map((test): Suggestion => ({ ...test, label: `is ${test.label}`, insert: `is ${test.insert}` }));
  return [colon, ...simple, ...isNull];
}

const OPENING_QUOTE = /^["'`“”„‘’]/;

function completeValue({ from, name = '' }: Expectation, at: number, scene: Scene): Completion {
  const typed = scene.text.slice(from, at).replace(OPENING_QUOTE, '');
  const field = fieldAt(name, at, scene);
  if (field === undefined) return { from, to: at, suggestions: [] };
  const seen = scene.options.values?.(field.token, typed) ?? [];
  const known = ranked(typed, [...new Set([...seen, ...knownValues(field)])]);
  const suggestions = known.map((value) => valueSuggestion(field, value, seen.includes(value)));
  return { from, to: closingQuote(from, at, scene.text), suggestions, token: field.token };
}

/** A quote that the editor closed by itself is replaced too. */
function closingQuote(from: number, at: number, text: string): number {
  const quote = OPENING_QUOTE.exec(text.slice(from, from + 1))?.[0];
  return quote !== undefined && at > from && text.charAt(at) === quote ? at + 1 : at;
}

/** The nested queries around a value are those around the operand it belongs to. */
function fieldAt(name: string, at: number, { text, vocabulary }: Scene): Field | undefined {
  const operand = traceOf(text.slice(0, at)).findLast(({ kind }) => kind === 'operand');
  return findName(vocabulary, operand?.outer ?? [], name)?.field;
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
