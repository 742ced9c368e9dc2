// New events into the sessions that are there already: loads what they may belong to, adds them, and says which rows are to be
// written and which are to go. Together with what it leaves alone, the result is that of stitching all events at once.

import type { Assembly } from './assemble.js';
import { type EventGroup, EventGroups, nameOf } from './event-groups.js';
import type { EventTable } from './event-table.js';
import { groupBy } from './group-by.js';
import { Lane } from './lane.js';
import { IDLE, LOGIN_TOLERANCE, SILENCE, SLACK } from './limits.js';
import { sessionOf, type VpnSession } from './session.js';
import type { SessionEvent } from './session-event.js';
import { readState } from './state.js';
import type { Span } from './track.js';

/** Key of the table of sessions. */
export interface RowKey {
  readonly startTime: number;
  readonly id: string;
}

export interface StoredSession extends RowKey {
  readonly tenant: string;
  readonly account: string;
  /** The earliest and the last event of its parts. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** What state.ts has written. */
  readonly parts: string;
}

/** A stretch of time of one account. */
export interface LaneSpan extends Span {
  readonly tenant: string;
  readonly account: string;
}

/** Which sessions of an account new events may have to do with. */
export interface Surroundings extends LaneSpan {
  /** Sessions of these numbers are looked for further away: they may be silent for long. */
  readonly numbers: ReadonlySet<number>;
  readonly wide: Span;
}

export interface SessionMemory {
  /** The stored sessions of these accounts in their stretches of time, those of the numbers in the wide ones; more do no harm. */
  load(around: readonly Surroundings[]): Promise<readonly StoredSession[]>;
  /** All events that are to be part of sessions, of these accounts, logged in their stretches; more do no harm. */
  reread(spans: readonly LaneSpan[]): Promise<EventTable>;
}

/** Takes what changes, as it becomes known. */
export interface Changes {
  write(session: VpnSession): void;
  /** A row that is no session any more: its events are now in others. */
  remove(row: RowKey): void;
}

export interface RestitchResult {
  /** How many sessions were loaded, and how many stretches were read again. */
  readonly loaded: number;
  readonly reread: number;
}

export async function restitch(table: EventTable, memory: SessionMemory, changes: Changes): Promise<RestitchResult> {
  const groups = new EventGroups(table).byLane;
  const { stored, spans } = await loadAround(
    new Map([...groups].map(([name, group]) => [name, around(group)])),
    memory,
  );
  const waiting: LaneWork[] = [];
  let loaded = 0;
  for (const [name, group] of groups) {
    const known = stored.get(name) ?? [];
    loaded += known.length;
    const work = new LaneWork(group, { span: spans.get(name) as LaneSpan, stored: known });
    work.begin(group, table);
    if (work.stale.length > 0) waiting.push(work);
    else work.finish(changes);
  }
  const reread = waiting.reduce((sum, { stale }) => sum + stale.length, 0);
  await readAgain(waiting, memory);
  for (const work of waiting) work.finish(changes);
  return { loaded, reread };
}

interface Loaded {
  readonly stored: ReadonlyMap<string, readonly StoredSession[]>;
  /** Where everything of the account is known. */
  readonly spans: ReadonlyMap<string, LaneSpan>;
}

/** A session that reaches out of the span competes for its parts with what is there; that may reach out of it in turn. */
async function loadAround(near: ReadonlyMap<string, Surroundings>, memory: SessionMemory): Promise<Loaded> {
  const stored = new Map<string, StoredSession[]>();
  const spans = new Map<string, LaneSpan>(near);
  let waiting: readonly Surroundings[] = [...near.values()];
  for (let load = 1; waiting.length > 0; load++) {
    for (const [name, sessions] of groupBy(await memory.load(waiting), nameOf)) {
      const known = new Set(stored.get(name)?.map(keyText));
      const fresh = sessions.filter((session) => !known.has(keyText(session)));
      stored.set(name, [...(stored.get(name) ?? []), ...fresh]);
    }
    if (load === MOST_LOADS) break;
    waiting = waiting.flatMap((one) => {
      const span = reachOf(one, stored.get(nameOf(one)) ?? []);
      if (span === null) return [];
      spans.set(nameOf(one), span);
      return [{ ...one, ...span, numbers: NO_NUMBERS }];
    });
  }
  return { stored, spans };
}

/** Where sessions of an account follow each other without end, no further. */
const MOST_LOADS = 3;

