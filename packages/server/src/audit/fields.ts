// A record as an event of the data model, so that the query language can be used on it: category AUDIT, eventName the action.

import { isIPv4, isIPv6 } from 'node:net';
import type { EventFields } from '@gatehouse/model';
import type { AuditRecord } from './audit.js';

export function auditFields(record: AuditRecord): EventFields {
  const { at, action, outcome, actor, address, subject, code } = record;
  return {
    eventTime: Date.parse(at),
    category: 'AUDIT',
    eventName: action.toUpperCase(),
    outcome,
    ...(actor !== null && { userName: actor.login ?? actor.name }),
    ...(isIPv4(address) && { sourceIpv4: address }),
    ...(isIPv6(address) && { sourceIpv6: address }),
    command: subject,
    ...(code !== undefined && { message: code }),
    rawEvent: JSON.stringify(record),
  };
}
