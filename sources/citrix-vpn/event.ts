// EVENT: the state of the appliance, of what it balances to, and of its own parts.

import type { EventGrammar, LabelRow } from '@gatehouse/model';

const STATE: LabelRow = { label: 'State', kind: 'text' };

export const EVENT_EVENTS: readonly EventGrammar[] = [
  {
    events: ['DEVICEUP', 'DEVICEDOWN', 'DEVICEOFS', 'STATECHANGE'],
    modules: ['EVENT'],
    body: { opening: [], labels: [{ label: 'Device', kind: 'text', free: true }, STATE] },
  },
  {
    events: ['MONITORUP', 'MONITORDOWN'],
    modules: ['EVENT'],
    body: { opening: [], labels: [{ label: 'Monitor', kind: 'text', free: true }, STATE] },
  },
  {
    events: ['STARTSYS', 'STOPSYS'],
    modules: ['EVENT'],
    body: { opening: ['text'], labels: [{ label: 'Memory', kind: 'text', optional: true }] },
  },
];
