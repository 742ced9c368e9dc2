// What the API answers about events, and the page reads. The server's schemas are checked against these types, so that neither side can
// mean something else than the other.

import type { Token } from '../dictionary.js';

/** A token's value in JSON: instants in ISO 8601 UTC, numbers beyond 2^53 as texts, maps by label. */
export type PrintedValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** What is absent has no key. */
export type PrintedEvent = Readonly<Partial<Record<Token, PrintedValue>>>;

export interface EventPage {
  readonly events: readonly PrintedEvent[];
  /** Null behind the last event. */
  readonly nextCursor: string | null;
  /** Null when counting takes longer than it may; absent when nobody asked. */
  readonly total?: number | null;
  /** The total is missing for lack of time, or events are. */
  readonly isPartial: boolean;
  /** Why events are missing, and down to which time all have been searched; `nextCursor` goes on there. */
  readonly unfinished?: {
    readonly code: string;
    readonly detail: string;
    readonly remedy: string;
    readonly searchedTo: string;
  };
  readonly tookMs: number;
}

export interface EventCount {
  readonly count: number;
  readonly tookMs: number;
}

export interface HistogramBucket {
  /** Begin of the interval. */
  readonly from: string;
  readonly count: number;
  /** Value of the token → events; what belongs to no such value is not in it. */
  readonly values?: Readonly<Record<string, number>>;
  /** Token → its sum over the events of the interval; only what was asked for. */
  readonly sums?: Readonly<Record<string, number>>;
}

export interface EventHistogram {
  readonly intervalSeconds: number;
  /** Without gap, from the first event to the last. */
  readonly buckets: readonly HistogramBucket[];
  readonly total: number;
  /** Events that have no time, and are in no bucket. */
  readonly withoutTime: number;
  readonly tookMs: number;
}

/** Token → value, metric such as `sum(inByte)` → figure: text beyond 2^53. Null: the events have none. */
export type EventGroup = Readonly<Record<string, string | number | null>>;

export interface EventGroups {
  /** The largest first, by the first metric. */
  readonly groups: readonly EventGroup[];
  /** False when there are more than were asked for. */
  readonly isWhole: boolean;
  readonly tookMs: number;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
  /** Of the events that were looked at. */
  readonly share: number;
}

export interface Facet {
  readonly token: string;
  /** Events that have the token, and its different values, roughly. */
  readonly present: number;
  readonly distinct: number;
  /** False when counts of values may be too large. */
  readonly isExact: boolean;
  readonly values: readonly FacetValue[];
}

export interface EventFacets {
  /** Events that were looked at: all that match, or the newest of them. */
  readonly events: number;
  readonly isSampled: boolean;
  readonly facets: readonly Facet[];
  readonly tookMs: number;
}

/** Fixed text of a form, or a value: of a token, or (null) of none. */
export type PatternPiece = { readonly text: string } | { readonly token: string | null };

export interface EventPattern {
  readonly eventName: string | null;
  readonly pieces: readonly PatternPiece[];
  readonly count: number;
  /** QQL that finds its events. */
  readonly query: string;
}

export interface EventPatterns {
  /** The most frequent first. */
  readonly patterns: readonly EventPattern[];
  /** Events that match; shares refer to them. */
  readonly events: number;
  readonly isWhole: boolean;
  readonly tookMs: number;
}

export interface EventDetail {
  readonly event: PrintedEvent;
  readonly explanation: LineExplanation;
  /** In the order of time, the event itself among them; only what was asked for. */
  readonly surroundings: Readonly<Partial<Record<'device' | 'session' | 'user', readonly PrintedEvent[]>>>;
}

/** How a line was read: which characters became what, by which rule. Offsets are bytes. */
export interface LineExplanation {
  readonly line: string;
  /** What the offsets point into, where outer quoting was removed from the line. */
  readonly text?: string;
  /** `mapped`: no defect; `partial`: mapped with defects; `unrecognised`: raw text only. */
  readonly state: 'mapped' | 'partial' | 'unrecognised';
  readonly headerForm: string;
  /** Null when the line holds no date of the appliance. */
  readonly date: { readonly order: 'mdy' | 'dmy' | 'ymd'; readonly because: string; readonly why: string } | null;
  readonly unquoted: boolean;
  readonly texts: readonly ExplainedText[];
  readonly derived: readonly ExplainedDerivation[];
  readonly defects: readonly { readonly code: string; readonly meaning: string }[];
  readonly event: PrintedEvent;
}

export interface ExplainedText {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** `unclaimed`: bytes that nothing explains. */
  readonly role: 'literal' | 'value' | 'unclaimed';
  readonly rule?: string;
  readonly tokens?: readonly Token[];
  /** Label under which the value stands in `attributes`. */
  readonly attribute?: string;
  /** How the value is written. */
  readonly writing?: string;
}

/** A token that no characters carry. */
export interface ExplainedDerivation {
  readonly token: Token;
  readonly value: PrintedValue;
  readonly rule: string;
  /** `constant`: the same for every line of this form; `computed`: depends on the values of `from`. */
  readonly kind: 'constant' | 'computed';
  readonly from: readonly Token[];
}
