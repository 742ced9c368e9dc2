// The fields of a session as the table has them. Lists are joined by LF.

import type { SessionToken } from '@gatehouse/model';
import { addressesIn, addressList, applicationsIn, valuesIn } from './assembly-values.js';
import type { Leg } from './leg.js';
import type { ValueKind } from './piece.js';
import type { VpnSession } from './session.js';

export type FieldValue = string | number | readonly string[] | null;

/** What is stored of a session; `state` is computed from it. */
export type SessionValues = Readonly<Record<Exclude<SessionToken, 'state'>, FieldValue>>;

export function sessionValues(session: VpnSession): SessionValues {
  const { counts, assembly } = session;
  const { legs } = assembly;
  const seen = (kind: ValueKind): readonly string[] => valuesIn(assembly, kind);
  const clients = addressList(addressesIn(assembly, 'client'));
  const sources = addressList(addressesIn(assembly, 'source')).filter((source) => !clients.includes(source));
  const countries = seen('country');
  return {
    id: session.id,
    startTime: session.startTime,
    endTime: session.endTime,
    duration: session.duration,
    userName: seen('user'),
    account: session.account,
    clientAddress: clients,
    sourceAddress: sources,
    natAddress: addressList(addressesIn(assembly, 'nat')),
    addressCount: clients.length + sources.length,
    country: countries,
    city: seen('city'),
    countryCount: countries.length,
    network: seen('network'),
    userAgent: seen('userAgent'),
    clientType: seen('clientType'),
    category: session.category,
    virtualSystem: session.vserver,
    vpnSessionId: session.vpnSession === '' ? null : Number(session.vpnSession),
    deviceName: seen('device'),
    inByte: session.inBytes,
    outByte: session.outBytes,
    legInByte: sum(legs, 'inBytes'),
    legOutByte: sum(legs, 'outBytes'),
    connections: counts.connections,
    requests: counts.requests,
    legs: legs.length,
    denials: counts.denials,
    deniedByPolicy: seen('policy'),
    application: applicationsIn(assembly),
    destinationAddress: [...new Set(seen('destination').map(addressOf))],
    host: seen('host'),
    closeReason: session.closeReason,
    startedBy: session.startedBy,
    confidence: session.confidence,
    doubts: session.doubts,
    events: counts.events + sum(legs, 'events'),
    customerId: session.tenant,
  };
}

function sum(legs: readonly Leg[], key: 'inBytes' | 'outBytes' | 'events'): number {
  let total = 0;
  for (const leg of legs) total += leg[key];
  return total;
}

/** `10.1.2.20:443` and `[2001:db8::1]:443` without their port. */
function addressOf(destination: string): string {
  if (destination.startsWith('[')) return destination.slice(1, destination.indexOf(']'));
  const colon = destination.indexOf(':');
  return colon > 0 && colon === destination.lastIndexOf(':') ? destination.slice(0, colon) : destination;
}
