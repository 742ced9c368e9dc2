// Events by account and key. This is done for every event that is stored, so texts are put together and looked up only where they
// differ from those of the event before.

import type { EventTable } from './event-table.js';
import { accountOf, isOfLeg, type SessionEvent } from './session-event.js';
import type { Span } from './track.js';
import { trackKeyOf } from './track-key.js';

export interface LaneName {
  readonly tenant: string;
  readonly account: string;
}

export function laneOf({ tenant, contextUser, user }: SessionEvent): LaneName {
  return { tenant, account: accountOf(contextUser === '' ? user : contextUser) };
}

export function nameOf({ tenant, account }: LaneName): string {
  return `${tenant}\n${account}`;
}

/** Events of one account, as indexes of the table. */
export class EventGroup implements LaneName, Span {
  readonly tenant: string;
  readonly account: string;
  readonly byKey = new Map<string, number[]>();
  readonly legs: number[] = [];
  /** From the earliest beginning that an event names to the last event. */
  from = Number.POSITIVE_INFINITY;
  to = Number.NEGATIVE_INFINITY;
  /** SessionIds. */
  readonly numbers = new Set<number>();
  /** It has a beginning or an end without SessionId, whose other end may be hours away. */
  isWide = false;
  /** Of the event before, when it has a SessionId and a virtual server. */
  #vpnSession = 0;
  #vserver = '';
  #category = '';
  #list: number[] = [];

  constructor({ tenant, account }: LaneName) {
    this.tenant = tenant;
    this.account = account;
  }

  add(event: SessionEvent, index: number): void {
    const { time, begin } = event;
    const from = Number.isNaN(begin) ? time : begin;
    if (from < this.from) this.from = from;
    if (time > this.to) this.to = time;
    if (isOfLeg(event.kind)) this.legs.push(index);
    else this.#listOf(event).push(index);
  }

  #listOf(event: SessionEvent): number[] {
    const { vpnSession, vserver } = event;
    const isSame = vpnSession !== 0 && vpnSession === this.#vpnSession && vserver !== '' && vserver === this.#vserver;
    if (isSame && event.category === this.#category) return this.#list;
    this.#vpnSession = vpnSession;
    this.#vserver = vserver;
    this.#category = event.category;
    if (vpnSession !== 0) this.numbers.add(vpnSession);
    else if (event.kind === 'login' || event.kind === 'logout') this.isWide = true;
    const key = trackKeyOf(event);
    this.#list = this.byKey.get(key) ?? [];
    this.byKey.set(key, this.#list);
    return this.#list;
  }
}

export class EventGroups {
  readonly byLane = new Map<string, EventGroup>();
  /** Tenant, then user name as it is written. */
  readonly #byUser = new Map<string, Map<string, EventGroup>>();

  constructor(table: EventTable) {
    for (let index = 0; index < table.size; index++) {
      const event = table.peek(index);
      this.#groupOf(event).add(event, index);
    }
  }

  #groupOf(event: SessionEvent): EventGroup {
    const { tenant, contextUser } = event;
    const user = contextUser === '' ? event.user : contextUser;
    let users = this.#byUser.get(tenant);
    if (users === undefined) {
      users = new Map();
      this.#byUser.set(tenant, users);
    }
    const known = users.get(user);
    if (known !== undefined) return known;
    const group = this.#laneGroup(laneOf(event));
    users.set(user, group);
    return group;
  }

  #laneGroup(lane: LaneName): EventGroup {
    const name = nameOf(lane);
    const known = this.byLane.get(name);
    if (known !== undefined) return known;
    const made = new EventGroup(lane);
    this.byLane.set(name, made);
    return made;
  }
}
