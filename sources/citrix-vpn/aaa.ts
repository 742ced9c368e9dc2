// AAA: the authentication daemon.

import type { EventGrammar } from '@gatehouse/model';
import { CLIENT, FORWARDED, USER } from './rows.js';

export const AAA_EVENTS: readonly EventGrammar[] = [
  {
    events: ['LOGIN_FAILED'],
    modules: ['AAA'],
    outcome: 'Failure',
    body: {
      opening: [],
      labels: [
        USER,
        CLIENT,
        FORWARDED,
        { label: 'Failure_reason', kind: 'text', token: 'message' },
        { label: 'Browser', kind: 'text', token: 'userAgent', free: true, optional: true },
      ],
    },
  },
  {
    events: ['EXTRACTED_GROUPS'],
    modules: ['AAA'],
    body: { opening: [], labels: [{ label: 'Extracted_groups', kind: 'groups', token: 'group', free: true }] },
  },
];
