// What events of one session have in common, as text, and back:
//
//   session|category|place|SessionId    lines with Context; the place is the virtual server, or the device behind `~`
//   client|category|place|client        lines without
//
// The virtual server tells HA pairs and clusters from others by itself: it moves with the sessions, whichever device logs.

import { SILENCE } from './limits.js';
import type { SessionEvent } from './session-event.js';

export type TrackKind = keyof typeof SILENCE;

export interface TrackKey {
  readonly text: string;
  readonly kind: TrackKind;
  readonly category: string;
  readonly place: string;
  /** The line named no virtual server. */
  readonly isByDevice: boolean;
  /** It carries the SessionId of a virtual server: where its sessions begin and end, those of other keys do, too. */
  readonly isLeading: boolean;
  /** SessionId or client address. */
  readonly id: string;
}

const BY_DEVICE = '~';

export function trackKeyOf(event: SessionEvent): string {
  const { category, vserver, device, vpnSession, client } = event;
  const place = `${category}|${vserver === '' ? BY_DEVICE + device : vserver}`;
  return vpnSession === 0 ? `client|${place}|${client}` : `session|${place}|${vpnSession}`;
}

export function readTrackKey(text: string): TrackKey {
  const [kind = '', category = '', place = ''] = text.split('|', 3);
  if (!isKind(kind)) throw new TypeError(`not the key of a track: ${text}`);
  const id = text.slice(kind.length + category.length + place.length + 3);
  const isByDevice = place.startsWith(BY_DEVICE);
  return { text, kind, category, place, isByDevice, isLeading: kind === 'session' && !isByDevice, id };
}

function isKind(text: string): text is TrackKind {
  return Object.hasOwn(SILENCE, text);
}
