// Puts the values of a row back into its raw template: the inverse of the matcher, used when an event is read.

import type { Token } from '@gatehouse/model';
import type { DateOrder } from '../map/reading.js';
import { type Hole, type Piece, parseTemplate } from './marks.js';

/** What of a row the raw line is made from; texts as latin1 strings, one character per byte. */
export interface StoredLine {
  readonly template: string;
  readonly rest: string;
  readonly attributeValues: string;
  /** Stored value of a token: text as latin1, numbers and instants as numbers (bigint beyond 2^53), lists joined by LF. */
  value(token: Token): string | number | bigint | null;
}

/** Offset of a zone from UTC in milliseconds at an instant; positive east. */
export type ZoneOffset = (zone: string, instantMs: number) => number;

export class TemplateFiller {
  readonly #pieces = new Map<string, Piece[]>();
  readonly #offset: ZoneOffset;

  constructor(offset: ZoneOffset) {
    this.#offset = offset;
  }

  /** The raw line, latin1. */
  fill(line: StoredLine): string {
    if (line.template === '') return line.rest;
    const cursors = { attribute: splitter(line.attributeValues), rest: splitter(line.rest) };
    let raw = '';
    for (const piece of this.#parsed(line.template)) {
      raw += 'literal' in piece ? piece.literal : this.#print(piece.hole, line, cursors);
    }
    return raw;
  }

  #parsed(template: string): Piece[] {
    const known = this.#pieces.get(template);
    if (known !== undefined) return known;
    const pieces = parseTemplate(template);
    this.#pieces.set(template, pieces);
    return pieces;
  }

  #print(hole: Hole, line: StoredLine, cursors: { attribute: () => string; rest: () => string }): string {
    if (hole.kind === 'attribute') return cursors.attribute();
    if (hole.kind === 'rest') return cursors.rest();
    const value = line.value(hole.token);
    if (hole.kind === 'date') return printDate(Number(value) + this.#offset(hole.zone, Number(value)), hole.order);
    if (hole.kind === 'duration') return printDuration(Number(value));
    const text = String(value ?? '');
    if (hole.kind === 'list') return text.replaceAll('\n', ',');
    if (hole.kind === 'head') return text.slice(0, headLength(text));
    return hole.kind === 'tail' ? text.slice(headLength(text)) : text;
  }
}

/** Where the second part of a two-part token begins: before its first slash. */
function headLength(text: string): number {
  const slash = text.indexOf('/');
  return slash < 0 ? text.length : slash;
}

function splitter(joined: string): () => string {
  const parts = joined.split('\n');
  let next = 0;
  return () => parts[next++] ?? '';
}

/** `localMs`: milliseconds since 1970 on the wall clock. */
function printDate(localMs: number, order: DateOrder): string {
  const date = new Date(localMs);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const month = two(date.getUTCMonth() + 1);
  const day = two(date.getUTCDate());
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  if (order === 'ymd') return `${year}/${month}/${day}:${time}`;
  return order === 'mdy' ? `${month}/${day}/${year}:${time}` : `${day}/${month}/${year}:${time}`;
}

function printDuration(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
