// What is new about a user's last week, compared with the sessions before: places, networks, devices, applications and destinations that
// were never used, hours at which nobody of that name worked, and traffic far from what was usual. Facts, not alarms: detections weigh them.

import type { SessionRow, SessionToken, VpnUserHabit } from '@gatehouse/model';

const RECENT_DAYS = 7;
const DAY = 86_400_000;

/** With fewer sessions before, everything would be new. */
const FEWEST_BEFORE = 5;

/** How many times the median of a session before. */
const FAR = 10;
/** Sums below this are no news, whatever was usual. */
const LEAST_BYTES = 100 * 2 ** 20;
const LEAST_DENIALS = 5;

const NEW_VALUES: readonly SessionToken[] = [
  'country',
  'city',
  'network',
  'clientAddress',
  'userAgent',
  'clientType',
  'application',
  'destinationAddress',
  'host',
];
const MOST_PER_FIELD = 10;

/** Sessions newest first. The week ends with the last of them, so that old logs have habits, too. */
export function habitsOf(sessions: readonly SessionRow[]): readonly VpnUserHabit[] {
  const [newest] = sessions;
  if (newest === undefined) return [];
  const since = Date.parse(String(newest.startTime)) - RECENT_DAYS * DAY;
  const isRecent = (session: SessionRow): boolean => Date.parse(String(session.startTime)) > since;
  const recent = sessions.filter(isRecent).reverse();
  const before = sessions.filter((session) => !isRecent(session));
  if (before.length < FEWEST_BEFORE) return [];
  return [
    ...NEW_VALUES.flatMap((field) => newValues(field, recent, before)),
    ...newHours(recent, before),
    ...muchMore({ kind: 'more-downloaded', fields: ['inByte', 'legInByte'], least: LEAST_BYTES }, recent, before),
    ...muchMore({ kind: 'more-uploaded', fields: ['outByte', 'legOutByte'], least: LEAST_BYTES }, recent, before),
    ...muchMore({ kind: 'more-denied', fields: ['denials'], least: LEAST_DENIALS }, recent, before),
  ];
}

type Sessions = readonly SessionRow[];

function newValues(field: SessionToken, recent: Sessions, before: Sessions): readonly VpnUserHabit[] {
  const known = new Set(before.flatMap((session) => valuesOf(session, field)));
  // What was never there before at all has only begun to be logged.
  if (known.size === 0) return [];
  const habits: VpnUserHabit[] = [];
  for (const session of recent) {
    for (const value of valuesOf(session, field)) {
      if (known.has(value) || habits.length >= MOST_PER_FIELD) continue;
      known.add(value);
      habits.push(habitOf(session, { kind: 'new-value', field, value }));
    }
  }
  return habits;
}

function valuesOf(session: SessionRow, field: SessionToken): readonly string[] {
  const value = session[field];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** Hours of UTC; one hour to either side of a usual one is usual, too. */
function newHours(recent: Sessions, before: Sessions): readonly VpnUserHabit[] {
  const usual = new Set(before.flatMap((session) => [23, 24, 25].map((shift) => (hourOf(session) + shift) % 24)));
  const habits: VpnUserHabit[] = [];
  for (const session of recent) {
    const hour = hourOf(session);
    if (usual.has(hour)) continue;
    usual.add(hour);
    habits.push(
      habitOf(session, { kind: 'new-hour', field: 'startTime', value: `${String(hour).padStart(2, '0')}:00` }),
    );
  }
  return habits;
}

function hourOf({ startTime }: SessionRow): number {
  return new Date(String(startTime)).getUTCHours();
}

interface Measure {
  readonly kind: VpnUserHabit['kind'];
  /** Added up. */
  readonly fields: readonly [SessionToken, ...SessionToken[]];
  readonly least: number;
}

function muchMore({ kind, fields, least }: Measure, recent: Sessions, before: Sessions): readonly VpnUserHabit[] {
  const amountOf = (session: SessionRow): number => fields.reduce((sum, field) => sum + Number(session[field] ?? 0), 0);
  const usual = median(before.map(amountOf));
  const far = recent.filter((session) => amountOf(session) >= Math.max(least, usual * FAR));
  return far
    .slice(0, MOST_PER_FIELD)
    .map((session) => habitOf(session, { kind, field: fields[0], value: String(amountOf(session)) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function habitOf(session: SessionRow, habit: Pick<VpnUserHabit, 'kind' | 'field' | 'value'>): VpnUserHabit {
  return { ...habit, session: String(session.id), time: String(session.startTime) };
}
