// CMD_EXECUTED: commands of administrators, by any way into the appliance. No module is inferred for it: four write it.

import type { EventGrammar } from '@gatehouse/model';
import { USER } from './rows.js';

export const CMD_EVENTS: readonly EventGrammar[] = [
  {
    events: ['CMD_EXECUTED'],
    modules: [],
    body: {
      opening: [],
      labels: [
        USER,
        { label: 'ADM_User', kind: 'word', optional: true },
        { label: 'Remote_ip', kind: 'address', role: 'source' },
        { label: 'Command', kind: 'text', token: 'command', free: true },
        { label: 'Status', kind: 'status' },
        { label: 'Message', kind: 'text', optional: true },
      ],
    },
  },
];
