// A learned template, compiled for the matcher. It comes in two parts: the header (up to the message number) decides which
// bodies are worth trying; the bodies of one event form a tree, so that what they have in common is compared once.

import type { DictionaryColumn, Number64Column, NumberColumn, TextColumn } from '../encode/columns.js';
import type { DateOrder } from '../map/reading.js';
import type { BodyTree } from './body-tree.js';

/** A text to compare with. */
export type Literal = Buffer;

export function literalOf(text: string): Literal {
  return Buffer.from(text, 'latin1');
}

/** Kinds of holes as small integers: the kernel switches on them for every value of every line. */
export const HOLE = {
  date: 0,
  number: 1,
  address: 2,
  duration: 3,
  text: 4,
  list: 5,
  head: 6,
  tail: 7,
  attribute: 8,
  rest: 9,
  same: 10,
  name: 11,
  bsdStamp: 12,
  isoStamp: 13,
  word: 14,
} as const;

export type HoleCode = (typeof HOLE)[keyof typeof HOLE];

/** A hole and the literal after it: what the scanner needs to find the value and its end. */
export interface Piece {
  readonly code: HoleCode;
  /** Largest number that all columns of the hole can store. */
  readonly limit: number;
  /** Date holes: true when the line says GMT, false when the zone of the source applies. */
  readonly utc: boolean;
  /** The text ends at the LAST occurrence of `literal` before `after` (`user@address`, `user:domain`). */
  readonly last: boolean;
  /** The text goes to a dictionary, or bodies are found by it. */
  readonly hashed: boolean;
  readonly literal: Literal;
  readonly after: Literal;
}

/** Hole indexes of the values that decide how a line is treated; -1 where there is none. */
export interface HeaderHoles {
  readonly category: number;
  readonly eventName: number;
  readonly deviceName: number;
  readonly eventTime: number;
  /** A relay's stamp (`Jul 28 …`), which may decide the date order. */
  readonly relayStamp: number;
}

export interface Header {
  readonly text: string;
  readonly start: Literal;
  readonly pieces: readonly Piece[];
  readonly at: HeaderHoles;
  /** By category and event name as they stand in the line, joined by a line feed; nothing where the line names none. */
  readonly bodies: Map<string, BodyTree>;
}

/** Node of a body tree: the pieces up to the place where bodies part. */
export interface BodyNode {
  /** First literal of the body; only directly below the root. */
  readonly start: Literal;
  readonly pieces: readonly Piece[];
  readonly children: readonly BodyNode[];
  readonly template: Template | null;
}

/** Value of an attribute: from a hole, or always the same bytes. */
export type AttributeSource = { readonly hole: number } | { readonly constant: Uint8Array };

/** Hole indexes (header holes first) with a part of their own; -1 where the template has none. */
export interface BodyHoles {
  /** The two parts of a two-part token. */
  readonly head: number;
  readonly tail: number;
  /** Logged start, end and duration: a disagreement is a defect, and defects are the reader's business. */
  readonly begin: number;
  readonly end: number;
  readonly duration: number;
  readonly source: number;
  readonly destination: number;
  readonly client: number;
}

export interface Write<Column> {
  readonly column: Column;
  readonly hole: number;
}

export interface CopyWrite {
  readonly first: DictionaryColumn;
  readonly column: DictionaryColumn;
}

/** What goes where, one list per kind of write: each loop over them sees one class of column only. */
export interface Writes {
  readonly texts: readonly Write<DictionaryColumn>[];
  /** Second column of a text that has been written to `first` already. */
  readonly copies: readonly CopyWrite[];
  readonly addresses: readonly Write<DictionaryColumn>[];
  readonly lists: readonly Write<DictionaryColumn>[];
  readonly plain: readonly Write<TextColumn>[];
  readonly twoPart: readonly TextColumn[];
  readonly bytes: readonly Write<NumberColumn>[];
  readonly shorts: readonly Write<NumberColumn>[];
  readonly words: readonly Write<NumberColumn>[];
  readonly wide: readonly Write<Number64Column>[];
  readonly instants: readonly Write<Number64Column>[];
}

export interface Template {
  readonly at: BodyHoles;
  /** The whole raw template per date order, as stored. */
  readonly raw: Readonly<Record<DateOrder, string>>;
  readonly writes: Writes;
  readonly constants: readonly Constant[];
  readonly attributeNames: string;
  readonly attributes: readonly AttributeSource[];
  /** Hole indexes whose bytes go to rawRest, in order. */
  readonly rest: readonly number[];
  /** Holes that must hold the address of hole `client`. */
  readonly same: readonly number[];
  readonly dates: readonly { readonly hole: number; readonly utc: boolean }[];
  readonly header: HeaderHoles;
  /** True when eventContext depends on the addresses of the line. */
  readonly direction: boolean;
  /** True when duration is worked out from start and end, because the line logs none. */
  readonly elapsed: boolean;
  readonly ids: ConstantIds;
}

/** A token that is the same in every line of the template. */
export type Constant =
  | { readonly column: DictionaryColumn; readonly text: string }
  /** The sender of the line, whoever it is. */
  | { readonly column: DictionaryColumn; readonly peer: true }
  | { readonly column: NumberColumn | Number64Column; readonly number: number };

/** Dictionary ids of the template's constants, valid for one generation of the batch and one peer. */
export interface ConstantIds {
  generation: number;
  peer: string;
  readonly constants: Int32Array;
  attributeNames: number;
  readonly raw: { mdy: number; dmy: number; ymd: number };
}
