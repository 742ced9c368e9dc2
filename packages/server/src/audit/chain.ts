// How a record becomes text and a hash:  `<sha256 of the JSON, hex> <JSON>`. The JSON holds the hash of the record before.

import { createHash } from 'node:crypto';
import type { AuditEntry, AuditMark, AuditRecord, BrokenReason } from './audit.js';

/** What the first record carries. */
export const NO_RECORD: AuditMark = { sequence: 0, hash: '0'.repeat(64) };

export interface Link {
  readonly text: string;
  readonly mark: AuditMark;
}

export function nextLink(head: AuditMark, entry: AuditEntry, at: string): Link {
  const sequence = head.sequence + 1;
  const record: AuditRecord = { sequence, at, previous: head.hash, ...bounded(entry) };
  const json = JSON.stringify(record);
  const hash = hashOf(json);
  return { text: `${hash} ${json}`, mark: { sequence, hash } };
}

/** The record of a stored text; null where it is none. */
export function recordOf(text: string): AuditRecord | null {
  try {
    return JSON.parse(text.slice(65)) as AuditRecord;
  } catch {
    return null;
  }
}

/** What is wrong with the record that stands behind `before`, or its mark. */
export function checkLink(before: AuditMark, sequence: number, text: string): BrokenReason | AuditMark {
  if (sequence !== before.sequence + 1) return 'missing';
  const hash = text.slice(0, 64);
  const json = text.slice(65);
  if (hashOf(json) !== hash) return 'changed';
  const record = recordOf(text);
  return record?.previous === before.hash && record.sequence === sequence ? { sequence, hash } : 'unlinked';
}

function hashOf(json: string): string {
  return createHash('sha256').update(json).digest('hex');
}

const MOST_TEXT = 4000;
const MOST_DETAILS = 16_000;

/** Text comes from outside: a record takes a bounded place. */
function bounded(entry: AuditEntry): AuditEntry {
  const { actor, address, subject, tenants } = entry;
  const details = JSON.stringify(entry.details, (_, value: unknown) =>
    typeof value === 'string' ? shortened(value, MOST_TEXT) : value,
  );
  return {
    ...entry,
    actor: actor === null ? null : { ...actor, name: shortened(actor.name, 200) },
    address: shortened(address, 100),
    subject: shortened(subject, 300),
    tenants: tenants === null ? null : tenants.slice(0, 1000),
    details:
      details.length <= MOST_DETAILS
        ? (JSON.parse(details) as AuditEntry['details'])
        : { shortened: shortened(details, MOST_TEXT) },
  };
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}
