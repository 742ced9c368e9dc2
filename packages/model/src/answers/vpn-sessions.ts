// What is said of VPN sessions: by `gatehouse sessions`, `session`, `who` and `user NAME` with --json, by the API, and by the page.

import type { SessionToken } from '../vpn-session/fields.js';

/** Lists as such; instants in ISO 8601 UTC; numbers beyond 2^53 as texts. */
export type SessionValue = string | number | readonly string[];

/** The fields of a session (VPN_SESSION_FIELDS). What is absent has no key. */
export type SessionRow = Readonly<Partial<Record<SessionToken, SessionValue>>>;

/** GET /api/v1/sessions */
export interface SessionPage {
  readonly sessions: readonly SessionRow[];
  /** Of each of the sessions; absent when nobody asked. */
  readonly courses?: readonly SessionCourse[];
  /** Null behind the last session. */
  readonly nextCursor: string | null;
  /** Null when counting takes longer than it may; absent when nobody asked. */
  readonly total?: number | null;
  readonly tookMs: number;
}

/** Seconds since the beginning of the session. */
export type SessionSpan = [from: number, to: number];

/** What happened in a session, for its bar on a line of time; in seconds since its beginning. What there is none of has no key. */
export interface SessionCourse {
  /** When ICA connections were open; those that cannot be told apart in a bar are one. */
  readonly legs?: readonly SessionSpan[];
  /** What a policy refused: the first ones. */
  readonly denials?: readonly number[];
  /** When a client had another address for the first time. */
  readonly moves?: readonly number[];
  /** How long each `sourceAddress` of the session was seen, in that order. */
  readonly sources?: readonly SessionSpan[];
}

/** GET /api/v1/sessions/concurrency */
export interface SessionConcurrency {
  readonly intervalSeconds: number;
  /** From the beginning of the range to its end, without gap. */
  readonly buckets: readonly OpenSessions[];
  readonly tookMs: number;
}

export interface OpenSessions {
  /** Begin of the interval. */
  readonly from: string;
  /** Sessions that were open at any time in it. */
  readonly open: number;
}

/** GET /api/v1/sessions/{id} */
export interface SessionDetail {
  readonly session: SessionRow;
  /** ICA connections, by beginning. */
  readonly legs: readonly SessionLeg[];
  /** How long each address was seen. */
  readonly addresses: readonly SessionAddress[];
  /** Address and port, in the order in which they were first seen. */
  readonly destinations: readonly string[];
  /** The first ones; `session.denials` counts them all. */
  readonly denials: readonly SessionDenial[];
  /** What changed while it was open, by time. */
  readonly changes: readonly SessionChange[];
  /** Events that it rests on, by time: not all of a long session. */
  readonly evidence: readonly SessionEvidence[];
}

export interface SessionLeg {
  readonly connection: string;
  readonly startTime: string;
  /** Absent while no end is logged. */
  readonly endTime?: string;
  readonly application?: string;
  readonly destination: string;
  readonly clientAddress: string;
  readonly inByte: number;
  readonly outByte: number;
}

/** What an address was: of the client, the source of a connection, or what the gateway used for the client inside. */
export type SessionAddressRole = 'client' | 'source' | 'nat';

export interface SessionAddress {
  readonly address: string;
  readonly role: SessionAddressRole;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface SessionDenial {
  readonly eventId: string;
  readonly time: string;
  readonly event: string;
  readonly policy?: string;
  /** Where it was to go: URL, or address and port. */
  readonly target?: string;
}

export interface SessionChange {
  /** When the new value was seen for the first time. */
  readonly time: string;
  /** `sourceAddress`: connections came from an address that is no client's. */
  readonly field: 'clientAddress' | 'sourceAddress' | 'country' | 'userAgent';
  readonly value: string;
  readonly before?: string;
}

/** What an event says of its session. */
export type EvidenceRole = 'start' | 'end' | 'denial' | 'leg start' | 'leg end' | 'first seen' | 'last seen';

export interface SessionEvidence {
  readonly eventId: string;
  readonly time: string;
  /** Name of the event, and the device that has logged it; absent where the event is not stored any more. */
  readonly event?: string;
  readonly device?: string;
  readonly role: EvidenceRole;
}

/** GET /api/v1/addresses/{ip}/who */
export interface AddressHolders {
  readonly address: string;
  readonly at: string;
  /** The surest first. */
  readonly holders: readonly AddressHolder[];
}

/**
 * `seen`: events before and after the instant show the address in this session. `open`: the session was open, the address is its only
 * one of the kind, and was seen in it earlier or later. `near`: neither, but it was seen within a day.
 */
export type HolderGrounds = 'seen' | 'open' | 'near';

export interface AddressHolder {
  readonly user: readonly string[];
  readonly account: string;
  readonly role: SessionAddressRole;
  readonly grounds: HolderGrounds;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The event that showed it first. */
  readonly eventId: string;
  readonly session: SessionRow;
}

/** GET /api/v1/people/{name} */
export interface VpnUser {
  /** The name without domain, in lower case. */
  readonly account: string;
  /** The spellings that events have. */
  readonly userName: readonly string[];
  readonly identity: VpnUserIdentity;
  /** Time that the rest is about. */
  readonly from: string;
  readonly to: string;
  readonly totals: VpnUserTotals;
  readonly countries: readonly SessionTally[];
  readonly cities: readonly SessionTally[];
  readonly networks: readonly SessionTally[];
  readonly addresses: readonly SessionTally[];
  readonly devices: readonly SessionTally[];
  readonly applications: readonly SessionTally[];
  readonly destinations: readonly SessionTally[];
  readonly hosts: readonly SessionTally[];
  readonly deniedByPolicies: readonly SessionTally[];
  readonly failures: LoginFailures;
  /** What is new about the last week. */
  readonly habits: readonly VpnUserHabit[];
  /** The newest ones. */
  readonly sessions: readonly SessionRow[];
}

/** As far as enrichment knows. */
export interface VpnUserIdentity {
  readonly employeeId?: string;
  readonly department?: string;
  readonly status?: string;
  readonly manager?: string;
  readonly mail?: string;
  readonly terminationDate?: string;
  readonly groups?: readonly string[];
}

export interface VpnUserTotals {
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

/** In how many sessions a value occurs, and when first and last. */
export interface SessionTally {
  readonly value: string;
  readonly sessions: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface LoginFailures {
  readonly count: number;
  readonly lastTime?: string;
  /** The most frequent ones. */
  readonly reasons: readonly LoginFailure[];
}

export interface LoginFailure {
  readonly message: string;
  readonly address: string;
  readonly count: number;
  readonly lastTime: string;
}

export interface VpnUserHabit {
  readonly kind: 'new-value' | 'new-hour' | 'more-downloaded' | 'more-uploaded' | 'more-denied';
  /** Field of the session that it is about. */
  readonly field: SessionToken;
  readonly value: string;
  /** Session in which it was seen first. */
  readonly session: string;
  readonly time: string;
}
