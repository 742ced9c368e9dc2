// What was seen in all parts of a session: values in the order in which they were first seen, addresses with how long they were.

import type { Assembly } from './assemble.js';
import { lastTimeOf } from './leg.js';
import type { AddressKind, ValueKind } from './piece.js';
import { Firsts, joinSightings, type Sighting } from './seen.js';

/** What a leg says beside its two ends. */
const OF_LEGS = ['user', 'device', 'destination', 'country', 'city', 'network'] as const;

type Assembled = Pick<Assembly, 'parts' | 'legs'>;

export function valuesIn(assembled: Assembled, kind: ValueKind): readonly string[] {
  const { parts, legs } = assembled;
  const [first] = parts;
  if (parts.length === 1 && legs.length === 0) return inOrder(first?.piece.values[kind]);
  return inOrder(allFirsts(assembled, kind));
}

/** The same with the time at which each was first seen. */
export function firstsIn(assembled: Assembled, kind: ValueKind): readonly { value: string; time: number }[] {
  const { values, times } = allFirsts(assembled, kind);
  return values
    .map((value, index) => ({ value, time: times[index] as number }))
    .sort((a, b) => a.time - b.time || (a.value < b.value ? -1 : 1));
}

function allFirsts({ parts, legs }: Assembled, kind: ValueKind): Firsts {
  const all = new Firsts(Number.POSITIVE_INFINITY);
  for (const { piece } of parts) {
    const values = piece.values[kind];
    if (values !== undefined) all.merge(values);
  }
  const ofLeg = OF_LEGS.find((name) => name === kind);
  if (ofLeg !== undefined) for (const leg of legs) if (leg[ofLeg] !== '') all.add(leg[ofLeg], leg.begin);
  return all;
}

export function applicationsIn({ legs }: Assembled): readonly string[] {
  return [...new Set(legs.map(({ application }) => application))].filter((application) => application !== '');
}

/** Values and times are changed in place only until they are asked for. */
function inOrder(firsts: Firsts | undefined): readonly string[] {
  if (firsts === undefined) return [];
  const { values, times } = firsts;
  if (values.length < 2) return values;
  const order = values.map((_, index) => index);
  order.sort(
    (a, b) => (times[a] as number) - (times[b] as number) || ((values[a] as string) < (values[b] as string) ? -1 : 1),
  );
  return order.map((index) => values[index] as string);
}

/** The address of a leg is its client's. */
export function addressesIn({ parts, legs }: Assembled, kind: AddressKind): ReadonlyMap<string, Sighting> {
  const all = new Map<string, Sighting>();
  const add = (address: string, sighting: Sighting): void => {
    const known = all.get(address);
    all.set(address, known === undefined ? sighting : joinSightings(known, sighting));
  };
  for (const { piece } of parts) {
    const seen = piece.addresses[kind];
    for (const [index, address] of seen?.values.entries() ?? []) add(address, seen?.sightings[index] as Sighting);
  }
  if (kind !== 'client') return all;
  for (const leg of legs) {
    const ref = leg.startRef ?? leg.endRef;
    if (leg.address !== '' && ref !== null) add(leg.address, { first: leg.begin, last: lastTimeOf(leg), ref });
  }
  return all;
}

/** The addresses in the order in which they were first seen. */
export function addressList(addresses: ReadonlyMap<string, Sighting>): readonly string[] {
  if (addresses.size < 2) return [...addresses.keys()];
  const sorted = [...addresses].sort((a, b) => a[1].first - b[1].first || (a[0] < b[0] ? -1 : 1));
  return sorted.map(([address]) => address);
}
