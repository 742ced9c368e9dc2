// What the API answers about how long events are kept.

/** What was removed at a time. */
export interface RetentionRun {
  readonly at: string;
  /** The first instant that was kept. */
  readonly before: string;
  readonly events: number;
  readonly sessions: number;
  /** Such as 202603: those that went as a whole. */
  readonly months: readonly number[];
}

/** GET /api/v1/retention */
export interface RetentionReport {
  /** `retention.days`; null: everything is kept. */
  readonly days: number | null;
  /** The first instant that is kept at the next removal; null: everything is. */
  readonly keptFrom: string | null;
  /** Of the oldest event that has a time; null: there is none. */
  readonly oldest: string | null;
  readonly months: readonly RetentionMonth[];
  /** The last removal since the server was started; null: nothing had to go. */
  readonly last: RetentionRun | null;
  /** Why the last attempt has failed; null: it has not. */
  readonly problem: string | null;
}

export interface RetentionMonth {
  /** `2026-03`; null: events without a time that can be. */
  readonly month: string | null;
  readonly events: number;
  /** On the disk, compressed. */
  readonly bytes: number;
  /** When the last day of it will be gone; null: never, or by when each came. */
  readonly goneBy: string | null;
}
