// Everything about one user of the VPN on one page: who it is, the sessions of the last months, places, devices, traffic, failed logins,
// what was used, and what is new about the last week.

import type { EventReader } from '../query/event-reader.js';
import { type Failures, type Identity, readAccountEvents } from './account-events.js';
import { type Habit, habitsOf } from './habits.js';
import { accountOf } from './session-event.js';
import type { SessionReader } from './session-reader.js';
import { columnsSql, fieldsOf, type PrintedSession, printRow } from './session-row.js';
import { type Tally, tallyOf } from './tally.js';

export interface Totals {
  readonly sessions: number;
  readonly activeSessions: number;
  readonly seconds: number;
  readonly inByte: number;
  readonly outByte: number;
  readonly legInByte: number;
  readonly legOutByte: number;
  readonly connections: number;
  readonly requests: number;
  readonly legs: number;
  readonly denials: number;
}

export interface Person {
  readonly account: string;
  /** The spellings that events have. */
  readonly userName: readonly string[];
  readonly identity: Identity;
  /** Days that the rest is about. */
  readonly from: string;
  readonly to: string;
  readonly totals: Totals;
  readonly countries: readonly Tally[];
  readonly cities: readonly Tally[];
  readonly networks: readonly Tally[];
  readonly addresses: readonly Tally[];
  readonly devices: readonly Tally[];
  readonly applications: readonly Tally[];
  readonly destinations: readonly Tally[];
  readonly hosts: readonly Tally[];
  readonly deniedByPolicies: readonly Tally[];
  readonly failures: Failures;
  readonly habits: readonly Habit[];
  /** The newest ones. */
  readonly sessions: readonly PrintedSession[];
}

export interface PersonRequest {
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly days: number;
}

export interface PersonReaders {
  readonly sessions: SessionReader;
  readonly events: EventReader;
}

const DAY = 86_400_000;

/** More sessions than this in the time are not read: the figures then are about the newest. */
const MOST_SESSIONS = 2000;
const SHOWN_SESSIONS = 10;

const FIELDS = fieldsOf([
  'id',
  'state',
  'startTime',
  'endTime',
  'duration',
  'userName',
  'clientAddress',
  'sourceAddress',
  'country',
  'city',
  'network',
  'userAgent',
  'clientType',
  'virtualSystem',
  'inByte',
  'outByte',
  'legInByte',
  'legOutByte',
  'connections',
  'requests',
  'legs',
  'denials',
  'deniedByPolicy',
  'application',
  'destinationAddress',
  'host',
  'closeReason',
  'confidence',
]);

/** Null for a user of whom nothing is known. */
export async function readPerson(readers: PersonReaders, { name, now, days }: PersonRequest): Promise<Person | null> {
  const account = accountOf(name);
  const from = now - days * DAY;
  const rows = await readers.sessions.select({
    columns: columnsSql(FIELDS),
    where: "account = {account:String} AND startTime >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')",
    tail: `ORDER BY startTime DESC LIMIT ${MOST_SESSIONS}`,
    parameters: { account, from },
  });
  const sessions = rows.map((row) => printRow(FIELDS, row));
  const spellings = [...new Set(sessions.flatMap(({ userName }) => listOf(userName)))];
  const { identity, failures, events } = await readAccountEvents(readers.events, { name, account, spellings, from });
  if (sessions.length === 0 && events === 0) return null;
  const tally = (field: Parameters<typeof tallyOf>[1]): readonly Tally[] => tallyOf(sessions, field);
  return {
    account,
    userName: spellings,
    identity,
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    totals: totalsOf(sessions),
    countries: tally('country'),
    cities: tally('city'),
    networks: tally('network'),
    addresses: tally('clientAddress'),
    devices: tally('userAgent'),
    applications: tally('application'),
    destinations: tally('destinationAddress'),
    hosts: tally('host'),
    deniedByPolicies: tally('deniedByPolicy'),
    failures,
    habits: habitsOf(sessions),
    sessions: sessions.slice(0, SHOWN_SESSIONS),
  };
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function totalsOf(sessions: readonly PrintedSession[]): Totals {
  const sum = (
    field:
      | 'duration'
      | 'inByte'
      | 'outByte'
      | 'legInByte'
      | 'legOutByte'
      | 'connections'
      | 'requests'
      | 'legs'
      | 'denials',
  ): number => sessions.reduce((total, session) => total + Number(session[field] ?? 0), 0);
  return {
    sessions: sessions.length,
    activeSessions: sessions.filter(({ state }) => state === 'active').length,
    seconds: sum('duration'),
    inByte: sum('inByte'),
    outByte: sum('outByte'),
    legInByte: sum('legInByte'),
    legOutByte: sum('legOutByte'),
    connections: sum('connections'),
    requests: sum('requests'),
    legs: sum('legs'),
    denials: sum('denials'),
  };
}
