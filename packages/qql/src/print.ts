// Canonical QQL from a tree: lower-case keywords, one blank, double quotes, brackets only where precedence asks for them.
// Printing what was parsed and parsing what was printed changes nothing but positions.

import type { Bare, Clause, Expression, Scalar, Value } from './ast.js';
import { isColonAddressAt, keywordAt } from './tokens.js';

/** Spelling of a token name; the default leaves it as written. */
export type Spelling = (name: string) => string;

export function print(tree: Expression, spelling: Spelling = (name) => name): string {
  switch (tree.kind) {
    case 'all':
      return '';
    case 'and':
      return tree.items.map((item) => bracketed(item, ['or'], spelling)).join(' and ');
    case 'or':
      return tree.items.map((item) => print(item, spelling)).join(' or ');
    case 'not':
      return `not ${bracketed(tree.item, ['or', 'and'], spelling)}`;
    case 'group':
      return `${spelling(tree.name.text)}: (${printGroup(tree.item)})`;
    case 'nested':
      return `${spelling(tree.name.text)}: (${print(tree.item, spelling)})`;
    case 'null':
      return `${spelling(tree.name.text)} is ${tree.negated ? 'not ' : ''}null`;
    case 'free':
      return printScalar(tree.value, 'free');
    case 'clause':
      return printClause(tree, spelling);
  }
}

function bracketed(tree: Expression, kinds: readonly Expression['kind'][], spelling: Spelling): string {
  const text = print(tree, spelling);
  return kinds.includes(tree.kind) ? `(${text})` : text;
}

function printGroup(tree: Expression): string {
  switch (tree.kind) {
    case 'and':
      return tree.items.map((item) => (item.kind === 'or' ? `(${printGroup(item)})` : printGroup(item))).join(' and ');
    case 'or':
      return tree.items.map(printGroup).join(' or ');
    case 'not':
      return tree.item.kind === 'and' || tree.item.kind === 'or'
        ? `not (${printGroup(tree.item)})`
        : `not ${printGroup(tree.item)}`;
    case 'clause':
      return tree.operator === ':' ? printValue(tree.value, 'group') : `${tree.operator} ${printValue(tree.value)}`;
    default:
      return print(tree);
  }
}

function printClause(clause: Clause, spelling: Spelling): string {
  const name = spelling(clause.name.text);
  const value = printValue(clause.value);
  return clause.operator === ':' ? `${name}: ${value}` : `${name} ${clause.operator} ${value}`;
}

function printValue(value: Value, place: Place = 'value'): string {
  if (value.kind === 'list') return `[${value.items.map((item) => printScalar(item, 'list')).join(', ')}]`;
  if (value.kind !== 'range') return printScalar(value, place);
  const bounds = `${printScalar(value.low, value.includesLow ? 'range' : 'group')} .. ${printScalar(value.high, 'range')}`;
  return `${value.includesLow ? '[' : '('}${bounds}${value.includesHigh ? ']' : ')'}`;
}

/** In free text and behind `(` a name could be read, so operators are escaped there. */
type Place = 'value' | 'list' | 'range' | 'free' | 'group';

function printScalar(scalar: Scalar, place: Place): string {
  if (scalar.kind === 'phrase') return `"${scalar.text.replace(/["\\]/g, '\\$&')}"`;
  if (scalar.kind === 'exact') return `\`${scalar.text.replace(/[`\\]/g, '\\$&')}\``;
  return printBare(scalar, place);
}

function printBare(bare: Bare, place: Place): string {
  let at = 0;
  const words: string[] = [];
  for (const word of bare.text.split(' ')) {
    words.push(printWord(bare, { word, at, place }));
    at += word.length + 1;
  }
  return words.join(' ');
}

interface Word {
  readonly word: string;
  readonly at: number;
  readonly place: Place;
}

function printWord(bare: Bare, { word, at, place }: Word): string {
  const escaped = specialCharacters(word, at, place);
  let printed = '';
  for (let index = 0; index < word.length; index++) {
    const character = word.charAt(index);
    const isSpecial = index === 0 && AT_WORD_START.includes(character);
    const isWildcard = '*?'.includes(character) && bare.wild.includes(at + index);
    printed += isSpecial || (escaped.includes(character) && !isWildcard) ? `\\${character}` : character;
  }
  return isKeyword(printed, place) ? `\\${printed}` : printed;
}

const READS_NAMES: readonly Place[] = ['free', 'group'];
const HOLDS_DOTS: readonly Place[] = ['range', 'list', 'group'];
const AT_WORD_START = '"\'`“”‘’„';

/** The characters that would mean something else in this word if they stood there bare. */
function specialCharacters(word: string, at: number, place: Place): string {
  let special = '\\*?';
  if (!isBalanced(word)) special += '()[]';
  if (place === 'list') special += ',';
  if (HOLDS_DOTS.includes(place) && word.includes('..')) special += '.';
  if (READS_NAMES.includes(place) && !isColonAddressAt(word, 0)) special += ':<>=!';
  if (at === 0 && /^[<>=!]/.test(word)) special += '<>=!';
  return special;
}

/** Brackets inside a word that close there are read as part of it: `PCI(NJJ)`. */
function isBalanced(word: string): boolean {
  const open = { '(': 0, '[': 0 };
  for (const character of word) {
    if (character === '(' || character === '[') open[character]++;
    if (character === ')' && --open['('] < 0) return false;
    if (character === ']' && --open['['] < 0) return false;
  }
  return open['('] === 0 && open['['] === 0 && !'(['.includes(word.charAt(0));
}

function isKeyword(word: string, place: Place): boolean {
  return keywordAt(word, 0) !== null || (READS_NAMES.includes(place) && word.toLowerCase() === 'is');
}
