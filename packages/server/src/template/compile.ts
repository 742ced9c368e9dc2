// Turns the outline of a line into a template for one batch: header and body pieces, writes, constants, and the holes that
// the matcher treats specially.

import type { EventFields, Token } from '@gatehouse/model';
import type { Batch } from '../encode/batch.js';
import { DictionaryColumn, Number64Column, NumberColumn } from '../encode/columns.js';
import type { Reading } from '../map/reading.js';
import type { Body } from './body-tree.js';
import { compileWrites } from './compile-writes.js';
import { constantTokens, type Outline, type OutlineHole, rawTemplate } from './learn.js';
import {
  type AttributeSource,
  type BodyHoles,
  type Constant,
  type Header,
  type HeaderHoles,
  HOLE,
  type HoleCode,
  literalOf,
  type Piece,
  type Template,
} from './template.js';

export interface CompileInput {
  readonly sketch: Outline;
  readonly reading: Reading;
  readonly batch: Batch;
  readonly zone: string;
  /** Headers known already: a template joins the one with the same text. */
  readonly headers: readonly Header[];
}

export interface Compiled {
  readonly header: Header;
  /** Under which the header has the body, see Header. */
  readonly event: string;
  readonly body: Body;
}

/** Null when some token cannot be given by a template. */
export function compileTemplate(input: CompileInput): Compiled | null {
  const { sketch, reading, batch } = input;
  const constants = compileConstants(reading, batch);
  const writes = compileWrites(sketch, batch);
  const split = headerLength(sketch);
  if (constants === null || writes === null || split === 0) return null;
  const pieces = sketch.holes.map((hole, index) =>
    compilePiece(hole, index, { sketch, batch, isHeader: index < split, line: reading.line }),
  );
  const boundary = sketch.literals[split] ?? '';
  const colon = boundary.indexOf(':') + 1;
  if (colon === 0) return null;
  if (!isCommonHeader(sketch, pieces.slice(0, split))) return null;
  const header = compileHeader(input, { pieces: pieces.slice(0, split), end: boundary.slice(0, colon) });
  const template: Template = { ...describe(input), writes, constants, ids: unknownIds(constants.length) };
  const event = eventOf(input, header);
  return { header, event, body: { start: literalOf(boundary.slice(colon)), pieces: pieces.slice(split), template } };
}

/** The names as they stand in the line. */
function eventOf({ sketch, reading }: CompileInput, { at }: Header): string {
  const name = (hole: number) =>
    reading.line.slice(sketch.holes[hole]?.claim.from ?? 0, sketch.holes[hole]?.claim.to ?? 0);
  return `${name(at.category)}\n${name(at.eventName)}`;
}

function describe({ sketch, reading, zone }: CompileInput): Omit<Template, 'writes' | 'constants' | 'ids'> {
  const names = attributeNames(sketch, reading);
  const raw = (order: 'mdy' | 'dmy' | 'ymd') => rawTemplate(sketch, order, zone);
  return {
    at: bodyHoles(sketch),
    header: headerHoles(sketch),
    raw: { mdy: raw('mdy'), dmy: raw('dmy'), ymd: raw('ymd') },
    attributeNames: names.join('\n'),
    attributes: names.map((name) => attributeSource(sketch, reading, name)),
    rest: indexes(sketch, ({ kind }) => kind === 'rest'),
    same: indexes(sketch, ({ kind }) => kind === 'same'),
    dates: sketch.holes.flatMap(({ kind, claim }, hole) =>
      kind === 'date' ? [{ hole, utc: claim.zone === 'utc' }] : [],
    ),
    direction: reading.event.eventContext !== undefined,
    elapsed: reading.derived.duration?.kind === 'computed',
  };
}

/**
 * The headers that appliances, their own ns.log and ordinary relays write; S stamp, W name, D date, N number.
 * Everything stranger is rare, and what a stranger header means is the reader's business.
 */
