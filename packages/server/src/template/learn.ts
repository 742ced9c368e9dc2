// Makes a template out of the reading of one line, and admits it only when the fast path, run over that same line, gives
// the same event and the same raw bytes as the reader did.

import { fieldOf, type Token } from '@gatehouse/model';
import type { Claim, DateOrder, Reading } from '../map/reading.js';
import { type Hole, MARK_CLOSE, MARK_OPEN, printMark } from './marks.js';

type ValueClaim = Extract<Claim, { role: 'value' }>;

/** A line cut into literals and holes; `literals` is one longer than `holes`. */
export interface Outline {
  readonly literals: readonly string[];
  readonly holes: readonly OutlineHole[];
}

export interface OutlineHole {
  readonly claim: ValueClaim;
  /** `same`: repeats the address of the client, which has a place of its own in the line (`Context user@address`). */
  readonly kind: HoleKind;
}

export type HoleKind = Hole['kind'] | 'same';

/** Literals and holes of a reading, or null when some byte has no claim or some value is not written canonically. */
export function outline(reading: Reading): Outline | null {
  const literals = [''];
  const holes: OutlineHole[] = [];
  let at = 0;
  for (const claim of reading.claims) {
    if (claim.from !== at) return null;
    at = claim.to;
    const hole = claim.role === 'literal' || claim.from === claim.to ? null : holeKind(claim, reading);
    if (hole === undefined) return null;
    if (hole === null) literals[literals.length - 1] += reading.line.slice(claim.from, claim.to);
    else {
      holes.push({ claim: claim as ValueClaim, kind: hole });
      literals.push('');
    }
  }
  return at === reading.line.length && separated(literals) ? { literals, holes } : null;
}

/**
 * The matcher finds the end of a text by the literal after it, so no two holes may touch; and a hole must begin and end at the
 * border of a word, since the search index takes the words of templates and of values apart.
 */
function separated(literals: readonly string[]): boolean {
  return literals.every((literal, index) => {
    const isOuter = index === 0 || index === literals.length - 1;
    if (literal === '') return isOuter;
    const touches =
      (index > 0 && WORD_BEGINS.test(literal)) || (index < literals.length - 1 && WORD_ENDS.test(literal));
    return !touches;
  });
}

const WORD_BEGINS = /^\w/;
const WORD_ENDS = /\w$/;

function holeKind(claim: ValueClaim, reading: Reading): HoleKind | undefined {
  if (claim.attribute !== undefined)
    return claim.tokens.length === 0 && claim.writing !== 'verbatim' ? 'attribute' : undefined;
  if (claim.writing === 'verbatim') return claim.tokens.length === 0 ? 'rest' : undefined;
  if (claim.tokens.length === 1 && isTwoPart(claim.tokens[0] as Token, reading)) return partOf(claim, reading);
  const kinds = {
    date: 'date',
    uint: 'number',
    ipv4: 'address',
    duration: 'duration',
    text: 'text',
    list: 'list',
  } as const;
  if (claim.tokens.length === 0) return repeatsClient(claim, reading) ? 'same' : 'rest';
  // Lists of addresses leave out words (`unknown`) and rewrite mapped addresses: only the reader knows how.
  return claim.writing === 'list' && claim.tokens.some((token) => token !== 'group') ? undefined : kinds[claim.writing];
}

function repeatsClient(claim: ValueClaim, { line, claims }: Reading): boolean {
  const text = line.slice(claim.from, claim.to);
  const isClient = (other: Claim) =>
    other.role === 'value' && other.writing === 'ipv4' && other.tokens.includes('clientIpv4');
  return claims.some((other) => isClient(other) && line.slice(other.from, other.to) === text);
}

function claimsOf(token: Token, reading: Reading): ValueClaim[] {
  return reading.claims.filter((claim): claim is ValueClaim => claim.role === 'value' && claim.tokens.includes(token));
}

function isTwoPart(token: Token, reading: Reading): boolean {
  return claimsOf(token, reading).length > 1;
}

/** Two claims of one token are its parts when the second begins with the first slash of the whole. */
function partOf(claim: ValueClaim, reading: Reading): 'head' | 'tail' | undefined {
  const [head, tail, third] = claimsOf(claim.tokens[0] as Token, reading);
  if (head === undefined || tail === undefined || third !== undefined || tail.writing !== 'text') return undefined;
  if (reading.line[tail.from] !== '/' || reading.line.slice(head.from, head.to).includes('/')) return undefined;
  return claim === head ? 'head' : 'tail';
}

/** The stored raw template of an outline under one date order. */
export function rawTemplate(sketch: Outline, order: DateOrder, zone: string): string {
  let raw = sketch.literals[0] ?? '';
  sketch.holes.forEach((hole, index) => {
    const next = sketch.literals[index + 1] ?? '';
    raw += printMark(markOf(hole, { order, zone: hole.claim.zone === 'utc' ? 'UTC' : zone })) + next;
  });
  return raw;
}

function markOf({ claim, kind }: OutlineHole, date: { order: DateOrder; zone: string }): Hole {
  if (kind === 'attribute' || kind === 'rest') return { kind };
  if (kind === 'same') return { kind: 'address', token: 'clientIpv4' };
  const token = claim.tokens[0] as Token;
  return kind === 'date' ? { kind, token, ...date } : { kind, token };
}

/** True when the line can be stored as template and values at all: plain printable text without our own marks. */
export function isPlain(line: string): boolean {
  return /^[\x20-\x7e]*$/.test(line) && !line.includes(MARK_OPEN) && !line.includes(MARK_CLOSE);
}

/** The body is found by these (Header in template.ts), so within a template they are constants. */
export const KEY_TOKENS: ReadonlySet<Token> = new Set<Token>(['category', 'eventName']);

/** Tokens of the event that neither a claim nor the header explains must be constants of the form, or direction. */
export function constantTokens(reading: Reading): Token[] | null {
  const claimed = new Set<Token>();
  for (const claim of reading.claims) if (claim.role === 'value') for (const token of claim.tokens) claimed.add(token);
  for (const token of KEY_TOKENS) claimed.delete(token);
  const constants: Token[] = [];
  for (const token of Object.keys(reading.event) as Token[]) {
    if (claimed.has(token) || fieldOf(token).column.kind !== 'stored') continue;
    if (token === 'eventContext' || (token === 'duration' && reading.derived.duration?.kind === 'computed')) continue;
    if (reading.derived[token]?.kind !== 'constant' && !KEY_TOKENS.has(token)) return null;
    constants.push(token);
  }
  return constants;
}
