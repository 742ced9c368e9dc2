// The earliest few of a stream of events: the same whatever the order in which they come.

import { compareRefs, type EventRef, refOf } from './session-event.js';

/** Keeps the `most` earliest in `refs`, sorted, each once. */
export function keepFirst(refs: EventRef[], event: EventRef, most: number): void {
  const last = refs.at(-1);
  if (refs.length === most && last !== undefined && compareRefs(event, last) >= 0) return;
  let at = refs.length;
  while (at > 0 && compareRefs(refs[at - 1] as EventRef, event) > 0) at--;
  const before = refs[at - 1];
  if (before !== undefined && compareRefs(before, event) === 0) return;
  if (at === refs.length) refs.push(refOf(event));
  else refs.splice(at, 0, refOf(event));
  if (refs.length > most) refs.pop();
}
