// The pack for Citrix VPN: NetScaler Gateway, formerly Access Gateway and ADC. See README.md for the events and their tokens.

import type { SourcePack } from '@gatehouse/model';
import { AAA_EVENTS } from './aaa.js';
import { CLISEC_EVENTS } from './clisec.js';
import { CMD_EVENTS } from './cmd.js';
import { EVENT_EVENTS } from './event.js';
import { ICA_EVENTS } from './ica.js';
import { OCSF } from './ocsf.js';
import { OTHER_EVENTS } from './other.js';
import { SETUP } from './setup.js';
import { SSLLOG_EVENTS } from './ssllog.js';
import { SSLVPN_EVENTS } from './sslvpn.js';
import { TCP_EVENTS } from './tcp.js';

export const CITRIX_VPN: SourcePack = {
  id: 'citrix-vpn',
  product: {
    name: 'Citrix VPN',
    versions: 'NetScaler Gateway (also sold as Access Gateway and Citrix Gateway), log forms of releases 9 to 14.1',
    formats: ['Syslog'],
    summary:
      'Who came in through the gateway, from where, to which servers and applications, and how it ended; sign-ins that failed, ' +
      'what policies refused, commands of administrators, and the state of the appliance.',
  },
  setup: SETUP,
  constants: {
    deviceType: 'VPN',
    deviceVendor: 'Citrix',
    deviceModel: 'NetScaler Gateway',
    tags: ['VPN', 'citrix-vpn'],
  },
  events: [
    ...SSLVPN_EVENTS,
    ...CLISEC_EVENTS,
    ...ICA_EVENTS,
    ...AAA_EVENTS,
    ...TCP_EVENTS,
    ...SSLLOG_EVENTS,
    ...CMD_EVENTS,
    ...EVENT_EVENTS,
    ...OTHER_EVENTS,
  ],
  ocsf: OCSF,
};
