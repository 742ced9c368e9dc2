// The event of a line that is not read: nothing of it is understood, and nothing of the reader is needed. It says where and when
// the line came from, so that it is found beside its neighbours.

import { CITRIX_VPN } from '@gatehouse/citrix-vpn';
import type { EventFields } from '@gatehouse/model';
import type { LineContext } from './context.js';
import type { DefectCode } from './defects.js';

export interface UnreadLine {
  readonly why: Extract<DefectCode, 'not-read' | 'withheld'>;
  /** When the line was cut. */
  readonly originalLength: number | null;
}

export interface UnreadEvent {
  readonly event: EventFields;
  readonly defects: readonly DefectCode[];
}

export function unreadEvent(
  { why, originalLength }: UnreadLine,
  { peer, receivedAt }: Pick<LineContext, 'peer' | 'receivedAt'>,
): UnreadEvent {
  const { deviceType, deviceVendor, deviceModel, tags } = CITRIX_VPN.constants;
  const defects: DefectCode[] = [why];
  if (originalLength !== null) defects.push('line-too-long');
  if (receivedAt === null) defects.push('no-event-time');
  return {
    event: {
      deviceType,
      deviceVendor,
      deviceModel,
      tags: [...tags],
      defects,
      ...(peer !== null && { deviceHost: peer }),
      ...(receivedAt !== null && { eventTime: receivedAt }),
      ...(originalLength !== null && { attributes: { originalLength: String(originalLength) } }),
    },
    defects,
  };
}
