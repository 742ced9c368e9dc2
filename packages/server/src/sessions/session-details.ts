// One session with all that is kept of it: what the list prints, its legs, how long each address was seen, denials, and its events.

import { type SessionAddress, type SessionDetail, type SessionLeg, VPN_SESSION_FIELDS } from '@gatehouse/model';
import type { EventReader } from '../query/event-reader.js';
import { instant } from '../store/parameters.js';
import { addressesIn, addressList, valuesIn } from './assembly-values.js';
import { changesOf } from './changes.js';
import { evidenceOf } from './evidence.js';
import { printEvidence } from './evidence-events.js';
import type { Leg } from './leg.js';
import { ADDRESS_KINDS } from './piece.js';
import type { SessionReader } from './session-reader.js';
import { columnsSql, printRow } from './session-row.js';
import { readState, type StoredParts } from './state.js';

export interface Readers {
  readonly sessions: SessionReader;
  readonly events: EventReader;
}

/** `hash-time`: what session.ts makes. */
const ID = /^([0-9a-f]{12})-([0-9a-z]{1,11})$/;

/** Null when there is none. An id whose session has begun earlier since, by late lines, finds it all the same. */
export async function readSession({ sessions, events }: Readers, id: string): Promise<SessionDetail | null> {
  const [, hash = '', time = ''] = ID.exec(id) ?? [];
  if (hash === '') return null;
  const columns = `${columnsSql(VPN_SESSION_FIELDS)}, parts`;
  const near = `startTime >= ${instant('low')} AND startTime <= ${instant('high')}`;
  const at = Number.parseInt(time, 36);
  const parameters = { id, prefix: `${hash}-`, at, low: at - REACH, high: at + REACH };
  const [found] = await sessions.select({
    columns,
    where: `${near} AND (id = {id:String} OR (startsWith(id, {prefix:String}) AND firstTime <= ${AT} AND lastTime >= ${AT}))`,
    tail: 'ORDER BY id = {id:String} DESC LIMIT 1',
    parameters,
  });
  if (found === undefined) return null;
  const parts = readState(String(found['parts']), id);
  return {
    session: printRow(VPN_SESSION_FIELDS, found),
    legs: parts.legs.map(printLeg),
    addresses: printAddresses(parts),
    destinations: valuesIn(parts, 'destination'),
    changes: changesOf(parts),
    ...(await printEvidence(events, evidenceOf(parts))),
  };
}

const AT = instant('at');

/** A session's first event and its beginning are not further apart. */
const REACH = 32 * 86_400_000;

function printAddresses(parts: StoredParts): readonly SessionAddress[] {
  return ADDRESS_KINDS.flatMap((role) => {
    const seen = addressesIn(parts, role);
    return addressList(seen).map((address) => {
      const { first, last } = seen.get(address) ?? { first: Number.NaN, last: Number.NaN };
      return { address, role, firstSeen: iso(first), lastSeen: iso(last) };
    });
  });
}

function printLeg(leg: Leg): SessionLeg {
  return {
    connection: leg.connection,
    startTime: iso(leg.begin),
    ...(Number.isNaN(leg.end) ? {} : { endTime: iso(leg.end) }),
    ...(leg.application === '' ? {} : { application: leg.application }),
    destination: leg.destination,
    clientAddress: leg.address,
    inByte: leg.inBytes,
    outByte: leg.outBytes,
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
