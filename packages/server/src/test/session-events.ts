// For tests and measurements: events of sessions from printed events or the truths of generated lines, whose true session is known.

import { positionOf } from '@gatehouse/model';
import { type Generated, type GenerateOptions, generate } from '../generate/generate.js';
import { believedBegin, destinationText, EVENT_KINDS, placeOf, type SessionEvent } from '../sessions/session-event.js';

type Printed = Readonly<Record<string, unknown>>;

/** Null for events that belong to no session. */
function sessionEventOf(printed: Printed, position: { block: number; row: number }): SessionEvent | null {
  const name = text(printed, 'eventName');
  if (!Object.hasOwn(EVENT_KINDS, name)) return null;
  const url = text(printed, 'requestUrl');
  const kind = EVENT_KINDS[name as keyof typeof EVENT_KINDS];
  const instant = time(printed, 'eventTime');
  const begin = believedBegin(instant, time(printed, 'beginningTime'));
  return {
    ...position,
    kind,
    time: instant,
    begin,
    at: placeOf(kind, { time: instant, begin }),
    tenant: text(printed, 'customerId'),
    category: text(printed, 'category'),
    device: text(printed, 'deviceName'),
    user: text(printed, 'userName'),
    contextUser: text(printed, 'contextUser'),
    vpnSession: number(printed, 'vpnSessionId'),
    vserver: text(printed, 'virtualSystem'),
    client: text(printed, 'clientIpv4') || text(printed, 'clientIpv6'),
    source: text(printed, 'sourceIpv4') || text(printed, 'sourceIpv6'),
    sourcePort: number(printed, 'sourcePort'),
    nat: text(printed, 'natSourceIP'),
    destination: destinationText(
      text(printed, 'destinationIpv4') || text(printed, 'destinationIpv6'),
      number(printed, 'destinationPort'),
    ),
    inBytes: number(printed, 'inByte'),
    outBytes: number(printed, 'outByte'),
    duration: printed['duration'] === undefined ? Number.NaN : number(printed, 'duration'),
    userAgent: text(printed, 'userAgent'),
    clientType: text(printed, 'clientType'),
    application: text(printed, 'application'),
    host: url.split('/', 1)[0] ?? '',
    policy: text(printed, 'deniedByPolicy'),
    logoutMethod: text(printed, 'logoutMethod'),
    connection: text(printed, 'externalId'),
    country: text(printed, 'geoSourceCountry'),
    city: text(printed, 'geoSourceCity'),
    network: [text(printed, 'sourceAsn'), text(printed, 'sourceAsOrg')].join(' ').trim(),
  };
}

function text(printed: Printed, token: string): string {
  const value = printed[token];
  return value === undefined ? '' : String(value);
}

function number(printed: Printed, token: string): number {
  return Number(printed[token] ?? 0);
}

function time(printed: Printed, token: string): number {
  const value = printed[token];
  return value === undefined ? Number.NaN : Date.parse(String(value));
}

/** Of events as queries print them. */
export function storedSessionEvents(printed: readonly Printed[]): readonly SessionEvent[] {
  return printed.flatMap((event) => {
    const { block, row } = positionOf(text(event, 'eventId')) ?? { block: 0n, row: 0 };
    const made = sessionEventOf(event, { block: Number(block), row });
    return made === null || Number.isNaN(made.time) ? [] : [made];
  });
}

export interface KnownEvent {
  readonly event: SessionEvent;
  /** Name of the true session; undefined for what is of none. */
  readonly session: string | undefined;
}

const MIDNIGHT = Date.UTC(2026, 2, 16);

/** Events of generated traffic, in its order. */
export function knownEvents(options: Partial<GenerateOptions>): readonly KnownEvent[] {
  const all: GenerateOptions = {
    events: 20_000,
    seed: 3,
    mix: 'realistic',
    users: 80,
    days: 3,
    start: MIDNIGHT,
    scenarios: ['normal'],
    ...options,
  };
  return [...generate(all)].flatMap(({ truth }: Generated, row) => {
    const event = sessionEventOf({ ...truth }, { block: 1, row });
    return event === null || Number.isNaN(event.time) ? [] : [{ event, session: truth.session }];
  });
}
