// What the events are in the Open Cybersecurity Schema Framework (https://schema.ocsf.io). What is neither a sign-in nor a connection is
// a base event there: commands, states, free text.

import type { SourcePack } from '@gatehouse/model';

export const OCSF: SourcePack['ocsf'] = {
  LOGIN: ['authentication', 'logon'],
  LOGIN_FAILED: ['authentication', 'logon'],
  LOGOUT: ['authentication', 'logoff'],
  REMOVE_SESSION: ['authentication', 'logoff'],
  EXTRACTED_GROUPS: ['authentication', 'other'],
  // The device of the user is examined while the user signs in.
  CLISEC_CHECK: ['authentication', 'other'],
  CLISEC_EXP_EVAL: ['authentication', 'other'],

  ICASTART: ['network_activity', 'open'],
  ICAEND_CONNSTAT: ['network_activity', 'close'],
  TCPCONNSTAT: ['network_activity', 'traffic'],
  UDPFLOWSTAT: ['network_activity', 'traffic'],
  TCPCONN_TIMEDOUT: ['network_activity', 'fail'],
  HTTPREQUEST: ['network_activity', 'traffic'],
  HTTP_RESOURCEACCESS_DENIED: ['network_activity', 'refuse'],
  NONHTTP_RESOURCEACCESS_DENIED: ['network_activity', 'refuse'],
  SSL_HANDSHAKE_SUCCESS: ['network_activity', 'open'],
  SSL_HANDSHAKE_FAILURE: ['network_activity', 'fail'],
  CONN: ['network_activity', 'traffic'],
  CONN_DELINK: ['network_activity', 'close'],
  OTHERCONN_DELINK: ['network_activity', 'close'],
  CONN_TERMINATE: ['network_activity', 'close'],
  NAT_CONN_DELINK: ['network_activity', 'close'],
  NAT_OTHERCONN_DELINK: ['network_activity', 'close'],
  ACL_PKT_LOG: ['network_activity', 'traffic'],
  ACL6_PKT_LOG: ['network_activity', 'traffic'],
};
