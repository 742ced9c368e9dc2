// TCP: connections through the load balancer. Times are not quoted, labels contain blanks.

import type { EventGrammar, LabelRow } from '@gatehouse/model';
import { BYTES, DESTINATION, SOURCE, VSERVER } from './rows.js';

const NAT: LabelRow = { label: 'NatIP', kind: 'endpoint', role: 'nat' };
const START: LabelRow = { label: 'Start Time', kind: 'time', token: 'beginningTime' };
const DELINK: LabelRow = { label: 'Delink Time', kind: 'time', token: 'endTime' };

export const TCP_EVENTS: readonly EventGrammar[] = [
  {
    events: ['CONN_DELINK', 'OTHERCONN_DELINK', 'CONN'],
    modules: ['TCP'],
    body: { opening: [], labels: [SOURCE, VSERVER, NAT, DESTINATION, DELINK, ...BYTES] },
  },
  {
    events: ['CONN_TERMINATE'],
    modules: ['TCP'],
    body: {
      opening: [],
      labels: [SOURCE, DESTINATION, START, { label: 'End Time', kind: 'time', token: 'endTime' }, ...BYTES],
    },
  },
  {
    events: ['NAT_CONN_DELINK', 'NAT_OTHERCONN_DELINK'],
    modules: ['TCP'],
    body: {
      opening: [],
      labels: [
        SOURCE,
        { ...DESTINATION, twice: true },
        NAT,
        START,
        DELINK,
        ...BYTES,
        { label: 'Closure Reason', kind: 'text', token: 'message', free: true, optional: true },
      ],
    },
  },
];
