// What the reader says of one line: which bytes became which token by which rule, and the event itself.
// `explain` prints it, `parse` prints its event, and the fast path learns its templates from it
// (see ADR 0003). Offsets are byte offsets into the line; the line is a latin1 string, one character per byte.

import type { EventFields, Token } from '@gatehouse/model';
import type { DefectCode } from './defects.js';

/**
 * How the bytes of a value are written. A kind is stated only where printing the value that way gives back
 * exactly the bytes of the claim (a number without leading zeros, an address in canonical form …);
 * everything else is `verbatim`.
 */
export type Writing =
  | 'date' //     A/B/C:hh:mm:ss in the date order of the line, two digits each, four for the year, no zone word
  | 'uint' //     decimal, no leading zero, below 2^53
  | 'ipv4' //     dotted quad without leading zeros
  | 'duration' // hh:mm:ss, two digits each for minutes and seconds, at least two for hours
  | 'text' //     the bytes themselves are the value of a string token
  | 'list' //     comma-separated, elements printed with exactly one comma between them
  | 'verbatim'; // value derived in another way: the fast path leaves such a line alone

export type Claim =
  /** Label, separator or closed word that the grammar knows by heart: the set of such texts is finite. */
  | { readonly role: 'literal'; readonly from: number; readonly to: number; readonly rule: string }
  /** Bytes that became the value of one token or of several. */
  | {
      readonly role: 'value';
      readonly from: number;
      readonly to: number;
      readonly rule: string;
      readonly writing: Writing;
      /**
       * Empty for bytes that are understood and kept nowhere but in the raw line (a relay's stamp, a process id).
       * Two claims may share a string token: its value is their texts one after the other, the second beginning with `/`.
       */
      readonly tokens: readonly Token[];
      /** Of a date: UTC when the word GMT follows it, else the time zone of the source. */
      readonly zone?: 'utc' | 'source';
      /** Name under which the value stands in `attributes`, when it has no token of its own. */
      readonly attribute?: string;
    };

/** How a token that no bytes carry was obtained. */
export interface Derivation {
  readonly rule: string;
  /** `constant`: the same for every line of this form; `computed`: depends on the values of `from`. */
  readonly kind: 'constant' | 'computed';
  readonly from: readonly Token[];
}

export type DateOrder = 'mdy' | 'dmy' | 'ymd';

export type DateReason =
  | 'year-first'
  | 'part-over-12'
  | 'body-times'
  | 'relay-stamp'
  | 'receive-time'
  | 'device-history'
  | 'setting';

export interface DateDecision {
  readonly order: DateOrder;
  readonly because: DateReason;
}

export interface Reading {
  /** The line without its terminator, one latin1 character per byte. */
  readonly line: string;
  /** What the claims point into: the line, or what outer quoting held. */
  readonly text: string;
  /** Sorted by `from`, never overlapping. Bytes under no claim are what nothing claimed. */
  readonly claims: readonly Claim[];
  readonly event: EventFields;
  readonly derived: Readonly<Partial<Record<Token, Derivation>>>;
  readonly defects: readonly DefectCode[];
  /** `mapped`: no defect; `partial`: mapped with defects; `unrecognised`: raw text only. */
  readonly state: 'mapped' | 'partial' | 'unrecognised';
  /** Form of the header, `V1` to `V25` of the formats this pack names in its README; for explain. */
  readonly headerForm: string;
  readonly date: DateDecision | null;
  /** True when outer quoting was removed, so that `text` is not `line`. */
  readonly unquoted: boolean;
}
