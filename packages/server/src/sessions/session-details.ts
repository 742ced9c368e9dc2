// One session with all that is kept of it: what the list prints, its legs, how long each address was seen, and its events.

import { eventIdOf, VPN_SESSION_FIELDS } from '@gatehouse/model';
import { addressesIn, addressList, valuesIn } from './assembly-values.js';
import { evidenceOf } from './evidence.js';
import type { Leg } from './leg.js';
import type { AddressKind } from './piece.js';
import type { SessionReader } from './session-reader.js';
import { columnsSql, type PrintedSession, printRow } from './session-row.js';
import { readState, type StoredParts } from './state.js';

export interface PrintedLeg {
  readonly connection: string;
  readonly startTime: string;
  readonly endTime?: string;
  readonly application?: string;
  readonly destination: string;
  readonly clientAddress: string;
  readonly inByte: number;
  readonly outByte: number;
}

export interface PrintedAddress {
  readonly address: string;
  readonly role: AddressKind;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface SessionDetails extends PrintedSession {
  readonly addresses: readonly PrintedAddress[];
  readonly destinations: readonly string[];
  readonly connectionsOverIca: readonly PrintedLeg[];
  /** Ids of the events that it rests on, not all of a long session. */
  readonly evidence: readonly string[];
}

/** `hash-time`: what session.ts makes. */
const ID = /^([0-9a-f]{12})-([0-9a-z]{1,11})$/;

/** Null when there is none. An id whose session has begun earlier since, by late lines, finds it all the same. */
export async function readSession(reader: SessionReader, id: string): Promise<SessionDetails | null> {
  const [, hash = '', time = ''] = ID.exec(id) ?? [];
  if (hash === '') return null;
  const columns = `${columnsSql(VPN_SESSION_FIELDS)}, parts`;
  const near = `startTime >= fromUnixTimestamp64Milli({low:Int64}, 'UTC') AND startTime <= fromUnixTimestamp64Milli({high:Int64}, 'UTC')`;
  const at = Number.parseInt(time, 36);
  const parameters = { id, prefix: `${hash}-`, at, low: at - REACH, high: at + REACH };
  const [found] = await reader.select({
    columns,
    where: `${near} AND (id = {id:String} OR (startsWith(id, {prefix:String}) AND firstTime <= ${AT} AND lastTime >= ${AT}))`,
    tail: 'ORDER BY id = {id:String} DESC LIMIT 1',
    parameters,
  });
  if (found === undefined) return null;
  const parts = readState(String(found['parts']), id);
  return {
    ...printRow(VPN_SESSION_FIELDS, found),
    addresses: printAddresses(parts),
    destinations: valuesIn(parts, 'destination'),
    connectionsOverIca: parts.legs.map(printLeg),
    evidence: evidenceOf(parts).map(({ block, row }) => eventIdOf({ block: BigInt(block), row })),
  };
}

const AT = "fromUnixTimestamp64Milli({at:Int64}, 'UTC')";

/** A session's first event and its beginning are not further apart. */
const REACH = 32 * 86_400_000;

function printAddresses(parts: StoredParts): readonly PrintedAddress[] {
  return (['client', 'source', 'nat'] as const).flatMap((role) => {
    const seen = addressesIn(parts, role);
    return addressList(seen).map((address) => {
      const { first, last } = seen.get(address) ?? { first: Number.NaN, last: Number.NaN };
      return { address, role, firstSeen: iso(first), lastSeen: iso(last) };
    });
  });
}

function printLeg(leg: Leg): PrintedLeg {
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
