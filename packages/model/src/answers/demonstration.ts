/** POST /api/v1/demo */
export interface DemonstrationStarted {
  readonly sourceId: string;
  readonly customerId: string;
  /** In the journal; searchable a few seconds later. */
  readonly lines: number;
}

/** GET /api/v1/demo */
export interface DemonstrationAnswer {
  /** Null where there is none. */
  readonly demonstration: DemonstrationState | null;
}

export interface DemonstrationState {
  readonly at: string;
  readonly by: string;
  /** Stored at present. */
  readonly events: number;
}

/** DELETE /api/v1/demo */
export interface DemonstrationRemoved {
  readonly events: number;
  readonly sessions: number;
}
