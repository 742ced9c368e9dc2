// Which of `A/B/C` is the month? The appliance has a setting for it that no line states, so every line is decided by the
// first of these that settles it: year first; a part above 12; the times in the body, which follow the same setting; the
// stamp of a relay or the time of receiving (the nearer reading); what the same device has shown before; the setting.

import type { DateDecision, DateOrder } from '../map/reading.js';
import { asIfUtc, type DateParts, inOrder, isPossibleIn } from './date.js';
import type { Stamp } from './stamp.js';

/** What the lines of each device have proven so far. Only header dates that can be read in one way teach. */
export interface DateHistory {
  /** Null when nothing is proven, or both orders are. */
  known(device: string): DateOrder | null;
  learn(device: string, order: DateOrder): void;
}

export interface DateEvidence {
  readonly device: string;
  readonly header: DateParts | null;
  /** Times of labelled fields only: what stands in free text is somebody else's word. */
  readonly body: readonly DateParts[];
  /** Begin and end of a session together with its logged duration in seconds. */
  readonly span?: { readonly begin: DateParts; readonly end: DateParts; readonly seconds: number };
  readonly stamp: Stamp | null;
  readonly receivedAt: number | null;
}

/** Devices beyond this number are not remembered, so that forged device names cannot fill the memory. */
const REMEMBERED_DEVICES = 100_000;

export class ProvenDates implements DateHistory {
  readonly #orders = new Map<string, DateOrder | 'both'>();

  known(device: string): DateOrder | null {
    const order = this.#orders.get(device);
    return order === undefined || order === 'both' ? null : order;
  }

  learn(device: string, order: DateOrder): void {
    if (order === 'ymd') return;
    const before = this.#orders.get(device);
    if (before === order || before === 'both') return;
    if (before !== undefined) this.#orders.set(device, 'both');
    else if (this.#orders.size < REMEMBERED_DEVICES) this.#orders.set(device, order);
  }
}

/** Null when the line holds no date of the appliance. `setting` is the order configured for the source. */
export function decideOrder(evidence: DateEvidence, history: DateHistory, setting: DateOrder): DateDecision | null {
  const { header } = evidence;
  const subject = header ?? evidence.body.at(-1);
  if (subject === undefined) return null;
  if (header !== null) {
    const certain = certainOrder(header);
    if (certain !== null) return { order: certain, because: header.yearFirst ? 'year-first' : 'part-over-12' };
  }
  const fromBody = orderOfBody(evidence);
  if (fromBody !== null) return { order: fromBody, because: 'body-times' };
  if (evidence.stamp !== null) {
    const order = nearerToStamp(subject, evidence.stamp);
    if (order !== null) return { order, because: 'relay-stamp' };
  } else if (evidence.receivedAt !== null) {
    const order = nearer(subject, [evidence.receivedAt]);
    if (order !== null) return { order, because: 'receive-time' };
  }
  const proven = history.known(evidence.device);
  if (proven !== null) return { order: proven, because: 'device-history' };
  return { order: subject.yearFirst ? 'ymd' : setting === 'dmy' ? 'dmy' : 'mdy', because: 'setting' };
}

/** The only order in which the date is possible; null when there are two, or none. */
export function certainOrder(parts: DateParts): DateOrder | null {
  if (parts.yearFirst) return isPossibleIn(parts, 'ymd') ? 'ymd' : null;
  const mdy = isPossibleIn(parts, 'mdy');
  const dmy = isPossibleIn(parts, 'dmy');
  return mdy === dmy ? null : mdy ? 'mdy' : 'dmy';
}

/** One body date settles it for all; two that contradict each other settle nothing. */
function orderOfBody({ header, body, span }: DateEvidence): DateOrder | null {
  let found: DateOrder | null = null;
  for (const parts of body) {
    const certain = certainOrder(parts);
    if (certain === null || (header !== null && (certain === 'ymd') !== header.yearFirst)) continue;
    if (found !== null && found !== certain) return null;
    found = certain;
  }
  if (found !== null || span === undefined) return found;
  const mdy = spanHolds(span, 'mdy');
  return mdy === spanHolds(span, 'dmy') ? null : mdy ? 'mdy' : 'dmy';
}

/** True where end − begin is the logged duration in this order; a session over midnight settles the order by it. */
function spanHolds({ begin, end, seconds }: NonNullable<DateEvidence['span']>, order: DateOrder): boolean {
  const from = inOrder(begin, order);
  const to = inOrder(end, order);
  return from !== null && to !== null && asIfUtc(to) - asIfUtc(from) === seconds * 1000;
}

function nearerToStamp(parts: DateParts, { wall }: Stamp): DateOrder | null {
  if (wall.year > 0) return nearer(parts, [asIfUtc(wall)]);
  const year = parts.yearFirst ? parts.a : parts.c;
  return nearer(
    parts,
    [year - 1, year, year + 1].map((candidate) => asIfUtc({ ...wall, year: candidate })),
  );
}

/** The order whose reading is nearest to one of the instants; null when both are equally near. */
function nearer(parts: DateParts, instants: readonly number[]): DateOrder | null {
  const mdy = distance(parts, 'mdy', instants);
  const dmy = distance(parts, 'dmy', instants);
  if (mdy === dmy) return null;
  return mdy < dmy ? 'mdy' : 'dmy';
}

function distance(parts: DateParts, order: DateOrder, instants: readonly number[]): number {
  const wall = inOrder(parts, order);
  if (wall === null) return Number.POSITIVE_INFINITY;
  const at = asIfUtc(wall);
  return Math.min(...instants.map((instant) => Math.abs(instant - at)));
}
