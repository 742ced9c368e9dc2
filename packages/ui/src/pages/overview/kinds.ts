// Which events the figures are about. Totals of a LOGOUT are those of connections that were counted already: they are in none.

import { joinClauses } from '../../lib/clauses.js';

export const SIGN_INS = 'eventName: [LOGIN, LOGIN_FAILED]';
export const SIGNED_IN = 'eventName: LOGIN';
export const FAILED = 'eventName: LOGIN_FAILED';
export const REFUSED = 'eventName: [HTTP_RESOURCEACCESS_DENIED, NONHTTP_RESOURCEACCESS_DENIED]';
export const TRAFFIC = 'eventName: [TCPCONNSTAT, UDPFLOWSTAT, ICAEND_CONNSTAT]';
export const STARTS = 'eventName: ICASTART';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  [SIGNED_IN]: ['LOGIN'],
  [FAILED]: ['LOGIN_FAILED'],
  [REFUSED]: ['HTTP_RESOURCEACCESS_DENIED', 'NONHTTP_RESOURCEACCESS_DENIED'],
  [TRAFFIC]: ['TCPCONNSTAT', 'UDPFLOWSTAT', 'ICAEND_CONNSTAT'],
};

/** Whether events of this name are of a kind; of no kind is every one. */
export function isOfKind(eventName: unknown, kind: string): boolean {
  return kind === '' || NAMES[kind]?.includes(String(eventName)) === true;
}

/** The query of the page, and this. */
export function within(query: string, kind: string): string {
  return joinClauses([query, kind]);
}
