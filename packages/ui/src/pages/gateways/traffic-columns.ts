import type { DataColumn } from '../../components/data-table.js';
import { formatNumber } from '../../lib/format.js';

interface Traffic {
  readonly perSecond: number;
  readonly receivedFrames: number;
}

/** How much comes from a source, or from one of its senders. */
export const TRAFFIC_COLUMNS: readonly DataColumn<Traffic>[] = [
  {
    name: 'Events/s',
    isQuantity: true,
    order: ({ perSecond }) => perSecond,
    cell: ({ perSecond }) => formatNumber(Math.round(perSecond * 10) / 10),
  },
  {
    name: 'Received',
    isQuantity: true,
    order: ({ receivedFrames }) => receivedFrames,
    cell: ({ receivedFrames }) => formatNumber(receivedFrames),
  },
];
