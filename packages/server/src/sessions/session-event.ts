// What the stitcher takes from a stored event: who, from where, through what, to where, how much, and which event said so.
// Texts are '' and times NaN where the line says nothing.

import { LONGEST_SPAN } from './limits.js';

/** Position of the event in the store, and when it happened. Ordered by time, then position. */
export interface EventRef {
  readonly time: number;
  readonly block: number;
  readonly row: number;
}

/** Names of events that belong to sessions → what they mean for one. */
export const EVENT_KINDS = {
  LOGIN: 'login',
  LOGOUT: 'logout',
  TCPCONNSTAT: 'flow',
  UDPFLOWSTAT: 'flow',
  TCPCONN_TIMEDOUT: 'timeout',
  HTTPREQUEST: 'request',
  HTTP_RESOURCEACCESS_DENIED: 'denial',
  NONHTTP_RESOURCEACCESS_DENIED: 'denial',
  REMOVE_SESSION: 'removal',
  REMOVE_SESSION_ERR: 'removal',
  REMOVE_SESSION_ERROR: 'removal',
  REMOVE_SESSION_INFO: 'removal',
  REMOVE_SESSION_DEBUG: 'removal',
  ICASTART: 'leg-start',
  ICAEND_CONNSTAT: 'leg-end',
} as const;

export type EventKind = (typeof EVENT_KINDS)[keyof typeof EVENT_KINDS];

export interface SessionEvent extends EventRef {
  readonly kind: EventKind;
  /** Beginning of what the event reports: of the connection, the leg, the whole session. NaN when none is named, or an impossible one. */
  readonly begin: number;
  /** Where it belongs: a connection to the session in which it began, however late it is logged; all else to when it was logged. */
  readonly at: number;
  readonly tenant: string;
  readonly category: string;
  readonly device: string;
  readonly user: string;
  /** The user in front of the SessionId, which can be another one than `user`. */
  readonly contextUser: string;
  /** SessionId of the body; 0 where there is none. */
  readonly vpnSession: number;
  readonly vserver: string;
  readonly client: string;
  readonly source: string;
  /** Source port, with which a leg without connection id is told from others. */
  readonly sourcePort: number;
  readonly nat: string;
  /** Address and port. */
  readonly destination: string;
  readonly inBytes: number;
  readonly outBytes: number;
  /** Logged duration in seconds; NaN where none is. */
  readonly duration: number;
  readonly userAgent: string;
  readonly clientType: string;
  readonly application: string;
  readonly host: string;
  readonly policy: string;
  readonly logoutMethod: string;
  /** connectionId of an ICA leg. */
  readonly connection: string;
  readonly country: string;
  readonly city: string;
  /** Number and organisation of the network: `64500 Example Net`. */
  readonly network: string;
  /** The same user, device, addresses and place; false, or not there, where that is not known without a closer look. */
  isLike?(other: SessionEvent): boolean;
}

export function isOfLeg(kind: EventKind): boolean {
  return kind === 'leg-start' || kind === 'leg-end';
}

/** The `begin` of an event of which the line says that it began at `named`. */
export function believedBegin(time: number, named: number): number {
  return named <= time && time - named <= LONGEST_SPAN ? named : Number.NaN;
}

/** The `at` of an event. */
export function placeOf(kind: EventKind, { time, begin }: Pick<SessionEvent, 'time' | 'begin'>): number {
  return kind === 'flow' && !Number.isNaN(begin) ? begin : time;
}

/**
 * The account behind the spellings of a user: `EXT\ann`, `ann@example.com`, `Ann` and `ann@example.com@other.example` are `ann`.
 * Accounts of one name in two domains share it; what keeps their sessions apart is the SessionId, the address and the time.
 */
export function accountOf(user: string): string {
  const behindDomain = user.slice(user.lastIndexOf('\\') + 1);
  const at = behindDomain.indexOf('@');
  const bare = at > 0 ? behindDomain.slice(0, at) : behindDomain;
  return bare.trim().toLowerCase().slice(0, MOST_ACCOUNT_CHARACTERS);
}

/** Names come from attackers, too. */
const MOST_ACCOUNT_CHARACTERS = 128;

export function compareRefs(a: EventRef, b: EventRef): number {
  return a.time - b.time || a.block - b.block || a.row - b.row;
}

export function isBefore(a: EventRef, b: EventRef): boolean {
  return compareRefs(a, b) < 0;
}

export function destinationText(address: string, port: number): string {
  if (address === '' || port === 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The reference alone, so that the rest of the event can be forgotten. */
export function refOf({ time, block, row }: EventRef): EventRef {
  return { time, block, row };
}
