// End point analysis: whether the client's machine may connect. The spelling of every label changed between 2007 and 14.1.

import type { EventGrammar, LabelRow } from '@gatehouse/model';
import { optional, VSERVER } from './rows.js';

const FRONT: readonly LabelRow[] = [
  { label: 'User', kind: 'user', token: 'userName', unit: ':', free: true, optional: true },
  { label: 'CaseID:', kind: 'word', optional: true },
  { label: 'CaseID', kind: 'word', unit: ':', optional: true },
  { label: 'Client_ip', kind: 'address', role: 'client', optional: true },
  { label: 'Client IP', kind: 'address', role: 'client', optional: true },
  { label: 'ClientIP', kind: 'address', role: 'client', optional: true },
  optional(VSERVER),
];

export const CLISEC_EVENTS: readonly EventGrammar[] = [
  {
    events: ['CLISEC_CHECK'],
    modules: ['SSLVPN', 'AAATM'],
    body: {
      opening: ['context', 'tags'],
      labels: [
        ...FRONT,
        { label: 'Client_security_expression', kind: 'text', free: true },
        { label: 'Client security check', kind: 'verdict', optional: true },
        { label: 'Client_security_check', kind: 'verdict', optional: true },
        { label: 'User put in quarantine group', kind: 'text', free: true, optional: true },
      ],
    },
  },
  {
    events: ['CLISEC_EXP_EVAL'],
    modules: ['SSLVPN', 'AAATM'],
    body: {
      opening: ['context', 'tags'],
      labels: [
        ...FRONT,
        { label: 'Client security check', kind: 'verdict', unit: ' on the client machine', free: true, optional: true },
        { label: 'Client security expression', kind: 'text', free: true, optional: true },
        { label: 'evaluated to', kind: 'verdict', afterBlank: true, optional: true },
      ],
    },
  },
];
