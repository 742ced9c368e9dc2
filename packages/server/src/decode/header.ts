// The header of an audit message, in whatever shape relays and exporters have left it. Drawn in full:
//
//   [ns.log:][ocount ][<PRI>[ ]][STAMP ][<local0.info> ][RELAY ][DATE [GMT] [HOST] ][N-]PPE-M : [PARTITION ]MODULE EVENT [NUMBER[ X]] :[ ]BODY
//
// Out: where each part stands. Everything between the parts, up to the body, is one of a handful of separators.
// A header is accepted only where what stands left of it can belong to a header: the text of another program's message
// may contain, or be made to contain, something that looks like one.

import type { ClockTime, DateParts } from './date.js';
import type { Span } from './scan.js';
import type { PrioritySpan } from './severity.js';
import type { Stamp } from './stamp.js';

export type HeaderKind =
  | 'native' //    with PPE, or with a date and no PPE (2010 and older)
  | 'short' //     PARTITION EVENT NUMBER X : (module, device and date lost)
  | 'rfc5424' //   module and PPE in APP-NAME and PROCID
  | 'bracketed' // [n]: MODULE EVENT :
  | 'cef'
  | 'none';

export interface Header {
  readonly kind: HeaderKind;
  readonly priority: PrioritySpan | null;
  readonly stamp: Stamp | null;
  /** Host names in front of the date, in their order. */
  readonly relays: readonly Span[];
  readonly date: DateParts | null;
  readonly clock: ClockTime | null;
  /** The word GMT follows the date. */
  readonly isGmt: boolean;
  readonly host: Span | null;
  readonly node: Span | null;
  readonly engine: Span | null;
  readonly ppe: Span | null;
  readonly partition: Span | null;
  readonly category: Span | null;
  readonly event: Span | null;
  readonly messageNumber: Span | null;
  readonly trailing: Span | null;
  readonly repeats: Span | null;
  /** Parts that are understood and become no token: octet count, file name, process id. */
  readonly ignored: readonly Span[];
  /** Words that no form of header explains. */
  readonly unexplained: readonly Span[];
  readonly body: Span;
  readonly hasFileName: boolean;
  readonly isSvm: boolean;
  readonly hasPriorityWord: boolean;
}

/** The same while it is being read. */
export type HeaderDraft = {
  -readonly [Key in keyof Header]: Header[Key] extends readonly Span[] ? Span[] : Header[Key];
};

export function emptyHeader(body: Span): HeaderDraft {
  return {
    kind: 'none',
    priority: null,
    stamp: null,
    relays: [],
    date: null,
    clock: null,
    isGmt: false,
    host: null,
    node: null,
    engine: null,
    ppe: null,
    partition: null,
    category: null,
    event: null,
    messageNumber: null,
    trailing: null,
    repeats: null,
    ignored: [],
    unexplained: [],
    body,
    hasFileName: false,
    isSvm: false,
    hasPriorityWord: false,
  };
}
