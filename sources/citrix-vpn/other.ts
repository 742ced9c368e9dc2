// Events that several modules write, and modules with one kind of event.

import type { EventGrammar } from '@gatehouse/model';
import { DESTINATION, SOURCE } from './rows.js';

export const OTHER_EVENTS: readonly EventGrammar[] = [
  { events: ['Message'], modules: [], body: 'message' },
  { events: ['TRAP_SENT', 'TRAP_DROPPED'], modules: ['SNMP'], body: 'trap' },
  { events: ['APPFW_*'], modules: ['APPFW'], body: 'appfw' },
  {
    events: ['ACL_PKT_LOG', 'ACL6_PKT_LOG'],
    modules: ['ACL'],
    body: {
      opening: [],
      labels: [
        SOURCE,
        DESTINATION,
        { label: 'Protocol', kind: 'text' },
        { label: 'Type', kind: 'word', optional: true },
        { label: 'Code', kind: 'word', optional: true },
        { label: 'TimeStamp', kind: 'word', unit: '(ms)', optional: true },
        { label: 'Time Stamp', kind: 'word', unit: '(ms)', optional: true },
        { label: 'Hitcount', kind: 'number', token: 'count' },
        { label: 'Hit Rule', kind: 'text' },
        { label: 'Action', kind: 'text', optional: true },
        { label: 'Data', kind: 'text', free: true, optional: true },
      ],
    },
  },
];
