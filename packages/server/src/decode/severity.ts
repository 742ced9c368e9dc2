// Syslog priority: `<134>` is facility 16 × 8 + severity 6 (RFC 5424 section 6.2.1); the log daemon of the appliance
// writes `<local0.info>`, Windows collectors `Local0.Alert`.

import { digitsEnd, smallNumber } from './scan.js';

const SEVERITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const;

const FACILITIES = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'cron',
  'authpriv',
  'ftp',
  'ntp',
  'audit',
  'console',
  'clock',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
] as const;

/** Other spellings that daemons use for the same severity. */
const SYNONYMS: Readonly<Record<string, number>> = {
  emergency: 0,
  panic: 0,
  critical: 2,
  error: 3,
  warn: 4,
  informational: 6,
  information: 6,
};

export interface Priority {
  readonly severity: number;
  readonly facility: number;
}

export interface PrioritySpan extends Priority {
  readonly from: number;
  readonly to: number;
}

export function severityName(severity: number): string {
  return SEVERITIES[severity] ?? String(severity);
}

export function facilityName(facility: number): string {
  return FACILITIES[facility] ?? String(facility);
}

const WORD = /^(<?)([A-Za-z]{2,8}\d?)\.([A-Za-z]{3,13})(>?)\s/;
const LONGEST_WORD = 28;

/** `<134>`; above 191 it is no priority. */
export function readPriority(text: string, from: number): PrioritySpan | null {
  if (text.charCodeAt(from) !== 60) return null;
  const to = digitsEnd(text, from + 1, from + 4);
  const value = smallNumber(text, from + 1, to);
  if (value < 0 || value > 191 || text.charCodeAt(to) !== 62) return null;
  return { from, to: to + 1, severity: value % 8, facility: Math.floor(value / 8) };
}

/** `<local0.info>` or `Local0.Alert`. */
export function readPriorityWord(text: string, from: number): PrioritySpan | null {
  const code = text.charCodeAt(from);
  if (code !== 60 && !(code >= 65 && code <= 90) && !(code >= 97 && code <= 122)) return null;
  const match = WORD.exec(text.slice(from, from + LONGEST_WORD));
  if (match === null || (match[1] === '<') !== (match[4] === '>')) return null;
  const facility = (FACILITIES as readonly string[]).indexOf((match[2] ?? '').toLowerCase());
  const name = (match[3] ?? '').toLowerCase();
  const severity = SYNONYMS[name] ?? (SEVERITIES as readonly string[]).indexOf(name);
  return facility < 0 || severity < 0 ? null : { from, to: from + match[0].length - 1, severity, facility };
}