const COMMON_HEADER =
  /^(?:<\d{1,3}> ?)?(?:S +)?(?:<[a-z]+\d?\.[a-z]+> )?(?:W +)?D(?: GMT)? +(?:W )?(?:N-)?PPE-N : (?:W )?W W(?: N){0,2} : {0,2}\S*/;

const HEADER_LETTERS: Readonly<Partial<Record<HoleCode, string>>> = {
  [HOLE.date]: 'D',
  [HOLE.number]: 'N',
  [HOLE.name]: 'W',
  [HOLE.bsdStamp]: 'S',
  [HOLE.isoStamp]: 'S',
};

function isCommonHeader(sketch: Outline, pieces: readonly Piece[]): boolean {
  const form = pieces.map(({ code }, index) => `${sketch.literals[index]}${HEADER_LETTERS[code] ?? '?'}`).join('');
  return COMMON_HEADER.test(`${form}${sketch.literals[pieces.length] ?? ''}`);
}

function unknownIds(constants: number): Template['ids'] {
  return {
    generation: -1,
    peer: '',
    constants: new Int32Array(constants),
    attributeNames: 0,
    raw: { mdy: 0, dmy: 0, ymd: 0 },
  };
}

interface PieceContext {
  readonly sketch: Outline;
  readonly batch: Batch;
  readonly isHeader: boolean;
  readonly line: string;
}

function compilePiece(hole: OutlineHole, index: number, { sketch, batch, isHeader, line }: PieceContext): Piece {
  const literal = sketch.literals[index + 1] ?? '';
  const after = sketch.literals[index + 2];
  const isText = !isHeader && (hole.kind === 'text' || hole.kind === 'attribute');
  return {
    code: isHeader ? headerCode(hole, line) : bodyCode(hole, sketch.literals[index] ?? ''),
    limit: Math.min(Number.MAX_SAFE_INTEGER, ...hole.claim.tokens.map((token) => limitOf(batch, token))),
    utc: hole.claim.zone === 'utc',
    last: isText && literal.length === 1 && literal !== ' ' && after !== undefined,
    hashed: isHeader || hole.claim.tokens.some((token) => batch.column(token) instanceof DictionaryColumn),
    literal: literalOf(literal),
    after: literalOf(after ?? ''),
  };
}

const BSD_STAMP = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d$/;
const ISO_STAMP = /^\d{4}-\d\d-\d\dT/;

/** In the header every text is a name, or the stamp of a relay in one of its forms. */
function headerCode({ kind, claim }: OutlineHole, line: string): HoleCode {
  if (kind === 'text') return HOLE.name;
  if (kind !== 'rest') return HOLE[kind];
  const text = line.slice(claim.from, claim.to);
  return BSD_STAMP.test(text) ? HOLE.bsdStamp : ISO_STAMP.test(text) ? HOLE.isoStamp : HOLE.name;
}

/** Tokens whose values may hold blanks without standing in quotes. */
const FREE_TEXTS: ReadonlySet<Token> = new Set<Token>([
  'userName',
  'contextUser',
  'userAgent',
  'application',
  'message',
  'command',
]);

/** Text that is neither free nor quoted is one word; what comes after a blank would be the reader's business. */
function bodyCode({ kind, claim }: OutlineHole, before: string): HoleCode {
  // The address in `user@address` where the line names another client.
  if (kind === 'rest') return HOLE.address;
  if (kind !== 'text' && kind !== 'attribute') return HOLE[kind];
  const isFree = before.endsWith('"') || claim.tokens.some((token) => FREE_TEXTS.has(token));
  return isFree ? HOLE.text : HOLE.word;
}

function limitOf(batch: Batch, token: Token): number {
  const column = batch.column(token);
  return column instanceof NumberColumn ? column.limit : Number.MAX_SAFE_INTEGER;
}

