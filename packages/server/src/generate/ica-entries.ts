/**
 * Legs of Citrix Virtual Apps traffic. They carry neither Context nor SessionId:
 *
 *   [TAGS ]Source IP:PORT - Destination IP:PORT - [customername  - ]username:domainname USER:DOMAIN - … - connectionId HEX
 */
import {
  destinationFacts,
  type Endpoint,
  type Entry,
  type Facts,
  INFORMATIONAL,
  NO_COMPRESSION,
  type Span,
  sourceFacts,
  spanFacts,
  type Volume,
  volumeFacts,
  written,
  writtenCompression,
  writtenSpan,
  writtenVolume,
} from './entry.js';
import { isoStamp } from './stamps.js';

export interface Leg {
  readonly userName: string;
  /** Empty when the user is named by a principal name. */
  readonly domain: string;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly connection: string;
  readonly begin: number;
  /** Builds from 12 on write a transport block in front and an empty customer name. */
  readonly uuid?: string;
}

function route(leg: Leg): string {
  const isTagged = leg.uuid !== undefined;
  const tags = isTagged ? `[TCP] [CGP][ICAUUID=${leg.uuid}] ` : '';
  const customer = isTagged ? 'customername  - ' : '';
  return (
    `${tags}Source ${written(leg.source)} - Destination ${written(leg.destination)}` +
    ` - ${customer}username:domainname ${leg.userName}:${leg.domain}`
  );
}

function legFacts(leg: Leg): Facts {
  return {
    userName: leg.userName,
    ...sourceFacts(leg.source),
    ...destinationFacts(leg.destination),
    externalId: leg.connection,
  };
}

export function icaStart(leg: Leg, application: string): Entry {
  return {
    category: 'SSLVPN',
    eventName: 'ICASTART',
    severity: INFORMATIONAL,
    write: (style) =>
      `${route(leg)} - applicationName ${application} - startTime "${style.stamp(leg.begin)}${style.zone}" - connectionId ${leg.connection}`,
    facts: () => ({ ...legFacts(leg), application, beginningTime: isoStamp(leg.begin) }),
  };
}

export function icaEnd(leg: Leg, closed: Span & Volume): Entry {
  return {
    category: 'SSLVPN',
    eventName: 'ICAEND_CONNSTAT',
    severity: INFORMATIONAL,
    write: (style) =>
      `${route(leg)} - ${writtenSpan(closed, style, ['startTime', 'endTime'])}${writtenVolume(closed)}` +
      `${writtenCompression(NO_COMPRESSION)} - connectionId ${leg.connection}`,
    facts: () => ({ ...legFacts(leg), ...spanFacts(closed), ...volumeFacts(closed) }),
  };
}
