import type { SessionDetail } from '@gatehouse/model';
import type { Span } from '../../lib/ticks.js';
import { instantIn, strangersIn, textIn } from '../../lib/vpn-session.js';

export interface Lane {
  readonly kind: string;
  readonly name: string;
  readonly look: 'session' | 'client' | 'stranger' | 'inside' | 'leg' | 'denial';
  readonly bars: readonly Bar[];
}

/** A moment where both ends are the same. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

export function spanOf(detail: SessionDetail): Span {
  const times = lanesOf(detail).flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to]));
  return { from: Math.min(...times), to: Math.max(...times) };
}

export function lanesOf({ session, addresses, legs, denials }: SessionDetail): readonly Lane[] {
  const [from, to] = [instantIn(session, 'startTime'), instantIn(session, 'endTime')];
  const strangers = strangersIn(session);
  const own: Lane = {
    kind: 'session',
    name: textIn(session, 'vpnSessionId'),
    look: 'session',
    bars: [{ from, to, title: 'The session' }],
  };
  const places = addresses.map(({ address, role, firstSeen, lastSeen }): Lane => {
    const isStranger = role === 'source' && strangers.includes(address);
    const title = `Seen from ${firstSeen} to ${lastSeen}`;
    return {
      kind: isStranger ? 'elsewhere' : KINDS[role],
      name: address,
      look: isStranger ? 'stranger' : role === 'client' ? 'client' : 'inside',
      bars: [{ from: Date.parse(firstSeen), to: Date.parse(lastSeen), title }],
    };
  });
  const connections = legs.map(({ startTime, endTime, application = '', destination }): Lane => {
    const start = Date.parse(startTime);
    const end = endTime === undefined ? Math.max(start, to) : Date.parse(endTime);
    const title = `${application || 'ICA'} on ${destination}${endTime === undefined ? ', no end is logged' : ''}`;
    return { kind: 'ICA', name: application || destination, look: 'leg', bars: [{ from: start, to: end, title }] };
  });
  const refusals = denials.map(({ time, policy = '', target = '' }): Bar => {
    const title = `${target} refused${policy === '' ? '' : ` by ${policy}`}, ${time}`;
    return { from: Date.parse(time), to: Date.parse(time), title };
  });
  const refused: Lane = { kind: 'refused', name: String(refusals.length), look: 'denial', bars: refusals };
  return [own, ...places, ...joined(connections), ...(refusals.length === 0 ? [] : [refused])];
}

const KINDS = { client: 'client', source: 'source', nat: 'inside' } as const;

/** Connections to the same application share a lane. */
function joined(lanes: readonly Lane[]): readonly Lane[] {
  const names = [...new Set(lanes.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = lanes.filter((lane) => lane.name === name);
    const [first] = own;
    return first === undefined ? [] : [{ ...first, bars: own.flatMap(({ bars }) => bars) }];
  });
}
