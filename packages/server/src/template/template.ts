// A learned template, compiled for the matcher. It comes in two parts: the header (up to the message number) decides which
// bodies are worth trying, so that a line is compared with a handful of bodies and not with every template known.

import type { DictionaryColumn, Number64Column, NumberColumn, TextColumn } from '../encode/columns.js';
import type { DateOrder } from '../map/reading.js';

/** Kinds of holes as small integers: the matcher switches on them for every value of every line. */
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
} as const;

export type HoleCode = (typeof HOLE)[keyof typeof HOLE];

/** Columns that one hole feeds, sorted by how they are written. */
export interface Targets {
  readonly dictionaries: readonly DictionaryColumn[];
  readonly texts: readonly TextColumn[];
  readonly numbers: readonly NumberColumn[];
  readonly wide: readonly Number64Column[];
}

export interface CompiledHole {
  readonly code: HoleCode;
  readonly targets: Targets;
  /** Largest number that all targets hold. */
  readonly limit: number;
  /** Date holes: true when the line says GMT, false when the zone of the source applies. */
  readonly utc: boolean;
  /** The text ends at the LAST occurrence of the next literal (`user@address`, `user:domain`), see scan.ts. */
  readonly last: boolean;
}

export interface Part {
  /** `literals[i]` stands before hole `i`; the last one after the last hole. */
  readonly literals: readonly Uint8Array[];
  readonly holes: readonly CompiledHole[];
}

/** Hole indexes (header holes first) of the values that decide how a line is treated; -1 where there is none. */
export interface HeaderHoles {
  readonly category: number;
  readonly eventName: number;
  readonly deviceName: number;
  readonly eventTime: number;
  /** A relay's stamp (`Jul 28 …`), which may decide the date order. */
  readonly relayStamp: number;
}

export interface HeaderPart extends Part {
  readonly text: string;
  readonly at: HeaderHoles;
  /** By event key, see EventKeys. */
  readonly bodies: Map<number, Template[]>;
}

/** Value of an attribute: from a hole, or always the same bytes. */
export type AttributeSource = { readonly hole: number } | { readonly constant: Uint8Array };

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

export interface Template {
  readonly header: HeaderPart;
  readonly body: Part;
  /** The whole raw template per date order, as stored. */
  readonly raw: Readonly<Record<DateOrder, string>>;
  readonly constants: readonly Constant[];
  readonly attributeNames: string;
  readonly attributes: readonly AttributeSource[];
  /** Hole indexes whose bytes go to rawRest, in order. */
  readonly rest: readonly number[];
  readonly at: BodyHoles;
  readonly dates: readonly number[];
  /** Holes that must hold the address of hole `client`. */
  readonly same: readonly number[];
  /** True when eventContext depends on the addresses of the line. */
  readonly direction: boolean;
  /** True when duration is worked out from start and end, because the line logs none. */
  readonly elapsed: boolean;
  readonly ids: ConstantIds;
}

/** A token that is the same in every line of the template. */
export type Constant =
  | { readonly column: DictionaryColumn; readonly text: string }
  | { readonly column: NumberColumn | Number64Column; readonly number: number };

/** Dictionary ids of the template's constants, valid for one generation of the batch. */
export interface ConstantIds {
  generation: number;
  readonly constants: Int32Array;
  attributeNames: number;
  readonly raw: { mdy: number; dmy: number; ymd: number };
}
