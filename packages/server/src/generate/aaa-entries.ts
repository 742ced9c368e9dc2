/**
 * Entries of module AAA. The user agent of a failed login stands unquoted and runs to the end of the line:
 *
 *   User USER - Client_ip IP - Failure_reason "REASON" - Browser AGENT
 */
import { clientFacts, DEBUG, type Entry, INFORMATIONAL, WARNING } from './entry.js';

export const WRONG_PASSWORD = 'External authentication server denied access';
export const LOCKED_OUT = 'User account is locked out';

export interface Attempt {
  readonly userName: string;
  readonly client: string;
  readonly reason: string;
  readonly userAgent: string;
}

export function loginFailed(attempt: Attempt): Entry {
  const { userName, client, reason, userAgent } = attempt;
  return {
    category: 'AAA',
    eventName: 'LOGIN_FAILED',
    severity: WARNING,
    write: () => `User ${userName} - Client_ip ${client} - Failure_reason "${reason}" - Browser ${userAgent}`,
    facts: () => ({ userName, ...clientFacts(client), message: reason, userAgent, outcome: 'Failure' }),
  };
}

export function extractedGroups(groups: readonly string[]): Entry {
  return {
    category: 'AAA',
    eventName: 'EXTRACTED_GROUPS',
    severity: INFORMATIONAL,
    write: () => `Extracted_groups "${groups.join(',')}"`,
    facts: () => ({ group: groups }),
  };
}

export function aaaMessage(text: string): Entry {
  return {
    category: 'AAA',
    eventName: 'Message',
    severity: DEBUG,
    write: () => `"${text}"`,
    facts: () => ({ message: text }),
  };
}