/** The header ends with the colon after its last field; the body begins after that colon. */
function compileHeader(
  { sketch, headers }: CompileInput,
  { pieces, end }: { pieces: readonly Piece[]; end: string },
): Header {
  const literals = [...sketch.literals.slice(0, pieces.length), end];
  const holes = sketch.holes
    .slice(0, pieces.length)
    .map(({ claim, kind }) => `${kind} ${claim.tokens.join()} ${claim.zone}`);
  const text = literals.map((literal, index) => `${literal}\x01${holes[index] ?? ''}\x02`).join('');
  const known = headers.find((header) => header.text === text);
  if (known !== undefined) return known;
  const last = pieces.length - 1;
  const own = pieces.map((piece, index) => (index === last ? { ...piece, literal: literalOf(end) } : piece));
  return { text, start: literalOf(literals[0] ?? ''), pieces: own, at: headerHoles(sketch), bodies: new Map() };
}

function compileConstants(reading: Reading, batch: Batch): Constant[] | null {
  const constants: Constant[] = [];
  const tokens = constantTokens(reading);
  if (tokens === null) return null;
  for (const token of tokens) {
    const constant = isPeer(reading, token) ? peerConstant(batch, token) : compileConstant(batch, token, reading.event);
    if (constant === null) return null;
    constants.push(constant);
  }
  return constants;
}

function isPeer({ derived }: Reading, token: Token): boolean {
  return derived[token]?.rule === 'peer';
}

function peerConstant(batch: Batch, token: Token): Constant | null {
  const column = batch.column(token);
  return column instanceof DictionaryColumn ? { column, peer: true } : null;
}

function compileConstant(batch: Batch, token: Token, event: EventFields): Constant | null {
  const column = batch.column(token);
  const value: unknown = event[token];
  if (column instanceof DictionaryColumn)
    return { column, text: Array.isArray(value) ? value.join('\n') : String(value) };
  if (typeof value !== 'number') return null;
  return column instanceof NumberColumn || column instanceof Number64Column ? { column, number: value } : null;
}

/** Number of holes up to the last of the header's own fields. */
function headerLength(sketch: Outline): number {
  const last = ['eventName', 'sessionId', 'logFormat'].map((token) => holeOf(sketch, token as Token));
  return Math.max(...last) + 1;
}

function headerHoles(sketch: Outline): HeaderHoles {
  return {
    category: holeOf(sketch, 'category'),
    eventName: holeOf(sketch, 'eventName'),
    deviceName: holeOf(sketch, 'deviceName'),
    eventTime: holeOf(sketch, 'eventTime'),
    relayStamp: sketch.holes.findIndex(({ claim, kind }) => kind === 'rest' && claim.rule.includes('stamp')),
  };
}

function bodyHoles(sketch: Outline): BodyHoles {
  return {
    head: sketch.holes.findIndex(({ kind }) => kind === 'head'),
    tail: sketch.holes.findIndex(({ kind }) => kind === 'tail'),
    begin: holeOf(sketch, 'beginningTime'),
    end: holeOf(sketch, 'endTime'),
    duration: holeOf(sketch, 'duration'),
    source: holeOf(sketch, 'sourceIpv4'),
    destination: holeOf(sketch, 'destinationIpv4'),
    client: holeOf(sketch, 'clientIpv4'),
  };
}

function holeOf(sketch: Outline, token: Token): number {
  return sketch.holes.findIndex(({ claim }) => claim.tokens.includes(token));
}

function indexes(sketch: Outline, wanted: (hole: Outline['holes'][number]) => boolean): number[] {
  return sketch.holes.flatMap((hole, index) => (wanted(hole) ? [index] : []));
}

/** Names of all attributes: first those that stand in holes, in the order of the line, then the constant ones. */
function attributeNames(sketch: Outline, reading: Reading): string[] {
  const inHoles = sketch.holes.flatMap(({ claim }) => (claim.attribute === undefined ? [] : [claim.attribute]));
  const others = Object.keys(reading.event.attributes ?? {}).filter((name) => !inHoles.includes(name));
  return [...inHoles, ...others];
}

function attributeSource(sketch: Outline, reading: Reading, name: string): AttributeSource {
  const hole = sketch.holes.findIndex(({ claim }) => claim.attribute === name);
  return hole >= 0 ? { hole } : { constant: bytesOf(reading.event.attributes?.[name] ?? '') };
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
