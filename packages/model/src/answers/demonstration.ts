/** POST /api/v1/demo */
export interface DemonstrationStarted {
  readonly sourceId: string;
  readonly customerId: string;
  /** In the journal; searchable a few seconds later. */
  readonly lines: number;
}
