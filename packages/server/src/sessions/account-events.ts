// What the events say of an account beside its sessions: who it is, as far as enrichment knows, and failed logins.

import type { LoginFailure, LoginFailures, VpnUserIdentity } from '@gatehouse/model';
import type { EventReader } from '../query/event-reader.js';
import type { StoreRow } from '../store/event-store.js';
import { instant } from '../store/parameters.js';
import type { Span } from './track.js';

export interface AccountRequest {
  readonly name: string;
  readonly account: string;
  readonly spellings: readonly string[];
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** The newest sessions: their events know the user as well as any, and are found at once. */
  readonly newest: readonly Span[];
}

export interface AccountEvents {
  readonly identity: VpnUserIdentity;
  readonly failures: LoginFailures;
  readonly events: number;
}

const MOST_REASONS = 20;

const FAILED = "eventName = 'LOGIN_FAILED'";
/** Of the conditions on all events of a long time the one that leaves the fewest stands first. */
const OF_ACCOUNT = 'lowerUTF8(userName) IN {names:Array(String)}';

function between(from: string, to: string): string {
  return `eventTime BETWEEN ${instant(from)} AND ${instant(to)}`;
}

/** The latest value that is there. */
function latest(token: string): string {
  return `argMaxIf(${token}, eventTime, ${token} != '') AS l_${token}`;
}

export async function readAccountEvents(reader: EventReader, request: AccountRequest): Promise<AccountEvents> {
  const { name, account, spellings, from, to, newest } = request;
  const names = [...new Set([name, account, ...spellings].map((spelling) => spelling.toLowerCase()))];
  const spans = newest.length === 0 ? [{ from, to }] : newest;
  const [summary, failures] = await Promise.all([
    readLatest(reader, names, spans),
    readFailures(reader, { names, from, to }),
  ]);
  return { identity: identityOf(summary), failures, events: Number(summary['found'] ?? 0) };
}

async function readLatest(reader: EventReader, names: readonly string[], spans: readonly Span[]): Promise<StoreRow> {
  const tokens = ['userEmployeeId', 'userDepartment', 'userStatus', 'userManager', 'userMail', '`group`'];
  const columns = [
    'count() AS found',
    'toString(toUnixTimestamp64Milli(max(userTerminationDate))) AS l_end',
    ...tokens.map((token) => latest(token).replaceAll('l_`group`', 'l_group')),
  ];
  const times = spans.map((_, index) => between(`from${index}`, `to${index}`));
  const bounds = spans.flatMap((span, index) => [
    [`from${index}`, span.from],
    [`to${index}`, span.to],
  ]);
  const [summary = {}] = await reader.select({
    columns: columns.join(', '),
    where: `(${times.join(' OR ')}) AND ${OF_ACCOUNT}`,
    parameters: { names, ...(Object.fromEntries(bounds) as Record<string, number>) },
  });
  return summary;
}

/** The most frequent reasons; their number and the last time are those of all. */
async function readFailures(
  reader: EventReader,
  parameters: { readonly names: readonly string[]; readonly from: number; readonly to: number },
): Promise<LoginFailures> {
  const rows = await reader.select({
    columns: `message AS m, ifNull(toString(clientIpv4), ifNull(toString(clientIpv6), '')) AS a, count() AS c,
      toString(toUnixTimestamp64Milli(max(eventTime))) AS l, toString(sum(count()) OVER ()) AS failed,
      toString(toUnixTimestamp64Milli(max(max(eventTime)) OVER ())) AS lastFailed`,
    where: `${OF_ACCOUNT} AND ${FAILED} AND ${between('from', 'to')}`,
    tail: `GROUP BY m, a ORDER BY c DESC, m, a LIMIT ${MOST_REASONS}`,
    parameters,
  });
  const [first] = rows;
  return {
    count: Number(first?.['failed'] ?? 0),
    ...(first === undefined ? {} : { lastTime: iso(first['lastFailed']) }),
    reasons: rows.map(reasonOf),
  };
}

function reasonOf(row: StoreRow): LoginFailure {
  return {
    message: String(row['m']),
    address: String(row['a']),
    count: Number(row['c']),
    lastTime: iso(row['l']),
  };
}

function identityOf(row: StoreRow): VpnUserIdentity {
  const text = (token: string): string => String(row[`l_${token}`] ?? '');
  const found = {
    employeeId: text('userEmployeeId'),
    department: text('userDepartment'),
    status: text('userStatus'),
    manager: text('userManager'),
    mail: text('userMail'),
    terminationDate: row['l_end'] === null || row['l_end'] === undefined ? '' : iso(row['l_end']),
  };
  const groups = text('group');
  return {
    ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== '')),
    ...(groups === '' ? {} : { groups: groups.split('\n') }),
  };
}

function iso(milliseconds: unknown): string {
  return new Date(Number(milliseconds)).toISOString();
}
