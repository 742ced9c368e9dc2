// A raw template is the line with its values taken out. It is stored once per distinct text (dictionary column
// rawTemplate), and the values are in their own columns anyway, so the raw line costs next to nothing and still comes back
// byte for byte (ADR 0003):
//
//   <134> ␁de:eventTime␂ GMT ␁x:deviceName␂ ␁n:nodeId␂-PPE-␁n:ppeId␂ : ␁x:partition␂ …
//
//   ␁ (0x01) kind [argument] ":" [token] ␂ (0x02)
//
// Lines that hold 0x01 or 0x02 themselves, or that are not written canonically, have the empty template and stand whole in
// rawRest. The strings below are latin1: one character per byte.

import type { Token } from '@gatehouse/model';
import type { DateOrder } from '../map/reading.js';

export const MARK_OPEN = '\x01';
export const MARK_CLOSE = '\x02';

/** How a hole prints its value. */
export type Hole =
  | { readonly kind: 'date'; readonly token: Token; readonly order: DateOrder; readonly zone: string }
  | { readonly kind: 'number' | 'address' | 'duration' | 'text' | 'list'; readonly token: Token }
  /** First or second part of a token that is the concatenation of two claims, split before the first `/`. */
  | { readonly kind: 'head' | 'tail'; readonly token: Token }
  /** Next value of `attributeValues`. */
  | { readonly kind: 'attribute' }
  /** Next value of `rawRest`: bytes that became no token. */
  | { readonly kind: 'rest' };

const LETTERS = {
  date: 'd',
  number: 'n',
  address: 'a',
  duration: 'u',
  text: 'x',
  list: 'l',
  head: 'h',
  tail: 't',
  attribute: 'v',
  rest: 'r',
} as const;

const KINDS = Object.fromEntries(Object.entries(LETTERS).map(([kind, letter]) => [letter, kind])) as Readonly<
  Record<string, Hole['kind']>
>;

export function printMark(hole: Hole): string {
  const letter = LETTERS[hole.kind];
  const argument = hole.kind === 'date' ? `${hole.order[0]}${hole.zone}` : '';
  const token = 'token' in hole ? hole.token : '';
  return `${MARK_OPEN}${letter}${argument}:${token}${MARK_CLOSE}`;
}

export type Piece = { readonly literal: string } | { readonly hole: Hole };

/** Splits a stored template into its literals and holes. */
export function parseTemplate(template: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < template.length) {
    const open = template.indexOf(MARK_OPEN, from);
    const literalEnd = open < 0 ? template.length : open;
    if (literalEnd > from) pieces.push({ literal: template.slice(from, literalEnd) });
    if (open < 0) break;
    const close = template.indexOf(MARK_CLOSE, open);
    pieces.push({ hole: parseMark(template.slice(open + 1, close)) });
    from = close + 1;
  }
  return pieces;
}

const ORDERS: Readonly<Record<string, DateOrder>> = { m: 'mdy', d: 'dmy', y: 'ymd' };

function parseMark(mark: string): Hole {
  const colon = mark.lastIndexOf(':');
  const kind = KINDS[mark[0] ?? ''];
  const token = mark.slice(colon + 1) as Token;
  if (kind === undefined) throw new RangeError(`unknown mark in a raw template: ${JSON.stringify(mark)}`);
  if (kind === 'date') {
    return { kind, token, order: ORDERS[mark[1] ?? ''] ?? 'mdy', zone: mark.slice(2, colon) };
  }
  if (kind === 'attribute' || kind === 'rest') return { kind };
  return { kind, token };
}
