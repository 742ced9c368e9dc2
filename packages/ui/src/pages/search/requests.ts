// What the search page asks of the server, one function per route.

import type { Token } from '@gatehouse/model';
import type { Api } from '../../lib/api.js';
import type { EventValue } from '../../lib/format.js';
import type { EventTokens } from '../../lib/sentence.js';

/** What is searched: a query within a time range, both ends as ISO instants. */
export interface SearchScope {
  readonly query: string;
  readonly from?: string;
  readonly to?: string;
  readonly timezone: string;
}

export interface EventPage {
  readonly events: readonly EventTokens[];
  readonly nextCursor: string | null;
  readonly isPartial: boolean;
  readonly tookMs: number;
}

export interface PageRequest extends SearchScope {
  readonly fields: readonly string[];
  readonly sort?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export function searchEvents(api: Api, request: PageRequest, signal: AbortSignal): Promise<EventPage> {
  return api.post('events/search', { body: request, signal });
}

export interface Count {
  readonly count: number;
  readonly tookMs: number;
}

export function countEvents(api: Api, scope: SearchScope, signal: AbortSignal): Promise<Count> {
  return api.post('events/count', { body: scope, signal });
}

export interface HistogramBucket {
  readonly from: string;
  readonly count: number;
  readonly values?: Readonly<Record<string, number>>;
}

export interface Histogram {
  readonly intervalSeconds: number;
  readonly buckets: readonly HistogramBucket[];
}

export function histogramOf(
  api: Api,
  request: SearchScope & { readonly by?: string },
  signal: AbortSignal,
): Promise<Histogram> {
  return api.post('events/histogram', { body: request, signal });
}

export interface FacetValue {
  readonly value: string | null;
  readonly count: number;
}

export interface Facet {
  readonly token: Token;
  /** Events that have the token. */
  readonly present: number;
  readonly values: readonly FacetValue[];
}

export interface Facets {
  /** Events that were looked at: all that match, or the newest of them. */
  readonly events: number;
  readonly facets: readonly Facet[];
}

export function facetsOf(
  api: Api,
  request: SearchScope & { readonly tokens: readonly string[]; readonly limit: number },
  signal: AbortSignal,
): Promise<Facets> {
  return api.post('events/facets', { body: request, signal });
}

/** One stretch of the raw line and what the reader took it for. */
export interface LineText {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly role: 'literal' | 'value' | 'unclaimed';
  readonly rule?: string;
  readonly tokens?: readonly Token[];
  readonly attribute?: string;
}

export interface Derived {
  readonly token: Token;
  readonly value: EventValue;
  readonly rule: string;
  readonly kind: 'constant' | 'computed';
  readonly from: readonly Token[];
}

export interface LineExplanation {
  readonly state: 'mapped' | 'partial' | 'unrecognised';
  readonly headerForm: string;
  readonly date: { readonly order: string; readonly because: string; readonly why: string } | null;
  readonly texts: readonly LineText[];
  readonly derived: readonly Derived[];
  readonly defects: readonly { readonly code: string; readonly meaning: string }[];
}

export interface EventDetail {
  readonly event: EventTokens;
  readonly explanation: LineExplanation | null;
}

export function eventDetail(api: Api, id: string, signal: AbortSignal): Promise<EventDetail> {
  // What was around it is asked for where it is shown, a tab away.
  return api.get(`events/${encodeURIComponent(id)}`, { query: { around: 0 }, signal });
}
