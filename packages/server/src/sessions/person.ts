// Everything about one user of the VPN on one page: who it is, the sessions of a time, places, devices, traffic, failed logins,
// what was used, and what is new about the last week.

import type { SessionRow, SessionTally, VpnUser, VpnUserTotals } from '@gatehouse/model';
import { instant } from '../store/parameters.js';
import { readAccountEvents } from './account-events.js';
import { habitsOf } from './habits.js';
import type { Readers } from './session-details.js';
import { accountOf } from './session-event.js';
import type { SessionReader } from './session-reader.js';
import { columnsSql, fieldsOf, printRow } from './session-row.js';
import { tallyOf } from './tally.js';
import type { Span } from './track.js';

export interface PersonRequest {
  readonly name: string;
  /** Milliseconds since 1970 UTC; without it 90 days before the last session that there is by then. */
  readonly from?: number;
  readonly to: number;
}

/** More sessions than this in the time are not read: the figures then are about the newest. */
const MOST_SESSIONS = 2000;
const USUAL = 90 * 86_400_000;

const SHOWN_SESSIONS = 10;

/** Whose events say who it is. */
const TELLING_SESSIONS = 3;

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
export async function readPerson(readers: Readers, request: PersonRequest): Promise<VpnUser | null> {
  const { name, to } = request;
  const account = accountOf(name);
  const { from, sessions } = await readNewest(readers.sessions, { account, to, from: request.from });
  const spellings = [...new Set(sessions.flatMap(({ userName }) => listOf(userName)))];
  const { identity, failures, events } = await readAccountEvents(readers.events, {
    name,
    account,
    spellings,
    from,
    to,
    newest: sessions.slice(0, TELLING_SESSIONS).map(spanOf),
  });
  if (sessions.length === 0 && events === 0) return null;
  const tally = (field: Parameters<typeof tallyOf>[1]): readonly SessionTally[] => tallyOf(sessions, field);
  return {
    account,
    userName: spellings,
    identity,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
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

interface Newest {
  readonly from: number;
  readonly sessions: readonly SessionRow[];
}

/** The time ends with the last session where no beginning is asked for, so that old logs tell something, too. */
async function readNewest(
  reader: SessionReader,
  { account, to, from }: { readonly account: string; readonly to: number; readonly from: number | undefined },
): Promise<Newest> {
  const begins = from === undefined ? '' : ` AND startTime >= ${instant('from')}`;
  const rows = await reader.select({
    columns: columnsSql(FIELDS),
    where: `account = {account:String} AND startTime <= ${instant('to')}${begins}`,
    tail: `ORDER BY startTime DESC LIMIT ${MOST_SESSIONS}`,
    parameters: { account, to, ...(from === undefined ? {} : { from }) },
  });
  const found = rows.map((row) => printRow(FIELDS, row));
  const since = from ?? (found[0] === undefined ? to : Date.parse(String(found[0].startTime))) - USUAL;
  return { from: since, sessions: found.filter(({ startTime }) => Date.parse(String(startTime)) >= since) };
}

function spanOf({ startTime, endTime }: SessionRow): Span {
  return { from: Date.parse(String(startTime)), to: Date.parse(String(endTime)) };
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function totalsOf(sessions: readonly SessionRow[]): VpnUserTotals {
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
