// The parts of a session as text and back: what is kept beside its fields, so that events can be added later without reading the
// earlier ones again. There is one of these per session, so names are short, blocks count from the lowest one, and what is empty or
// the same as in the leg before is left out.
//
//   {b: lowest block, p: [[key, piece], …], l: [leg, …]}
//   piece      {f, …}            times in milliseconds since `f`
//   ref        [time, block, row]
//   end        [...ref, begin | null, duration | null, in, out, reason]
//   values     {kind: [value, first, value, first, …]}
//   addresses  {kind: [[value, first, last, block, row], …]}
//   leg        [name, begin, lasting | null, in, out, events, start ref | 0, end ref | 0, ...texts], a text 0 for that of the leg before

import { type Assembly, type Part, partOf } from './assemble.js';
import type { Leg } from './leg.js';
import {
  ADDRESS_KINDS,
  type AddressKind,
  COUNTERS,
  type Counter,
  type End,
  Piece,
  VALUE_KINDS,
  type ValueKind,
} from './piece.js';
import type { EventRef } from './session-event.js';
import { readTrackKey } from './track-key.js';

type RefState = readonly [number, number, number];
type EndState = readonly [number, number, number, number | null, number | null, number, number, string];
type LegState = readonly [
  string,
  number,
  number | null,
  number,
  number,
  number,
  RefState | 0,
  RefState | 0,
  ...(string | 0)[],
];

interface PieceState {
  /** From, last place and last time. */
  readonly f: number;
  p?: number;
  t?: number;
  /** Gapped. */
  g?: 1;
  /** Counters that are not 0. */
  n: Partial<Record<Counter, number>>;
  v?: Partial<Record<ValueKind, readonly (string | number)[]>>;
  a?: Partial<Record<AddressKind, readonly (readonly [string, number, number, number, number])[]>>;
  o?: readonly RefState[];
  e?: readonly EndState[];
  /** First events, the last one, denials. */
  r?: readonly RefState[];
  l?: RefState;
  d?: readonly RefState[];
}

interface State {
  readonly b: number;
  readonly p: readonly (readonly [string, PieceState])[];
  readonly l?: readonly LegState[];
}

export interface StoredParts {
  readonly parts: readonly Part[];
  readonly legs: readonly Leg[];
}

export function writeState({ parts, legs }: Pick<Assembly, 'parts' | 'legs'>): string {
  const writer = new StateWriter(lowestBlock({ parts, legs }));
  const state: State = {
    b: writer.base,
    p: parts.map(({ key, piece }) => [key.text, writer.piece(piece)] as const),
    ...(legs.length === 0 ? {} : { l: legs.map((leg, index) => writer.leg(leg, legs[index - 1])) }),
  };
  return JSON.stringify(state);
}

/** `owner` is the id of the session that they were stored as. */
export function readState(text: string, owner: string): StoredParts {
  const { b, p, l = [] } = JSON.parse(text) as State;
  const reader = new StateReader(b, owner);
  const legs: Leg[] = [];
  for (const leg of l) legs.push(reader.leg(leg, legs.at(-1)));
  return { parts: p.map(([key, piece]) => partOf(readTrackKey(key), reader.piece(piece))), legs };
}

function lowestBlock({ parts, legs }: Pick<Assembly, 'parts' | 'legs'>): number {
  let lowest = Number.POSITIVE_INFINITY;
  const see = (refs: readonly (EventRef | null)[]): void => {
    for (const ref of refs) if (ref !== null && ref.block < lowest) lowest = ref.block;
  };
  for (const { piece } of parts) {
    for (const refs of [piece.opens, piece.ends, piece.firstRefs, piece.denialRefs, [piece.lastRef]]) see(refs);
    for (const kind of ADDRESS_KINDS) see(piece.addresses[kind]?.sightings.map(({ ref }) => ref) ?? []);
  }
  for (const { startRef, endRef } of legs) see([startRef, endRef]);
  return Number.isFinite(lowest) ? lowest : 0;
}

const LEG_TEXTS = ['user', 'device', 'address', 'destination', 'application', 'country', 'city', 'network'] as const;

class StateWriter {
  readonly base: number;

  constructor(base: number) {
    this.base = base;
  }

