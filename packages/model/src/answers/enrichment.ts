// What is said of one address or one user: by `gatehouse enrich test`, by POST /api/v1/enrich/test, and by the page.

/** One question that enrichment had to settle. */
export interface EnrichmentDecision {
  readonly question: string;
  readonly answer: string;
  readonly because: string;
}

/** One file that events are enriched from. GET /api/v1/enrich/tables */
export interface EnrichmentTable {
  /** Whose events; null: those of all customers. */
  readonly customerId: string | null;
  /** places, networks, sites, people, directory, watch list */
  readonly kind: string;
  readonly path: string;
  /** Rows, people or entries; null: nobody counts them, or the file is of no use. */
  readonly entries: number | null;
  readonly readAt: string;
  /** Of the file. */
  readonly changedAt: string | null;
  /** What was wrong when it was read last. */
  readonly problems: readonly string[];
}

export interface EnrichmentTables {
  /** `enrich.folder`; null: none is configured. */
  readonly folder: string | null;
  readonly tables: readonly EnrichmentTable[];
}

export interface EnrichmentExplanation {
  readonly value: string;
  readonly kind: 'address' | 'user';
  readonly decisions: readonly EnrichmentDecision[];
  /** What an event gets whose source, or whose user, this is. */
  readonly tokens: Readonly<Record<string, unknown>>;
}
