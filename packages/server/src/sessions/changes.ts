// What changed while a session was open: another address, another country, another client. Each may be a traveller, or somebody else.

import type { SessionChange } from '@gatehouse/model';
import { addressesIn, firstsIn } from './assembly-values.js';
import type { StoredParts } from './state.js';

interface First {
  readonly value: string;
  readonly time: number;
}

/** By time. The values that the session began with are no change. */
export function changesOf(parts: StoredParts): readonly SessionChange[] {
  const clients = firstsOf(parts, 'client');
  const known = new Set(clients.map(({ value }) => value));
  const strangers = firstsOf(parts, 'source').filter(({ value }) => !known.has(value));
  const changes = [
    ...following('clientAddress', clients),
    ...strangers.map((first) => changeTo('sourceAddress', first, lastBefore(clients, first.time))),
    ...following('country', firstsIn(parts, 'country')),
    ...following('userAgent', firstsIn(parts, 'userAgent')),
  ];
  return changes.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
}

function firstsOf(parts: StoredParts, kind: 'client' | 'source'): readonly First[] {
  return [...addressesIn(parts, kind)]
    .map(([value, { first }]) => ({ value, time: first }))
    .sort((a, b) => a.time - b.time);
}

function following(field: SessionChange['field'], firsts: readonly First[]): readonly SessionChange[] {
  return firsts.slice(1).map((first, index) => changeTo(field, first, firsts[index]));
}

function lastBefore(firsts: readonly First[], time: number): First | undefined {
  return firsts.findLast((first) => first.time <= time) ?? firsts[0];
}

function changeTo(field: SessionChange['field'], { value, time }: First, before: First | undefined): SessionChange {
  return {
    time: new Date(time).toISOString(),
    field,
    value,
    ...(before === undefined ? {} : { before: before.value }),
  };
}
