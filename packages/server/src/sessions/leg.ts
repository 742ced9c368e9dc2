// An ICA connection. ICASTART and ICAEND_CONNSTAT name the same connection and the same beginning, so that each of them says to which leg it
// belongs, whatever is lost or comes late.

import { type EventRef, isBefore, refOf, type SessionEvent } from './session-event.js';

export interface Leg {
  readonly key: string;
  readonly connection: string;
  begin: number;
  /** NaN while no end is logged. */
  end: number;
  user: string;
  device: string;
  address: string;
  destination: string;
  application: string;
  country: string;
  city: string;
  network: string;
  inBytes: number;
  outBytes: number;
  startRef: EventRef | null;
  endRef: EventRef | null;
  events: number;
  /** Id of the stored session that it was part of; '' for a new one. */
  owner: string;
  /** Something was added since it was stored. */
  isChanged: boolean;
}

export function legKeyOf(event: SessionEvent): string {
  const { connection, time, begin } = event;
  const name = connection === '' ? endsOf(event) : connection;
  return `${name}|${Number.isNaN(begin) ? time : begin}`;
}

function endsOf({ source, sourcePort, destination }: SessionEvent): string {
  return `${source} ${sourcePort} ${destination}`;
}

export function legOf(event: SessionEvent, key = legKeyOf(event)): Leg {
  const { connection, time, begin, client } = event;
  const isStart = event.kind === 'leg-start';
  return {
    key,
    connection,
    begin: Number.isNaN(begin) ? time : begin,
    end: isStart ? Number.NaN : time,
    user: event.user,
    device: event.device,
    address: client === '' ? event.source : client,
    destination: event.destination,
    application: event.application,
    country: event.country,
    city: event.city,
    network: event.network,
    inBytes: isStart ? 0 : event.inBytes,
    outBytes: isStart ? 0 : event.outBytes,
    startRef: isStart ? refOf(event) : null,
    endRef: isStart ? null : refOf(event),
    events: 1,
    owner: '',
    isChanged: true,
  };
}

/** Adds the line of an end to a leg of which only the beginning is known; false when there is more to it than that. */
export function endLeg(leg: Leg, event: SessionEvent): boolean {
  if (event.kind !== 'leg-end' || leg.startRef === null || leg.endRef !== null) return false;
  leg.end = event.time;
  leg.endRef = refOf(event);
  leg.inBytes = event.inBytes;
  leg.outBytes = event.outBytes;
  leg.events += 1;
  leg.isChanged = true;
  for (const text of EVENT_TEXTS) if (leg[text] === '') leg[text] = event[text];
  if (leg.address === '') leg.address = event.client === '' ? event.source : event.client;
  return true;
}

const EVENT_TEXTS = ['user', 'device', 'destination', 'application', 'country', 'city', 'network'] as const;
const TEXTS = [...EVENT_TEXTS, 'address'] as const;

/** Two of the same key. What both say is taken from the one whose line comes first; a line that is repeated adds nothing. */
export function joinLegs(a: Leg, b: Leg): Leg {
  const [first, second] = comesFirst(a, b) ? [a, b] : [b, a];
  const ended = earlierRef(first.endRef, second.endRef) === first.endRef ? first : second;
  const joined: Leg = { ...first, isChanged: true, owner: '', events: first.events + second.events };
  for (const text of TEXTS) if (joined[text] === '') joined[text] = second[text];
  joined.startRef = earlierRef(first.startRef, second.startRef);
  joined.endRef = ended.endRef;
  joined.end = ended.end;
  joined.inBytes = ended.inBytes;
  joined.outBytes = ended.outBytes;
  return joined;
}

function comesFirst(a: Leg, b: Leg): boolean {
  const [ours, theirs] = [a.startRef ?? a.endRef, b.startRef ?? b.endRef];
  if ((a.startRef === null) !== (b.startRef === null)) return a.startRef !== null;
  return ours !== null && theirs !== null && isBefore(ours, theirs);
}

/** One that is there, if any. */
function earlierRef(a: EventRef | null, b: EventRef | null): EventRef | null {
  if (a === null || b === null) return a ?? b;
  return isBefore(b, a) ? b : a;
}

export function lastTimeOf({ begin, end, startRef }: Leg): number {
  return Number.isNaN(end) ? Math.max(begin, startRef?.time ?? begin) : end;
}