  piece(piece: Piece): PieceState {
    const { from, lastAt, to, lastRef, opens, ends, firstRefs, denialRefs } = piece;
    const refs = (list: readonly EventRef[]): readonly RefState[] => list.map((ref) => this.#ref(ref, from));
    const state: PieceState = { f: from, n: countsOf(piece) };
    if (lastAt !== from) state.p = lastAt - from;
    if (to !== from) state.t = to - from;
    if (piece.isGapped) state.g = 1;
    state.v = valuesOf(piece);
    state.a = this.#addresses(piece);
    if (opens.length > 0) state.o = refs(opens);
    if (ends.length > 0) state.e = ends.map((end) => this.#end(end, from));
    if (firstRefs.length > 0) state.r = refs(firstRefs);
    if (lastRef !== null) state.l = this.#ref(lastRef, from);
    if (denialRefs.length > 0) state.d = refs(denialRefs);
    return state;
  }

  leg(leg: Leg, before: Leg | undefined): LegState {
    const { key, begin, end, inBytes, outBytes, events, startRef, endRef } = leg;
    return [
      key.slice(0, key.lastIndexOf('|')),
      begin,
      Number.isNaN(end) ? null : end - begin,
      inBytes,
      outBytes,
      events,
      startRef === null ? 0 : this.#ref(startRef, begin),
      endRef === null ? 0 : this.#ref(endRef, begin),
      ...LEG_TEXTS.map((text) => (leg[text] === before?.[text] ? 0 : leg[text])),
    ];
  }

  #ref({ time, block, row }: EventRef, from: number): RefState {
    return [time - from, block - this.base, row];
  }

  #end(end: End, from: number): EndState {
    const { begin, duration, inBytes, outBytes, reason } = end;
    const since = Number.isNaN(begin) ? null : begin - from;
    return [...this.#ref(end, from), since, Number.isNaN(duration) ? null : duration, inBytes, outBytes, reason];
  }

  #addresses({ addresses, from }: Piece): NonNullable<PieceState['a']> {
    const written: Partial<Record<AddressKind, [string, number, number, number, number][]>> = {};
    for (const kind of ADDRESS_KINDS) {
      const seen = addresses[kind];
      if (seen === undefined) continue;
      written[kind] = seen.sightings.map(({ first, last, ref }, index) => [
        seen.values[index] ?? '',
        first - from,
        last - from,
        ref.block - this.base,
        ref.row,
      ]);
    }
    return written;
  }
}

function countsOf({ counts }: Piece): Partial<Record<Counter, number>> {
  const counted: Partial<Record<Counter, number>> = {};
  for (const counter of COUNTERS) if (counts[counter] !== 0) counted[counter] = counts[counter];
  return counted;
}

function valuesOf({ values, from }: Piece): NonNullable<PieceState['v']> {
  const written: Partial<Record<ValueKind, (string | number)[]>> = {};
  for (const kind of VALUE_KINDS) {
    const firsts = values[kind];
    if (firsts === undefined) continue;
    const list: (string | number)[] = [];
    for (const [index, value] of firsts.values.entries()) list.push(value, (firsts.times[index] ?? from) - from);
    written[kind] = list;
  }
  return written;
}

class StateReader {
  readonly #base: number;
  readonly #owner: string;

  constructor(base: number, owner: string) {
    this.#base = base;
    this.#owner = owner;
  }

  piece(state: PieceState): Piece {
    const { f: from, p = 0, t = 0, n, v = {}, a = {}, o = [], e = [], r = [], l, d = [] } = state;
    const piece = new Piece();
    const refs = (list: readonly RefState[]): EventRef[] => list.map((ref) => this.#ref(ref, from));
    piece.from = from;
    piece.lastAt = from + p;
    piece.to = from + t;
    piece.owner = this.#owner;
    piece.isGapped = state.g === 1;
    Object.assign(piece.counts, n);
    for (const kind of VALUE_KINDS) if (v[kind] !== undefined) readValues(piece, kind, v[kind]);
    for (const kind of ADDRESS_KINDS) {
      for (const [value, first, last, block, row] of a[kind] ?? []) {
        const ref = this.#ref([first, block, row], from);
        piece.addressesOf(kind).put(value, { first: first + from, last: last + from, ref });
      }
    }
    piece.opens.push(...refs(o));
    piece.ends.push(...e.map((end) => this.#end(end, from)));
    piece.firstRefs.push(...refs(r));
    piece.lastRef = l === undefined ? null : this.#ref(l, from);
    piece.denialRefs.push(...refs(d));
    return piece;
  }

  leg([name, begin, lasting, inBytes, outBytes, events, start, end, ...texts]: LegState, before: Leg | undefined): Leg {
    const text = (kind: (typeof LEG_TEXTS)[number]): string => {
      const written = texts[LEG_TEXTS.indexOf(kind)];
      return typeof written === 'string' ? written : (before?.[kind] ?? '');
    };
    return {
      key: `${name}|${begin}`,
      connection: name.includes(' ') ? '' : name,
      begin,
      end: lasting === null ? Number.NaN : begin + lasting,
      user: text('user'),
      device: text('device'),
      address: text('address'),
      destination: text('destination'),
      application: text('application'),
      country: text('country'),
      city: text('city'),
      network: text('network'),
      inBytes,
      outBytes,
      startRef: start === 0 ? null : this.#ref(start, begin),
      endRef: end === 0 ? null : this.#ref(end, begin),
      events,
      owner: this.#owner,
      isChanged: false,
    };
  }

  #ref([time, block, row]: RefState, from: number): EventRef {
    return { time: time + from, block: block + this.#base, row };
  }

  #end([time, block, row, begin, duration, inBytes, outBytes, reason]: EndState, from: number): End {
    return {
      time: time + from,
      block: block + this.#base,
      row,
      begin: begin === null ? Number.NaN : begin + from,
      duration: duration ?? Number.NaN,
      inBytes,
      outBytes,
      reason,
    };
  }
}

function readValues(piece: Piece, kind: ValueKind, list: readonly (string | number)[]): void {
  for (let at = 0; at < list.length; at += 2)
    piece.valuesOf(kind).add(String(list[at]), Number(list[at + 1]) + piece.from);
}