/** Null where the sessions do not reach out of the span. */
function reachOf(span: LaneSpan, sessions: readonly StoredSession[]): LaneSpan | null {
  let { from, to } = span;
  for (const { firstTime, lastTime } of sessions) {
    from = Math.min(from, firstTime - IDLE - SLACK);
    to = Math.max(to, lastTime + IDLE + SLACK);
  }
  return from === span.from && to === span.to ? null : { ...span, from, to };
}

const NO_NUMBERS: ReadonlySet<number> = new Set();

/** Once is enough, as all borders are known by now, but for keys whose borders beyond MOST_ENDS come to light. */
const MOST_ROUNDS = 4;

async function readAgain(works: readonly LaneWork[], memory: SessionMemory): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const waiting = works.filter((work) => work.stale.length > 0);
    if (waiting.length === 0) return;
    const table = await memory.reread(waiting.flatMap(({ stale }) => stale));
    const { byLane } = new EventGroups(table);
    for (const work of waiting) work.addAgain(byLane.get(nameOf(work.lane)), table);
  }
}

/** What carries no SessionId is joined over so much time, or not at all. */
const NEAR = Math.max(SILENCE.client, IDLE) + LOGIN_TOLERANCE + SLACK;

/** What is near enough to be of one session: of the same number, after a long silence, too. */
function around({ tenant, account, from, to, numbers, isWide }: EventGroup): Surroundings {
  const wide = { from: from - SILENCE.session, to: to + SILENCE.session };
  const near = isWide ? wide : { from: from - NEAR, to: to + NEAR };
  return { tenant, account, ...near, numbers, wide };
}

interface StaleKey extends LaneSpan {
  readonly key: string;
}

interface Surrounded {
  readonly span: Span;
  readonly stored: readonly StoredSession[];
}

/** One account while events are added to it. */
class LaneWork {
  readonly lane: Lane;
  stale: readonly StaleKey[] = [];
  readonly #span: Span;
  readonly #stored: readonly StoredSession[];
  /** Parts and legs of the stored sessions, by id. */
  readonly #sizes = new Map<string, number>();

  constructor(group: EventGroup, { span, stored }: Surrounded) {
    this.lane = new Lane(group);
    this.#span = span;
    this.#stored = stored;
    for (const { id, parts: text } of stored) {
      const { parts, legs } = readState(text, id);
      this.#sizes.set(id, parts.length + legs.length);
      for (const { key, piece } of parts) this.lane.track(key.text).pieces.push(piece);
      for (const leg of legs) this.lane.addLeg(leg);
    }
  }

  begin(group: EventGroup, table: EventTable): void {
    this.#await(this.lane.addGroup(group, table, this.#span));
  }

  addAgain(group: EventGroup | undefined, table: EventTable): void {
    const wanted = groupBy(this.stale, ({ key }) => key);
    const events = new Map<string, readonly SessionEvent[]>();
    for (const [key, spans] of wanted) {
      const all = (group?.byKey.get(key) ?? []).map((index) => table.at(index));
      events.set(
        key,
        all.filter(({ time }) => spans.some(({ from, to }) => time >= from && time <= to)),
      );
    }
    this.#await(this.lane.add(events, this.#span));
  }

  #await(stale: ReturnType<Lane['add']>): void {
    const { tenant, account } = this.lane;
    this.stale = stale.map(({ track, from, to }) => ({ tenant, account, key: track.key.text, from, to }));
  }

  finish(changes: Changes): void {
    const removed = new Map(this.#stored.map((row) => [row.id, row]));
    for (const assembly of this.lane.assemblies()) {
      const stored = this.#storedAs(assembly);
      if (stored !== null) {
        removed.delete(stored);
        continue;
      }
      const session = sessionOf(assembly, this.lane);
      changes.write(session);
      if (removed.get(session.id)?.startTime === session.startTime) removed.delete(session.id);
    }
    for (const { startTime, id } of removed.values()) changes.remove({ startTime, id });
  }

  /** The id of the stored session that has these parts and no others, as they are; null when there is none. */
  #storedAs({ parts, legs }: Assembly): string | null {
    const owner = parts[0]?.piece.owner ?? legs[0]?.owner ?? '';
    if (parts.length + legs.length !== this.#sizes.get(owner)) return null;
    const isAsStored =
      parts.every(({ piece }) => !piece.isChanged && piece.owner === owner) &&
      legs.every((leg) => !leg.isChanged && leg.owner === owner);
    return isAsStored ? owner : null;
  }
}

function keyText({ startTime, id }: RowKey): string {
  return `${startTime} ${id}`;
}
