// Searches that people keep: under a name, as a short link, and those that they have run.

/** What a range of time is about: when events happened, or when they arrived. */
export const TIME_TOKENS = ['eventTime', 'collectorReceivedTime'] as const;
export type TimeToken = (typeof TIME_TOKENS)[number];

/** What a search asks for, in the words of POST /api/v1/events/search; times as they were written, such as `now-24h`. */
export interface KeptSearch {
  readonly query: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeToken: TimeToken;
  readonly timezone: string | null;
  /** Columns, tokens or names of the page's own; null: those that are shown without a choice. */
  readonly fields: readonly string[] | null;
  /** `token:asc` or `token:desc`. */
  readonly sort: string | null;
  /** Token by which the histogram is broken down. */
  readonly by: string | null;
}

/** GET, POST /api/v1/searches; GET, PUT /api/v1/searches/{id} */
export interface SavedSearch extends KeptSearch {
  readonly id: string;
  /** To be sent back with a change, which is refused (409, `documents.conflict`) when somebody else was faster. */
  readonly revision: number;
  readonly name: string;
  readonly description: string;
  /** Customers whose people see it as well; empty: nobody but its owner; null: everybody. */
  readonly sharedWith: readonly string[] | null;
  /** Name of who has made it. */
  readonly owner: string;
  readonly isOwn: boolean;
  readonly mayChange: boolean;
  readonly createdAt: string;
  readonly changedAt: string;
}

export interface SavedSearches {
  /** One's own and the shared ones, by name. */
  readonly searches: readonly SavedSearch[];
}

/** Body of POST /api/v1/searches, and with `revision` of PUT /api/v1/searches/{id}. What is left out is as null, empty, of `eventTime`, or not shared. */
export interface NewSearch extends Partial<KeptSearch> {
  readonly query: string;
  readonly name: string;
  readonly description?: string;
  readonly sharedWith?: readonly string[] | null;
}

export interface ChangedSearch extends NewSearch {
  readonly revision: number;
}

/** POST /api/v1/links with `{path}`; GET /api/v1/links/{id}. The same state has the same link. */
export interface Link {
  readonly id: string;
  /** Short and absolute, to be sent to others: `https://gatehouse.example.com/s/…`. */
  readonly url: string;
  /** State of the page: its path with the query string. */
  readonly path: string;
  readonly createdAt: string;
}

/**
 * A search that somebody has run in the page: one that POST /api/v1/events/search, and /count for the total, were asked with
 * `history: {query?, from?, to?, timeToken?}`, as they were written there.
 */
export interface SearchRun {
  readonly at: string;
  readonly query: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeToken: TimeToken;
  readonly timezone: string | null;
  /** Events that matched; null where nobody asked for the number. */
  readonly total: number | null;
  readonly tookMs: number;
}

/** GET /api/v1/history. DELETE forgets all of it, or with `?query=…` one. */
export interface SearchHistory {
  /** The latest run of each query, most recent first. */
  readonly runs: readonly SearchRun[];
}
