// What a session says, for a person: its values, what stands out about it, and where its events are.

import {
  fieldOf,
  type SessionRow,
  type SessionToken,
  sessionFieldOf,
  type Token,
  type VpnUser,
} from '@gatehouse/model';
import { literal } from '@gatehouse/qql';
import { isoOf, type TimeRange } from './time.js';

export function listIn(row: SessionRow, token: SessionToken): readonly string[] {
  const value = row[token];
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

export function textIn(row: SessionRow, token: SessionToken): string {
  return listIn(row, token).join(', ');
}

/** Whose it is, in one word. */
export function nameIn(row: SessionRow): string {
  return textIn(row, 'account') || (listIn(row, 'userName')[0] ?? 'no name');
}

export function numberIn(row: SessionRow, token: SessionToken): number {
  const value = row[token];
  return typeof value === 'object' ? 0 : Number(value ?? 0);
}

/** NaN when it has none. */
export function instantIn(row: SessionRow, token: 'startTime' | 'endTime'): number {
  return Date.parse(textIn(row, token));
}

export interface Sign {
  readonly tone: 'bad' | 'warn' | 'info';
  readonly text: string;
  /** Why it is worth a look. */
  readonly why: string;
}

/** What stands out, the worst first. */
export function signsOf(row: SessionRow): readonly Sign[] {
  const strangers = strangersIn(row);
  const denials = numberIn(row, 'denials');
  const [clients, countries] = [listIn(row, 'clientAddress').length, numberIn(row, 'countryCount')];
  const signs: readonly (Sign | false)[] = [
    strangers.length > 0 && {
      tone: 'bad',
      text: 'used from elsewhere',
      why: `Connections came from ${strangers.join(', ')}, which never signed in: somebody else may hold the session.`,
    },
    strangers.length === 0 &&
      countries > 1 && {
        tone: 'warn',
        text: `${countries} countries`,
        why: `It was used from ${textIn(row, 'country')}.`,
      },
    clients > 1 && { tone: 'info', text: 'moved', why: `The client had ${clients} addresses, one after the other.` },
    denials > 0 && {
      tone: 'warn',
      text: `${denials} refused`,
      why: `Refused by ${textIn(row, 'deniedByPolicy') || 'a policy'}.`,
    },
  ];
  return signs.filter((sign) => sign !== false);
}

/** Public addresses that connections came from and that are no client's: an inside address is what a gateway hands out. */
export function strangersIn(row: SessionRow): readonly string[] {
  return listIn(row, 'sourceAddress').filter((address) => isStranger(row, address));
}

export function isStranger(row: SessionRow, address: string): boolean {
  return address !== '' && !listIn(row, 'clientAddress').includes(address) && !isInside(address);
}

/** RFC 1918, loopback, link-local; unique local and link-local of IPv6. */
export function isInside(address: string): boolean {
  if (address.includes(':')) return /^(?:f[cd]|fe[89ab]|::1$)/i.test(address);
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)
  );
}

const MINUTE = 60_000;

/** The events of a session: by its number where the gateway gave one, else by user and address. */
export function eventsQuery(row: SessionRow): string {
  const who = userQuery(listIn(row, 'userName'));
  const number = textIn(row, 'vpnSessionId');
  const clients = listIn(row, 'clientAddress').filter((address) => !address.includes(':'));
  if (number !== '') return `vpnSessionId: ${number} and ${who}`;
  return clients.length === 0 ? who : `${who} and sourceIpv4: [${clients.join(', ')}]`;
}

/** Events of a user in any of these spellings. */
export function userQuery(names: readonly string[]): string {
  const values = names.map((name) => value('userName', name));
  return values.length === 1 ? `userName: ${values[0]}` : `userName: [${values.join(', ')}]`;
}

/** As events spell them. */
export function namesOf({ account, userName }: Pick<VpnUser, 'account' | 'userName'>): readonly string[] {
  return [...new Set([account, ...userName])];
}

/** Events whose source is one of these addresses. */
export function sourceQuery(addresses: readonly string[]): string {
  return addresses
    .map((address) => {
      const token = address.includes(':') ? 'sourceIpv6' : 'sourceIpv4';
      return `${token}: ${value(token, address)}`;
    })
    .join(' or ');
}

export function sessionRange(row: SessionRow): TimeRange {
  const [start, end] = [instantIn(row, 'startTime'), instantIn(row, 'endTime')];
  return { from: isoOf(start - MINUTE), to: isoOf(end + MINUTE) };
}

export function value(token: Token, text: string): string {
  return literal(fieldOf(token), text);
}

/** A clause of a query over sessions. */
export function sessionClause(token: SessionToken, text: string): string {
  const field = sessionFieldOf(token);
  if (field === undefined) throw new Error(`sessions have no ${token}`);
  return `${token}: ${literal(field, text)}`;
}

/** Sessions that show the address, whatever it was to them. */
export function sessionAddressQuery(address: string): string {
  const roles = ['clientAddress', 'sourceAddress', 'natAddress'] as const;
  return roles.map((role) => sessionClause(role, address)).join(' or ');
}

/** Events with the address as client, source, destination, or inside. */
export function addressQuery(address: string): string {
  const tokens: readonly Token[] = address.includes(':')
    ? ['clientIpv6', 'sourceIpv6', 'destinationIpv6']
    : ['clientIpv4', 'sourceIpv4', 'destinationIpv4', 'natSourceIP'];
  return tokens.map((token) => `${token}: ${value(token, address)}`).join(' or ');
}

/** Why it is not surer, in words. */
export const DOUBTS: Readonly<Record<string, string>> = {
  'no-session-id': 'Its lines carry no number of a session: they were put together by user, address and time.',
  'no-login': 'Its LOGIN was not seen: the beginning is that of its first event, or what the LOGOUT names.',
  'no-end': 'Its end was not seen: it lasts until its last event.',
  'bytes-disagree':
    'The sums of its connections are not what the LOGOUT says: lines are missing, or were counted twice.',
  'leg-from-elsewhere': 'An ICA connection was joined by user and time only: it came from another address.',
  'joined-by-address': 'Lines without a number of a session were joined by their address.',
};
