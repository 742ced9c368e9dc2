// What the events say of an account beside its sessions: who it is, as far as enrichment knows, and failed logins.

import type { LoginFailure, LoginFailures, VpnUserIdentity } from '@gatehouse/model';
import type { EventReader } from '../query/event-reader.js';
import type { StoreRow } from '../store/event-store.js';

export interface AccountRequest {
  readonly name: string;
  readonly account: string;
  readonly spellings: readonly string[];
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}

export interface AccountEvents {
  readonly identity: VpnUserIdentity;
  readonly failures: LoginFailures;
  readonly events: number;
}

const MOST_REASONS = 20;

const OF_ACCOUNT = `lowerUTF8(userName) IN {names:Array(String)}
  AND eventTime BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')`;
const FAILED = "eventName = 'LOGIN_FAILED'";

/** The latest value that is there. */
function latest(token: string): string {
  return `argMaxIf(${token}, eventTime, ${token} != '') AS l_${token}`;
}

export async function readAccountEvents(reader: EventReader, request: AccountRequest): Promise<AccountEvents> {
  const { name, account, spellings, from, to } = request;
  const names = [...new Set([name, account, ...spellings].map((spelling) => spelling.toLowerCase()))];
  const parameters = { names, from, to };
  const tokens = ['userEmployeeId', 'userDepartment', 'userStatus', 'userManager', 'userMail', '`group`'];
  const columns = [
    'count() AS found',
    `countIf(${FAILED}) AS failed`,
    `toString(toUnixTimestamp64Milli(maxIf(eventTime, ${FAILED}))) AS lastFailed`,
    'toString(toUnixTimestamp64Milli(max(userTerminationDate))) AS l_end',
    ...tokens.map((token) => latest(token).replaceAll('l_`group`', 'l_group')),
  ];
  const [summary = {}] = await reader.select({ columns: columns.join(', '), where: OF_ACCOUNT, parameters });
  const failed = Number(summary['failed'] ?? 0);
  const reasons = failed === 0 ? [] : await readReasons(reader, parameters);
  return {
    identity: identityOf(summary),
    failures: { count: failed, ...(failed === 0 ? {} : { lastTime: iso(summary['lastFailed']) }), reasons },
    events: Number(summary['found'] ?? 0),
  };
}

async function readReasons(
  reader: EventReader,
  parameters: { readonly names: readonly string[]; readonly from: number; readonly to: number },
): Promise<readonly LoginFailure[]> {
  const rows = await reader.select({
    columns:
      "message AS m, ifNull(toString(clientIpv4), ifNull(toString(clientIpv6), '')) AS a, count() AS c, toString(toUnixTimestamp64Milli(max(eventTime))) AS l",
    where: `${OF_ACCOUNT} AND ${FAILED}`,
    tail: `GROUP BY m, a ORDER BY c DESC, m, a LIMIT ${MOST_REASONS}`,
    parameters,
  });
  return rows.map((row) => ({
    message: String(row['m']),
    address: String(row['a']),
    count: Number(row['c']),
    lastTime: iso(row['l']),
  }));
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
