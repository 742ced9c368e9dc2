// What is said of one address or one user: by `gatehouse enrich test`, by POST /api/v1/enrich/test, and by the page.

/** One question that enrichment had to settle. */
export interface EnrichmentDecision {
  readonly question: string;
  readonly answer: string;
  readonly because: string;
}

export interface EnrichmentExplanation {
  readonly value: string;
  readonly kind: 'address' | 'user';
  readonly decisions: readonly EnrichmentDecision[];
  /** What an event gets whose source, or whose user, this is. */
  readonly tokens: Readonly<Record<string, unknown>>;
}
