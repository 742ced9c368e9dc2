// New events into the sessions that are there already: loads what they may belong to, adds them, and says which rows are to be
// written and which are to go. Together with what it leaves alone, the result is that of stitching all events at once.

import type { Assembly } from './assemble.js';
import { type EventGroup, EventGroups, nameOf } from './event-groups.js';
import type { EventTable } from './event-table.js';
import { groupBy } from './group-by.js';
import { Lane } from './lane.js';
import { IDLE, SILENCE, SLACK } from './limits.js';
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

export interface SessionMemory {
  /** The stored sessions of these accounts that have to do with their stretches of time; more do no harm. */
  load(spans: readonly LaneSpan[]): Promise<readonly StoredSession[]>;
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
  const spans = new Map([...groups].map(([name, group]) => [name, spanOf(group)]));
  const stored = await loadAround(spans, memory);
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

type StoredByLane = ReadonlyMap<string, readonly StoredSession[]>;

/** A session that reaches out of the span competes for its parts with what is there. */
async function loadAround(spans: ReadonlyMap<string, LaneSpan>, memory: SessionMemory): Promise<StoredByLane> {
  const stored = groupBy(await memory.load([...spans.values()]), nameOf);
  const wider = [...stored].flatMap(([name, sessions]) => {
    const span = spans.get(name);
    if (span === undefined) return [];
    const from = Math.min(...sessions.map(({ firstTime }) => firstTime)) - IDLE - SLACK;
    const to = Math.max(...sessions.map(({ lastTime }) => lastTime)) + IDLE + SLACK;
    return from < span.from || to > span.to ? [{ ...span, from, to }] : [];
  });
  if (wider.length === 0) return stored;
  for (const [name, sessions] of groupBy(await memory.load(wider), nameOf)) {
    const known = new Set(stored.get(name)?.map(keyText));
    stored.get(name)?.push(...sessions.filter((session) => !known.has(keyText(session))));
  }
  return stored;
}

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

/** The longest silence within one session. */
const REACH = Math.max(...Object.values(SILENCE));

/** What is near enough to be of one session. */
function spanOf({ tenant, account, from, to }: EventGroup): LaneSpan {
  return { tenant, account, from: from - REACH, to: to + REACH };
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
