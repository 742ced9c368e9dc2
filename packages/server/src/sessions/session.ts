// A VPN session as people see it, made from its parts: when, who, from where, what, how it ended, and how sure that is.

import { hash } from 'node:crypto';
import type { Assembly } from './assemble.js';
import { type LaneName, nameOf } from './event-groups.js';
import { lastTimeOf } from './leg.js';
import { BYTES_SHARE, BYTES_TOLERANCE } from './limits.js';
import { COUNTERS, type Counter, type End } from './piece.js';
import { compareRefs } from './session-event.js';

/** Why one may doubt what a session says. */
export type Doubt =
  | 'no-session-id'
  | 'no-login'
  | 'no-end'
  | 'bytes-disagree'
  | 'leg-from-elsewhere'
  | 'joined-by-address';

export type Confidence = 'high' | 'medium' | 'low';

export interface VpnSession {
  readonly id: string;
  readonly tenant: string;
  readonly account: string;
  readonly category: string;
  readonly startTime: number;
  /** The logged end, else the last event. */
  readonly endTime: number;
  /** All that it reaches over, which new events nearby may belong to. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** What the beginning was taken from. */
  readonly startedBy: 'LOGIN' | 'LOGOUT' | 'first event';
  /** '' while no end is logged. */
  readonly closeReason: string;
  readonly duration: number;
  readonly vpnSession: string;
  readonly vserver: string;
  /** Of all events but those of legs; bytes are those of the connections. */
  readonly counts: Readonly<Record<Counter, number>>;
  /** The total of the LOGOUT, else the sum of the connections. */
  readonly inBytes: number;
  readonly outBytes: number;
  readonly confidence: Confidence;
  readonly doubts: readonly Doubt[];
  readonly assembly: Assembly;
}

export function sessionOf(assembly: Assembly, lane: LaneName): VpnSession {
  const { parts } = assembly;
  const key = parts[0]?.key;
  const counts = countsOf(assembly);
  const end = endOf(assembly);
  const span = spanOf(assembly, end);
  const doubts = doubtsOf(assembly, { end, counts, startedBy: span.startedBy });
  return {
    id: idOf(assembly, lane),
    tenant: lane.tenant,
    account: lane.account,
    category: key?.category ?? 'SSLVPN',
    ...span,
    closeReason: end?.reason ?? (counts.removed > 0 ? 'Removed' : ''),
    vpnSession: key?.kind === 'session' ? key.id : '',
    vserver: key === undefined || key.isByDevice ? '' : key.place,
    counts,
    inBytes: end?.inBytes ?? counts.inBytes,
    outBytes: end?.outBytes ?? counts.outBytes,
    confidence: confidenceOf(doubts),
    doubts,
    assembly,
  };
}

function countsOf({ parts }: Assembly): Readonly<Record<Counter, number>> {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first.piece.counts;
  const sums = { events: 0, connections: 0, requests: 0, denials: 0, inBytes: 0, outBytes: 0, removed: 0 };
  for (const { piece } of parts) for (const counter of COUNTERS) sums[counter] += piece.counts[counter];
  return sums;
}

/** The last one: earlier ones within a session are the same end, logged by another packet engine. */
function endOf({ parts }: Assembly): End | null {
  let last: End | null = null;
  for (const { piece } of parts)
    for (const end of piece.ends) if (last === null || compareRefs(last, end) < 0) last = end;
  return last;
}

type Span = Pick<VpnSession, 'startTime' | 'endTime' | 'firstTime' | 'lastTime' | 'startedBy' | 'duration'>;

function spanOf({ parts, legs }: Assembly, end: End | null): Span {
  let [first, last, login] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  for (const { from, to, piece } of parts) {
    first = Math.min(first, from);
    last = Math.max(last, to);
    const open = piece.opens[0]?.time ?? Number.NaN;
    if (!(open >= login)) login = Number.isNaN(open) ? login : open;
  }
  for (const leg of legs) {
    first = Math.min(first, leg.begin);
    last = Math.max(last, lastTimeOf(leg));
  }
  const begin = end?.begin ?? Number.NaN;
  const startTime = firstNumber(login, begin, first);
  const startedBy = !Number.isNaN(login) ? 'LOGIN' : !Number.isNaN(begin) ? 'LOGOUT' : 'first event';
  const endTime = Math.max(startTime, end?.time ?? last);
  const duration = firstNumber(end?.duration, Math.round((endTime - startTime) / 1000));
  return {
    startTime,
    endTime,
    firstTime: Math.min(first, startTime),
    lastTime: Math.max(last, endTime),
    startedBy,
    duration,
  };
}

function firstNumber(...candidates: readonly (number | undefined)[]): number {
  return candidates.find((number) => number !== undefined && !Number.isNaN(number)) ?? 0;
}

/** The hash names account and key, the rest the time: an id finds its session also when late lines have moved its beginning. */
function idOf({ parts, legs }: Assembly, lane: LaneName): string {
  const [part, leg] = [parts[0], legs[0]];
  const key = part === undefined ? `leg|${leg?.key ?? ''}` : part.key.text;
  const digest = hash('sha256', `${nameOf(lane)}\n${key}`, 'hex').slice(0, 12);
  return `${digest}-${Math.round(part?.piece.from ?? leg?.begin ?? 0).toString(36)}`;
}

interface Grounds {
  readonly end: End | null;
  readonly counts: Readonly<Record<Counter, number>>;
  readonly startedBy: VpnSession['startedBy'];
}

function doubtsOf({ parts, isJoined, hasStranger }: Assembly, { end, counts, startedBy }: Grounds): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (parts[0]?.key.kind !== 'session') doubts.push('no-session-id');
  if (startedBy !== 'LOGIN') doubts.push('no-login');
  if (end === null && counts.removed === 0) doubts.push('no-end');
  if (end !== null && (isFar(end.inBytes, counts.inBytes) || isFar(end.outBytes, counts.outBytes)))
    doubts.push('bytes-disagree');
  if (hasStranger) doubts.push('leg-from-elsewhere');
  if (isJoined) doubts.push('joined-by-address');
  return doubts;
}

function isFar(total: number, sum: number): boolean {
  return Math.abs(total - sum) > Math.max(BYTES_TOLERANCE, total * BYTES_SHARE);
}

/** Legs joined by their address are the rule, not a reason to doubt the session. */
function confidenceOf(doubts: readonly Doubt[]): Confidence {
  const open = doubts.filter((doubt) => doubt === 'no-login' || doubt === 'no-end').length;
  const isLoose = doubts.includes('no-session-id') || doubts.includes('leg-from-elsewhere');
  if (open === 2 || (open === 1 && isLoose)) return 'low';
  return open === 1 || isLoose ? 'medium' : 'high';
}
