// How long events are kept, what there is of each month, and what goes next: GET /api/v1/retention. It tells of all customers together.

import type { RetentionReport } from '@gatehouse/model';
import Type from 'typebox';
import { answer } from '../api/answer.js';
import { type Route, route } from '../api/route.js';
import type { EventStore } from '../store/event-store.js';
import { oldestEvent, type StoredMonth, storedMonths } from '../store/months.js';
import { requireAll } from './operations.js';
import { keptFrom, type RetentionState } from './retention.js';

export interface RetentionRouteParts {
  readonly store: Pick<EventStore, 'query'>;
  readonly retention: { readonly state: RetentionState };
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
}

const Text = Type.String();
const TextOrNull = Type.Union([Text, Type.Null()]);

const Run = Type.Object({
  at: Text,
  before: Type.String({ description: 'The first instant that was kept.' }),
  events: Type.Integer(),
  sessions: Type.Integer(),
  months: Type.Array(Type.Integer(), { description: 'Such as 202603: those that went as a whole.' }),
});

const Month = Type.Object({
  month: Type.Union([Text, Type.Null()], { description: 'Null: events without a time that can be.' }),
  events: Type.Integer(),
  bytes: Type.Integer({ description: 'On the disk, compressed.' }),
  goneBy: Type.Union([Text, Type.Null()], { description: 'When its last day will be gone.' }),
});

const Report = answer<RetentionReport>()(
  Type.Object({
    days: Type.Union([Type.Integer(), Type.Null()], { description: 'Null: everything is kept.' }),
    keptFrom: Type.Union([Text, Type.Null()], { description: 'The first instant that is kept.' }),
    oldest: Type.Union([Text, Type.Null()], { description: 'Of the oldest event that has a time.' }),
    months: Type.Array(Month, { description: 'The oldest first.' }),
    last: Type.Union([Run, Type.Null()], { description: 'The last removal since the server was started.' }),
    problem: TextOrNull,
  }),
);

export function retentionRoutes({ store, retention, clock }: RetentionRouteParts): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/retention',
      access: 'admin',
      scope: 'manage',
      summary: 'Say how long events are kept, and what goes next',
      description: 'For whoever administrates all customers.',
      response: { 200: Report },
      handler: async ({ caller }) => {
        requireAll(caller);
        const { days, last, problem } = retention.state;
        const [months, oldest] = [await storedMonths(store), await oldestEvent(store)];
        return {
          days: days === 0 ? null : days,
          keptFrom: days === 0 ? null : instantOf(keptFrom(clock(), days)),
          oldest: oldest === null ? null : instantOf(oldest),
          months: months.map((month) => ({ ...month, goneBy: goneBy(month, days) })),
          last: last === null ? null : { ...last, months: [...last.months] },
          problem,
        };
      },
    }),
  ];
}

const DAY_MS = 86_400_000;

/** Its last day is too old when as many days have passed behind it, and one more that is not over. */
function goneBy({ month }: StoredMonth, days: number): string | null {
  if (month === null || days === 0) return null;
  const [year, number] = month.split('-').map(Number);
  return instantOf(Date.UTC(year ?? 0, number ?? 0, 1) + days * DAY_MS);
}

function instantOf(time: number): string {
  return new Date(time).toISOString();
}
