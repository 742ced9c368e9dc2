// Turns the outline of a line into a template for one batch: header and body parts, constants, and the holes that the
// matcher treats specially.

import type { EventFields, Token } from '@gatehouse/model';
import type { Batch } from '../encode/batch.js';
import { DictionaryColumn, Number64Column, NumberColumn } from '../encode/columns.js';
import type { Reading } from '../map/reading.js';
import { compileHole, constantTokens, type Outline, rawTemplate } from './learn.js';
import type { AttributeSource, BodyHoles, CompiledHole, Constant, HeaderPart, Part, Template } from './template.js';

export interface CompileInput {
  readonly sketch: Outline;
  readonly reading: Reading;
  readonly batch: Batch;
  readonly zone: string;
  /** Headers known already: a template joins the one with the same text. */
  readonly headers: readonly HeaderPart[];
}

export interface Compiled {
  readonly template: Template;
}

/** Null when some token cannot be given by a template. */
export function compileTemplate(input: CompileInput): Compiled | null {
  const { sketch, reading, batch, zone } = input;
  const constants = compileConstants(reading, batch);
  const parts = compileParts(input);
  if (constants === null || parts === null) return null;
  const at = bodyHoles(sketch);
  const names = attributeNames(sketch, reading);
  const template: Template = {
    ...parts,
    constants,
    at,
    raw: { mdy: rawTemplate(sketch, 'mdy', zone), dmy: rawTemplate(sketch, 'dmy', zone), ymd: rawTemplate(sketch, 'ymd', zone) },
    attributeNames: names.join('\n'),
    attributes: names.map((name) => attributeSource(sketch, reading, name)),
    rest: indexes(sketch, ({ kind }) => kind === 'rest'),
    same: indexes(sketch, ({ kind }) => kind === 'same'),
    dates: indexes(sketch, ({ kind }) => kind === 'date'),
    direction: reading.event.eventContext !== undefined,
    elapsed: reading.derived.duration?.kind === 'computed',
    ids: { generation: -1, constants: new Int32Array(constants.length), attributeNames: 0, raw: { mdy: 0, dmy: 0, ymd: 0 } },
  };
  return { template };
}

function compileConstants(reading: Reading, batch: Batch): Constant[] | null {
  const constants: Constant[] = [];
  const tokens = constantTokens(reading);
  if (tokens === null) return null;
  for (const token of tokens) {
    const constant = compileConstant(batch, token, reading.event);
    if (constant === null) return null;
    constants.push(constant);
  }
  return constants;
}

function compileConstant(batch: Batch, token: Token, event: EventFields): Constant | null {
  const column = batch.column(token);
  const value: unknown = event[token];
  if (column instanceof DictionaryColumn) return { column, text: Array.isArray(value) ? value.join('\n') : String(value) };
  if (typeof value !== 'number') return null;
  return column instanceof NumberColumn || column instanceof Number64Column ? { column, number: value } : null;
}

/** The header ends with the colon after its last field; the body begins after that colon. */
function compileParts({ sketch, batch, headers }: CompileInput): { header: HeaderPart; body: Part } | null {
  const holes: CompiledHole[] = [];
  for (const [index, hole] of sketch.holes.entries()) {
    const next = { literal: sketch.literals[index + 1] ?? '', after: sketch.literals[index + 2] };
    const compiled = compileHole(hole, next, batch);
    if (compiled === null) return null;
    holes.push(compiled);
  }
  const split = headerLength(sketch);
  const boundary = sketch.literals[split] ?? '';
  const colon = boundary.indexOf(':') + 1;
  if (split === 0 || colon === 0) return null;
  const headerLiterals = [...sketch.literals.slice(0, split), boundary.slice(0, colon)];
  const bodyLiterals = [boundary.slice(colon), ...sketch.literals.slice(split + 1)];
  const text = `${headerLiterals.join('\x01')}|${sketch.holes.slice(0, split).map(({ claim, kind }) => kind + claim.tokens.join()).join()}`;
  const header = headers.find((known) => known.text === text) ?? {
    text,
    literals: headerLiterals.map(bytesOf),
    holes: holes.slice(0, split),
    at: headerHoles(sketch),
    bodies: new Map<number, Template[]>(),
  };
  return { header, body: { literals: bodyLiterals.map(bytesOf), holes: holes.slice(split) } };
}

/** Number of holes up to the last of the header's own fields. */
function headerLength(sketch: Outline): number {
  const last = ['eventName', 'sessionId', 'logFormat'].map((token) => holeOf(sketch, token as Token));
  return Math.max(...last) + 1;
}

function headerHoles(sketch: Outline): HeaderPart['at'] {
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
