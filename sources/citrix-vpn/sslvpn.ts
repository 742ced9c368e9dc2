// SSLVPN: what users do through the gateway. AAATM writes most of these events too, with fewer labels; its rows are optional.

import type { EventGrammar, LabelRow } from '@gatehouse/model';
import {
  ACCESS,
  BYTES,
  CLIENT,
  COMPRESSION,
  DENIED_BY,
  DESTINATION,
  DURATION,
  FORWARDED,
  GROUPS,
  NAT,
  optional,
  SOURCE,
  USER,
  VSERVER,
} from './rows.js';

const MODULES = ['SSLVPN', 'AAATM'];

const TIMES: readonly LabelRow[] = [
  { label: 'Start_time', kind: 'time', token: 'beginningTime' },
  { label: 'End_time', kind: 'time', token: 'endTime' },
];

const CONNECTION: readonly LabelRow[] = [
  USER,
  CLIENT,
  FORWARDED,
  NAT,
  VSERVER,
  SOURCE,
  DESTINATION,
  ...TIMES,
  DURATION,
  ...BYTES,
];

export const SSLVPN_EVENTS: readonly EventGrammar[] = [
  {
    events: ['LOGIN'],
    modules: MODULES,
    outcome: 'Success',
    body: {
      opening: ['context', 'tags'],
      labels: [
        USER,
        CLIENT,
        FORWARDED,
        NAT,
        VSERVER,
        { label: 'Browser_type', kind: 'text', token: 'userAgent', free: true },
        { label: 'SSLVPN_client_type', kind: 'text', token: 'clientType', optional: true },
        GROUPS,
      ],
    },
  },
  {
    events: ['LOGOUT'],
    modules: MODULES,
    body: {
      opening: ['context', 'tags'],
      labels: [
        USER,
        CLIENT,
        FORWARDED,
        NAT,
        VSERVER,
        ...TIMES,
        DURATION,
        { label: 'Http_resources_accessed', kind: 'word' },
        { label: 'NonHttp_services_accessed', kind: 'word', optional: true },
        { label: 'Total_TCP_connections', kind: 'word' },
        { label: 'Total_UDP_flows', kind: 'word', optional: true },
        { label: 'Total_policies_allowed', kind: 'word' },
        { label: 'Total_policies_denied', kind: 'word' },
        ...BYTES,
        ...COMPRESSION,
        { label: 'LogoutMethod', kind: 'text', token: 'logoutMethod' },
        GROUPS,
      ],
    },
  },
  {
    events: ['TCPCONNSTAT'],
    modules: MODULES,
    body: { opening: ['context', 'tags'], labels: [...CONNECTION, ...COMPRESSION, ACCESS, GROUPS] },
  },
  {
    events: ['UDPFLOWSTAT'],
    modules: MODULES,
    body: { opening: ['context', 'tags'], labels: [...CONNECTION, ACCESS, GROUPS] },
  },
  {
    events: ['TCPCONN_TIMEDOUT'],
    modules: MODULES,
    body: {
      opening: ['context', 'tags'],
      labels: [
        USER,
        CLIENT,
        FORWARDED,
        NAT,
        VSERVER,
        { label: 'Last_contact', kind: 'time', token: 'endTime' },
        GROUPS,
      ],
    },
  },
  { events: ['HTTPREQUEST'], modules: MODULES, body: 'http-request' },
  {
    events: ['HTTP_RESOURCEACCESS_DENIED'],
    modules: MODULES,
    outcome: 'Failure',
    body: {
      opening: ['context', 'tags'],
      labels: [
        USER,
        optional(VSERVER),
        { label: 'Total_bytes_send', kind: 'number', token: 'outByte' },
        { label: 'Remote_host', kind: 'host', free: true },
        { label: 'Denied_url', kind: 'request', free: true },
        DENIED_BY,
        GROUPS,
      ],
    },
  },
  {
    events: ['NONHTTP_RESOURCEACCESS_DENIED'],
    modules: MODULES,
    outcome: 'Failure',
    body: {
      opening: ['context', 'tags'],
      labels: [USER, CLIENT, FORWARDED, NAT, VSERVER, SOURCE, DESTINATION, ...BYTES, DENIED_BY, GROUPS],
    },
  },
  {
    events: [
      'REMOVE_SESSION',
      'REMOVE_SESSION_ERR',
      'REMOVE_SESSION_ERROR',
      'REMOVE_SESSION_INFO',
      'REMOVE_SESSION_DEBUG',
    ],
    modules: MODULES,
    body: {
      opening: [],
      labels: [
        { label: 'Sessionid', kind: 'id', token: 'vpnSessionId' },
        USER,
        CLIENT,
        FORWARDED,
        NAT,
        { label: 'Vserver_ip', kind: 'address', role: 'virtual' },
        { label: 'Errmsg', kind: 'text', token: 'message', free: true },
      ],
    },
  },
  {
    events: ['LICLMT_REACHED'],
    modules: ['SSLVPN'],
    body: { opening: [], labels: [VSERVER, { label: 'License_limit', kind: 'word' }] },
  },
  {
    events: ['STA_VALIDATE_RESP'],
    modules: ['SSLVPN'],
    body: {
      opening: [],
      labels: [
        { label: 'Xdatalen', kind: 'word' },
        { label: 'Xdata', kind: 'text', free: true },
      ],
    },
  },
];
