// SSLLOG: handshakes with clients and with servers, certificates, revocation lists. In a handshake with a server there is
// no client; the server is the destination.

import type { EventGrammar, LabelRow } from '@gatehouse/model';

const HANDSHAKE: readonly LabelRow[] = [
  { label: 'SPCBId', kind: 'word', optional: true },
  { label: 'Backend SPCBId', kind: 'word', attribute: 'SPCBId', optional: true },
  { label: 'ClientIP', kind: 'address', role: 'client', optional: true },
  { label: 'ClientPort', kind: 'port', role: 'source', optional: true },
  { label: 'VserverServiceIP', kind: 'address', role: 'virtual', optional: true },
  { label: 'VserverServicePort', kind: 'port', role: 'virtual', optional: true },
  { label: 'ServerIP', kind: 'address', role: 'destination', optional: true },
  { label: 'ServerPort', kind: 'port', role: 'destination', optional: true },
  { label: 'ClientVersion', kind: 'word', optional: true },
  { label: 'ProtocolVersion', kind: 'word', optional: true },
  { label: 'CipherSuite', kind: 'text' },
  { label: 'Session', kind: 'text' },
  { label: 'SERVER_AUTHENTICATED', kind: 'flag', optional: true },
  { label: 'SerialNumber', kind: 'text', optional: true },
  { label: 'SignatureAlgorithm', kind: 'text', optional: true },
  { label: 'ValidFrom', kind: 'text', optional: true },
  { label: 'ValidTo', kind: 'text', optional: true },
  { label: 'HandshakeTime', kind: 'word', unit: ' ms', optional: true },
  { label: 'Reason', kind: 'text', token: 'message', free: true, optional: true },
];

const CRL: readonly LabelRow[] = [
  { label: 'crl_name', kind: 'text', optional: true },
  { label: 'server_ip', kind: 'word', optional: true },
  { label: 'server_port', kind: 'word', optional: true },
  { label: 'method', kind: 'word', optional: true },
  { label: 'ldapscope', kind: 'word', optional: true },
];

export const SSLLOG_EVENTS: readonly EventGrammar[] = [
  {
    events: ['SSL_HANDSHAKE_SUCCESS'],
    modules: ['SSLLOG'],
    outcome: 'Success',
    body: { opening: [], labels: HANDSHAKE },
  },
  {
    events: ['SSL_HANDSHAKE_FAILURE'],
    modules: ['SSLLOG'],
    outcome: 'Failure',
    body: { opening: [], labels: HANDSHAKE },
  },
  {
    events: ['SSL_HANDSHAKE_ISSUERNAME'],
    modules: ['SSLLOG'],
    body: {
      opening: [],
      labels: [
        { label: 'SPCBId', kind: 'word' },
        { label: 'IssuerName', kind: 'text', free: true },
      ],
    },
  },
  {
    events: ['SSL_HANDSHAKE_SUBJECTNAME'],
    modules: ['SSLLOG'],
    body: {
      opening: [],
      labels: [
        { label: 'SPCBId', kind: 'word' },
        { label: 'SubjectName', kind: 'text', free: true },
      ],
    },
  },
  {
    events: ['SSL_CERT_EXPIRY_IMMINENT'],
    modules: ['SSLLOG'],
    body: {
      opening: [],
      labels: [
        { label: 'Certificate Key Pair', kind: 'text', free: true },
        { label: 'Days To Expire', kind: 'word' },
      ],
    },
  },
  { events: ['SSL_CRL_UPDATE_SUCCESS'], modules: ['SSLLOG'], outcome: 'Success', body: { opening: [], labels: CRL } },
  { events: ['SSL_CRL_UPDATE_FAILURE'], modules: ['SSLLOG'], outcome: 'Failure', body: { opening: [], labels: CRL } },
];
