// Where values are read: what they mean can depend on the clock, and what is wrong with them is collected.

import type { Field } from '@gatehouse/model';
import type { Details, Diagnostic, DiagnosticCode, Span } from './errors.js';
import { diagnostic } from './errors.js';
import type { Vocabulary } from './names.js';
import { vocabularyOf } from './names.js';
import type { Clock } from './values/date.js';
import type { Zone } from './values/zone.js';
import { createZone } from './values/zone.js';

export const MAX_DIAGNOSTICS = 50;

export interface CheckOptions {
  /** Milliseconds since 1970 that `now` stands for. */
  readonly now: number;
  /** IANA time zone in which dates without an offset are read; making a Zone of it once saves that work on every call. */
  readonly zone: string | Zone;
  /** The dictionary; by default that of the data model. */
  readonly fields?: readonly Field[];
  /** Tokens in which words without a token are looked for, each word in any of them; by default the raw line. */
  readonly freeText?: readonly string[];
}

export interface Scene {
  readonly text: string;
  readonly clock: Clock;
  readonly vocabulary: Vocabulary;
  readonly freeText: readonly string[];
  /** Nothing more is listed: looking for remedies would be in vain. */
  readonly isFull: () => boolean;
  /** Returns null, so that a reader can report and give up in one step. */
  readonly report: (code: DiagnosticCode, span: Span, values?: Details) => null;
}

/** Null when the zone is unknown. Diagnostics are added to `found`. */
export function createScene(text: string, options: CheckOptions, found: Diagnostic[]): Scene | null {
  const report: Scene['report'] = (code, span, values) => {
    if (found.length < MAX_DIAGNOSTICS) found.push(diagnostic(code, span, values));
    else if (found.length === MAX_DIAGNOSTICS)
      found.push(diagnostic('qql.too-many-diagnostics', span, { limit: MAX_DIAGNOSTICS }));
    return null;
  };
  const { now, zone, fields, freeText = ['rawEvent'] } = options;
  const created = typeof zone === 'string' ? createZone(zone) : zone;
  if (created === null) return report('qql.unknown-zone', { from: 0, to: 0 }, { zone: String(zone) });
  const isFull = (): boolean => found.length > MAX_DIAGNOSTICS;
  return { text, clock: { now, zone: created }, vocabulary: vocabularyOf(fields), freeText, isFull, report };
}
