// From an event to whoever and whatever it speaks of: its person, its addresses, and how its session is found.

import type { PrintedEvent, Token } from '@gatehouse/model';
import { timeOf } from './sentence.js';
import type { SessionsRequest } from './sessions-api.js';
import { isoOf } from './time.js';
import { sessionAddressQuery, sessionClause } from './vpn-session.js';

export interface FollowedAddress {
  readonly role: string;
  readonly address: string;
}

const ROLES: readonly (readonly [token: Token, role: string])[] = [
  ['clientIpv4', 'client'],
  ['clientIpv6', 'client'],
  ['sourceIpv4', 'source'],
  ['sourceIpv6', 'source'],
  ['natSourceIP', 'inside'],
];

function textOf(event: PrintedEvent, token: Token): string {
  return String(event[token] ?? '');
}

export function personIn(event: PrintedEvent): string {
  return textOf(event, 'userName') || textOf(event, 'contextUser');
}

/** Each once, as what it is first. */
export function addressesIn(event: PrintedEvent): readonly FollowedAddress[] {
  const all = ROLES.map(([token, role]) => ({ role, address: textOf(event, token) }));
  return all.filter(
    ({ address }, index) => address !== '' && all.findIndex((one) => one.address === address) === index,
  );
}

/** Sessions that were open at the time of the event and are its own; null for an event that is of none. */
export function sessionsOf(event: PrintedEvent): SessionsRequest | null {
  const [user, time] = [personIn(event), timeOf(event)];
  const number = textOf(event, 'vpnSessionId');
  const isNone = textOf(event, 'eventName') === 'LOGIN_FAILED';
  if (user === '' || time === null || isNone) return null;
  const [first] = addressesIn(event);
  const query =
    number !== ''
      ? sessionClause('vpnSessionId', number)
      : first === undefined
        ? ''
        : sessionAddressQuery(first.address);
  return { user, query, from: isoOf(time), to: isoOf(time), limit: 2 };
}
