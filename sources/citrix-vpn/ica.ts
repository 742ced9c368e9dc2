// Published applications and desktops: an ICA connection opens and closes. Both carry the same prefix.
// The wire counters hold junk above 2^53 on some builds, so they are kept as text.

import type { EventGrammar, LabelRow } from '@gatehouse/model';
import { BYTES, CLIENT, COMPRESSION, DESTINATION, DURATION, optional, SOURCE } from './rows.js';

const PREFIX: readonly LabelRow[] = [
  optional(CLIENT),
  { label: 'SPCBId', kind: 'word', optional: true },
  SOURCE,
  DESTINATION,
  { label: 'SSLRelayAddress', kind: 'word', optional: true },
  { label: 'customername', kind: 'text', optional: true },
  { label: 'username:domainname', kind: 'account', token: 'userName', free: true, optional: true },
  { label: 'username:domain_name', kind: 'account', token: 'userName', free: true, optional: true },
];

const START: LabelRow = { label: 'startTime', kind: 'time', token: 'beginningTime' };
const CONNECTION: LabelRow = { label: 'connectionId', kind: 'word', token: 'externalId' };

export const ICA_EVENTS: readonly EventGrammar[] = [
  {
    events: ['ICASTART'],
    modules: ['SSLVPN'],
    body: {
      opening: ['context', 'tags'],
      labels: [
        ...PREFIX,
        { label: 'applicationName', kind: 'text', token: 'application', free: true },
        START,
        CONNECTION,
      ],
    },
  },
  {
    events: ['ICAEND_CONNSTAT'],
    modules: ['SSLVPN'],
    body: {
      opening: ['context', 'tags'],
      labels: [
        ...PREFIX,
        START,
        { label: 'endTime', kind: 'time', token: 'endTime' },
        DURATION,
        ...BYTES,
        ...COMPRESSION,
        CONNECTION,
        { label: 'Total_bytes_wire_send', kind: 'word', optional: true },
        { label: 'Total_bytes_wire_recv', kind: 'word', optional: true },
      ],
    },
  },
];
