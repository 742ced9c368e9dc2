// What a line cannot say about itself and the reader must know: settings of its source, and what came before it.

import { type DateHistory, ProvenDates } from '../decode/date-order.js';
import { ZoneOffsets } from '../decode/zone.js';
import { DEFAULT_INTERNAL_NETWORKS, type InternalNetworks, internalNetworks } from './direction.js';
import type { DateOrder } from './reading.js';

export interface LineContext {
  /** IANA name or ±hh:mm, for times without the word GMT. */
  readonly timezone: string;
  /** Order of a date that nothing else decides. */
  readonly dateOrder: DateOrder;
  /** Which number becomes deviceSeverity where a line has both. */
  readonly severityFrom: 'pri' | 'header';
  /** When a listener received the line; null for files, whose time of reading says nothing. */
  readonly receivedAt: number | null;
  /** Address of the sender; null for files. */
  readonly peer: string | null;
  readonly history: DateHistory;
  readonly offsets: ZoneOffsets;
  readonly internalNetworks: InternalNetworks;
  /** Length in bytes before the line was cut at the limit; absent for whole lines. */
  readonly originalLength?: number;
}

export function defaultContext(overrides: Partial<LineContext> = {}): LineContext {
  return {
    timezone: 'UTC',
    dateOrder: 'mdy',
    severityFrom: 'pri',
    receivedAt: null,
    peer: null,
    history: new ProvenDates(),
    offsets: new ZoneOffsets(),
    internalNetworks: internalNetworks(DEFAULT_INTERNAL_NETWORKS),
    ...overrides,
  };
}
